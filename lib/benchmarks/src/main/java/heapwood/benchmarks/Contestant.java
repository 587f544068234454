package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.workload.Inserter;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.collections4.trie.PatriciaTrie;

/** A column of the table: what keys are inserted into. */
enum Contestant {
    REFERENCE {
        @Override
        Supplier<Inserter> trees() {
            return () -> new ReferenceTree()::insert;
        }

        @Override
        boolean does(Work work) {
            return work != Work.LOOK_UP;
        }
    },
    /** Trees of one forest. */
    COMPACT {
        @Override
        Supplier<Inserter> trees() {
            CompactForest forest = new CompactForest();
            return () -> forest.tree(forest.newTree())::insert;
        }

        @Override
        boolean does(Work work) {
            return true;
        }
    },
    /** Trees of one forest, each dropped when the next one comes: the steady state of a sliding window of one. */
    RECYCLED {
        private final CompactForest forest = new CompactForest();
        private CompactTree last;

        @Override
        Supplier<Inserter> trees() {
            return () -> {
                if (last != null) {
                    forest.drop(last.handle());
                }
                last = forest.tree(forest.newTree());
                return last::insert;
            };
        }
    },
    /** The compact tree with keys of frame ids: each distinct frame is interned, once a tree, and the rest was done before. */
    FRAME_IDS {
        @Override
        Supplier<Inserter> trees() {
            throw new UnsupportedOperationException("it takes no bytes");
        }

        @Override
        boolean does(Work work) {
            return Set.of(Work.RECORDED, Work.SHUFFLED, Work.CPU).contains(work);
        }

        @Override
        Supplier<Object> filling(Keys keys) {
            return new IdKeys(keys)::insertIntoNewTree;
        }
    },
    /** The same, with all stacks given at once, to be inserted in the order that is best. */
    BATCH {
        @Override
        Supplier<Inserter> trees() {
            throw new UnsupportedOperationException("it takes no bytes");
        }

        @Override
        boolean does(Work work) {
            return FRAME_IDS.does(work);
        }

        @Override
        Supplier<Object> filling(Keys keys) {
            return new IdKeys(keys)::insertAtOnce;
        }
    },
    /** The compact tree, frozen: it can be read and nothing else. */
    FROZEN {
        @Override
        Supplier<Inserter> trees() {
            throw new UnsupportedOperationException("nothing can be inserted into it");
        }

        @Override
        boolean does(Work work) {
            return Set.of(Work.ITERATE, Work.ITERATE_HEADLINE, Work.LOOK_UP).contains(work);
        }
    },
    /** Nodes with a HashMap of children by name, as async-profiler's converter has them. */
    HASH_MAPS {
        @Override
        Supplier<Inserter> trees() {
            return () -> new MapNode(HashMap::new)::insert;
        }
    },
    /** The same with fastutil's maps, which have no entry objects. */
    FASTUTIL {
        @Override
        Supplier<Inserter> trees() {
            return () -> new MapNode(() -> new Object2ObjectOpenHashMap<>(4))::insert;
        }
    },
    /** One PatriciaTrie from whole keys to values: no inner nodes' values, no frames. */
    PATRICIA {
        @Override
        Supplier<Inserter> trees() {
            return () -> {
                PatriciaTrie<Long> trie = new PatriciaTrie<>();
                return (key, offset, length, value) ->
                        trie.merge(new String(key, offset, length, StandardCharsets.ISO_8859_1), value, Long::sum);
            };
        }

        /** Whole keys as strings are too many for a heap in the large workloads. */
        @Override
        boolean does(Work work) {
            return Set.of(Work.UNIQUE, Work.CPU, Work.SMALL).contains(work);
        }
    },
    /** No tree: finds what each key has in common with the one before, and remembers it. What nobody can do without. */
    MISMATCH {
        @Override
        Supplier<Inserter> trees() {
            return () -> new Inserter() {
                private byte[] last = new byte[0];
                private int lastLength;
                private long common;

                @Override
                public void insert(byte[] key, int offset, int length, long value) {
                    int same = Arrays.mismatch(last, 0, lastLength, key, offset, offset + length);
                    if (same < 0) {
                        same = length;
                    }
                    if (length > last.length) {
                        last = Arrays.copyOf(last, 2 * length);
                    }
                    System.arraycopy(key, offset + same, last, same, length - same);
                    lastLength = length;
                    common += same;
                }
            };
        }
    };

    /** What makes new trees, for one operation. */
    abstract Supplier<Inserter> trees();

    /** Whether it has anything to show there. */
    boolean does(Work work) {
        return work.inserts();
    }

    /** Makes the keys' trees, each time it is asked, and returns the last one. */
    Supplier<Object> filling(Keys keys) {
        return () -> keys.insertInto(trees());
    }
}

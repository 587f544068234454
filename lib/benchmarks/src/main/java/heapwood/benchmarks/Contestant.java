package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.workload.Inserter;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;
import one.convert.Frame;
import one.heatmap.LzNodeTree;
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
        IdInserter idTree(List<byte[]> frames) {
            CompactForest forest = new CompactForest();
            int tree = forest.newTree();
            // Ids are given from 0 on, so they are the frames' numbers.
            frames.forEach(forest::intern);
            return (ids, offset, length, value) -> forest.insert(tree, ids, offset, length, value);
        }
    },
    /** The same, with all stacks given at once, to be inserted in the order that is best. */
    BATCH {
        @Override
        boolean takesIds() {
            return true;
        }

        @Override
        Supplier<Object> filling(Keys keys) {
            return new IdKeys(keys)::insertAtOnce;
        }
    },
    /** The compact tree, frozen: it can be read and nothing else. */
    FROZEN {
        @Override
        boolean does(Work work) {
            return Set.of(Work.ITERATE, Work.ITERATE_HEADLINE, Work.LOOK_UP).contains(work);
        }
    },
    /** Columns of frame, first child, next sibling, parent and value; see {@link ChildSiblingTree}. */
    SYMDB {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            return new ChildSiblingTree();
        }
    },
    /** A table of edges, by fastutil: from a parent and a frame to a node. */
    EDGE_MAP {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            Long2IntOpenHashMap nodes = new Long2IntOpenHashMap();
            return new EdgeTree(0, (parent, frame) -> {
                int next = nodes.size() + 1;
                int node = nodes.putIfAbsent((long) parent << 32 | frame, next);
                return node == 0 ? next : node;
            });
        }
    },
    /** The tree in async-profiler's heatmap: the same table in its own code, with what the heatmap's compression keeps beside it. */
    LZ_NODE_TREE {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            LzNodeTree nodes = new LzNodeTree();
            // It answers 0 for a node that it has just made, whose number is the last one. It has no frame 0.
            return new EdgeTree(0, (parent, frame) -> {
                int known = nodes.appendChild(parent, frame + 1);
                return known == 0 ? nodes.nodesCount() - 1 : known;
            });
        }
    },
    /** The tree in async-profiler's flame graph, a HashMap a node, from frames that are strings already. */
    FLAME_GRAPH {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            FlameGraph graph = new FlameGraph(new Arguments());
            String[] names = frames.stream()
                    .map(frame -> new String(frame, StandardCharsets.ISO_8859_1))
                    .toArray(String[]::new);
            CallStack stack = new CallStack();
            return (ids, offset, length, value) -> {
                // The innermost frame first.
                for (int i = offset + length - 1; i >= offset; i--) {
                    stack.push(names[ids[i]], Frame.TYPE_JIT_COMPILED);
                }
                graph.addSample(stack, value);
                stack.clear();
            };
        }
    },
    /** The reference tree with the compact tree's memory of the last key; see {@link RememberingTree}. */
    FINGER {
        @Override
        Supplier<Inserter> trees() {
            return RememberingTree::new;
        }
    },
    /** Nodes with a HashMap of children by name, from whole keys. */
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
    /** No tree, so no nodes: finds what each key has in common with the one before, and remembers it. What nobody can do without. */
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

    /** Returns what makes new trees, for one operation. */
    Supplier<Inserter> trees() {
        throw new UnsupportedOperationException(Settings.label(this) + " takes no bytes");
    }

    /** Returns a new tree that takes stacks of frame numbers, or null if it takes bytes. */
    IdInserter idTree(List<byte[]> frames) {
        return null;
    }

    /** Returns whether it takes frame numbers, not bytes. */
    boolean takesIds() {
        return idTree(List.of()) != null;
    }

    /** Returns whether it has anything to show there. */
    boolean does(Work work) {
        return takesIds() ? Set.of(Work.RECORDED, Work.SHUFFLED, Work.CPU).contains(work) : work.inserts();
    }

    /** Returns what makes the keys' trees, each time it is called, and gives the last one. */
    Supplier<Object> filling(Keys keys) {
        if (takesIds()) {
            IdKeys ids = new IdKeys(keys);
            return () -> ids.insertInto(idTree(ids.frames()));
        }
        return () -> keys.insertInto(trees());
    }
}

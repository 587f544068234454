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

/** The trees and maps that keys are inserted into; each is a line of the table. */
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
    /** Compact trees of one forest. */
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
    /** Compact trees of one forest, each dropped when the next one is made: the steady state of a sliding window of one tree. */
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
    /**
     * The compact tree with keys of frame ids. Each distinct frame is interned, once for each tree; splitting keys into frames is
     * done before the measurement.
     */
    FRAME_IDS {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            CompactForest forest = new CompactForest();
            int tree = forest.newTree();
            // The forest gives ids from 0 on, so they equal the frames' numbers.
            frames.forEach(forest::intern);
            return (ids, offset, length, value) -> forest.insert(tree, ids, offset, length, value);
        }
    },
    /** The compact tree, frozen: a read-only form. */
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
    /** The edges of a tree in a fastutil map: from a parent and a frame to a node. */
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
    /**
     * The tree of async-profiler's heatmap: the same table of edges in its own code, with the additional columns of the heatmap's
     * compression.
     */
    LZ_NODE_TREE {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            LzNodeTree nodes = new LzNodeTree();
            // appendChild returns 0 for a new node, whose number is the last one. Frame 0 is not allowed.
            return new EdgeTree(0, (parent, frame) -> {
                int known = nodes.appendChild(parent, frame + 1);
                return known == 0 ? nodes.nodesCount() - 1 : known;
            });
        }
    },
    /** The tree of async-profiler's flame graph: a HashMap for each node, and frames that are strings already. */
    FLAME_GRAPH {
        @Override
        IdInserter idTree(List<byte[]> frames) {
            FlameGraph graph = new FlameGraph(new Arguments());
            String[] names = frames.stream()
                    .map(frame -> new String(frame, StandardCharsets.ISO_8859_1))
                    .toArray(String[]::new);
            CallStack stack = new CallStack();
            return (ids, offset, length, value) -> {
                // The flame graph takes the innermost frame first.
                for (int i = offset + length - 1; i >= offset; i--) {
                    stack.push(names[ids[i]], Frame.TYPE_JIT_COMPILED);
                }
                graph.addSample(stack, value);
                stack.clear();
            };
        }
    },
    /** The reference tree with the compact tree's record of the last key; see {@link RememberingTree}. */
    FINGER {
        @Override
        Supplier<Inserter> trees() {
            return RememberingTree::new;
        }
    },
    /** Nodes with a HashMap of children by name, filled from whole keys. */
    HASH_MAPS {
        @Override
        Supplier<Inserter> trees() {
            return () -> new MapNode(HashMap::new)::insert;
        }
    },
    /** Nodes with a fastutil map of children by name, which has no entry objects. */
    FASTUTIL {
        @Override
        Supplier<Inserter> trees() {
            return () -> new MapNode(() -> new Object2ObjectOpenHashMap<>(4))::insert;
        }
    },
    /** One PatriciaTrie from whole keys to values, without values of inner nodes and without frames. */
    PATRICIA {
        @Override
        Supplier<Inserter> trees() {
            return () -> {
                PatriciaTrie<Long> trie = new PatriciaTrie<>();
                return (key, offset, length, value) ->
                        trie.merge(new String(key, offset, length, StandardCharsets.ISO_8859_1), value, Long::sum);
            };
        }

        /** Returns whether the heap is large enough; the large workloads have too many whole keys as strings. */
        @Override
        boolean does(Work work) {
            return Set.of(Work.UNIQUE, Work.CPU, Work.SMALL).contains(work);
        }
    },
    /**
     * No tree: a comparison of each key with the one before, which is then copied. It is the least work of any tree that takes
     * whole keys.
     */
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

    /**
     * Returns a factory of trees for one operation.
     *
     * @throws UnsupportedOperationException if this contestant takes frame numbers
     */
    Supplier<Inserter> trees() {
        throw new UnsupportedOperationException(Settings.label(this) + " takes no bytes");
    }

    /**
     * Returns a new tree that takes stack traces of frame numbers, or null if this contestant takes bytes.
     *
     * @param frames the frames; a frame's number is its index
     */
    IdInserter idTree(List<byte[]> frames) {
        return null;
    }

    /** Returns whether this contestant takes frame numbers instead of bytes. */
    boolean takesIds() {
        return idTree(List.of()) != null;
    }

    /** Returns whether this contestant supports a row of the table. */
    boolean does(Work work) {
        return takesIds() ? Set.of(Work.RECORDED, Work.SHUFFLED, Work.CPU).contains(work) : work.inserts();
    }

    /** Returns an operation that makes the trees of some keys, anew for each call, and returns the last one. */
    Supplier<Object> filling(Keys keys) {
        if (takesIds()) {
            IdKeys ids = new IdKeys(keys);
            return () -> ids.insertInto(idTree(ids.frames()));
        }
        return () -> keys.insertInto(trees());
    }
}

package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The works to measure: an operation with its keys. Each is a block of the table. */
enum Work {
    /** Generating and inserting together, as the original program measures it. */
    WHOLE_RUN(Workload.HEADLINE) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) {
            return () -> {
                Inserter tree = contestant.trees().get();
                Workload.generateInto(tree, chains);
                return tree;
            };
        }
    },
    HEADLINE(Workload.HEADLINE),
    UNIQUE(Workload.UNIQUE),
    RECORDED(Workload.RECORDED),
    SHUFFLED(Workload.SHUFFLED),
    CPU(Workload.CPU),
    SMALL(Workload.SMALL),
    ITERATE_HEADLINE(Workload.HEADLINE) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            return iterating(contestant, tree(contestant, chains));
        }
    },
    ITERATE(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            return iterating(contestant, tree(contestant, chains));
        }
    },
    /** Adding a tree to an empty one; by keys if the trees have no merge. */
    MERGE_INTO_EMPTY(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            StackTree source = tree(contestant, chains);
            return () -> {
                StackTree target = newTree(contestant);
                merge(source, target);
                return target;
            };
        }
    },
    /** Adding a tree to one that has the same nodes; by keys if the trees have no merge. */
    MERGE_INTO_EQUAL(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            StackTree source = tree(contestant, chains);
            StackTree target = newTree(contestant);
            merge(source, target);
            return () -> {
                merge(source, target);
                return target;
            };
        }
    },
    FREEZE(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            StackTree tree = tree(contestant, chains);
            return () -> FrozenTree.freeze(tree);
        }
    },
    THAW(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            FrozenTree frozen = FrozenTree.freeze(tree(contestant, chains));
            return () -> {
                StackTree tree = newTree(contestant);
                frozen.thaw(tree);
                return tree;
            };
        }
    },
    /** A window of ten trees of 100,000 nodes, all with new names. One operation replaces each tree once, the oldest first. */
    WINDOW(Workload.UNIQUE) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) {
            return new SlidingTrees(contestant, WINDOW_TREES, SlidingTrees.generated(chains));
        }
    },
    /** A window of ten trees of real stack traces with shared names. Each tree holds the next tenth of those recorded. */
    WINDOW_REAL(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            return new SlidingTrees(contestant, WINDOW_TREES, SlidingTrees.recorded(load(chains), WINDOW_TREES));
        }
    },
    /** Looking up the self values of a thousand whole keys, one after the other. */
    LOOK_UP(Workload.SHUFFLED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            Keys all = load(chains);
            List<byte[]> keys = IntStream.range(0, LOOK_UPS).mapToObj(all::key).toList();
            CompactTree tree = (CompactTree) tree(Contestant.COMPACT, chains);
            if (contestant == Contestant.FROZEN) {
                FrozenTree frozen = FrozenTree.freeze(tree);
                return () -> keys.stream()
                        .mapToLong(key -> frozen.self(key, 0, key.length))
                        .sum();
            }
            CompactForest forest = tree.forest();
            return () -> keys.stream()
                    .mapToLong(key -> forest.self(tree.handle(), key, 0, key.length))
                    .sum();
        }
    };

    /** The number of trees in a window. */
    private static final int WINDOW_TREES = 10;

    /** The number of keys that one operation looks up. */
    static final int LOOK_UPS = 1000;

    private final Workload workload;

    Work(Workload workload) {
        this.workload = workload;
    }

    /** Returns whether the operation is insertion, which all contestants support. */
    boolean inserts() {
        return ordinal() < ITERATE_HEADLINE.ordinal();
    }

    /** Returns whether an operation makes one tree and returns it, so that its objects can be counted. */
    boolean makesOneTree() {
        return inserts() && this != SMALL;
    }

    /**
     * Loads the keys and prepares the operation.
     *
     * @param contestant the tree to measure
     * @param chains the number of paths to generate, for generated keys
     * @return the operation to measure, which can be repeated any number of times
     * @throws IOException if the keys cannot be read
     */
    Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
        return contestant.filling(load(chains));
    }

    final Keys load(int chains) throws IOException {
        return workload.load(chains);
    }

    final StackTree tree(Contestant contestant, int chains) throws IOException {
        StackTree tree = newTree(contestant);
        load(chains).insertInto(tree::insert);
        return tree;
    }

    private static StackTree newTree(Contestant contestant) {
        return contestant == Contestant.REFERENCE ? new ReferenceTree() : new CompactTree();
    }

    private static Supplier<?> iterating(Contestant contestant, StackTree tree) {
        long[] seen = new long[1];
        StackTree.KeyVisitor visitor = (key, length, self) -> seen[0] += length + self;
        if (contestant == Contestant.FROZEN) {
            FrozenTree frozen = FrozenTree.freeze(tree);
            return () -> {
                frozen.iterate(visitor);
                return seen;
            };
        }
        return () -> {
            tree.iterate(visitor);
            return seen;
        };
    }

    private static void merge(StackTree source, StackTree target) {
        if (source instanceof CompactTree from && target instanceof CompactTree to) {
            to.forest().merge(to.handle(), from.forest(), from.handle());
        } else {
            source.iterate((key, length, self) -> {
                if (length > 1) {
                    target.insert(key, 2, length - 2, self);
                }
            });
        }
    }
}

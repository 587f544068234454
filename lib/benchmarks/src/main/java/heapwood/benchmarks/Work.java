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

/** A row of the table: what is done with which keys. */
enum Work {
    /** Generating and inserting together: what the original's program times. */
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
    /** Adding a tree to an empty one; where there is nothing to merge with, by keys. */
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
    /** Adding a tree to one that has the same nodes. */
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
    /** Ten trees of 100,000 nodes, all names new; one operation replaces each once by another one, the oldest first. */
    WINDOW(Workload.UNIQUE) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) {
            return new SlidingTrees(contestant, WINDOW_TREES, SlidingTrees.generated(chains));
        }
    },
    /** The same of real stacks, whose names are shared: each tree holds the next tenth of those recorded. */
    WINDOW_REAL(Workload.RECORDED) {
        @Override
        Supplier<?> prepare(Contestant contestant, int chains) throws IOException {
            return new SlidingTrees(contestant, WINDOW_TREES, SlidingTrees.recorded(load(chains), WINDOW_TREES));
        }
    },
    /** Asking for the self values of some thousand whole keys, one after the other. */
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

    /** How many trees a window holds. */
    private static final int WINDOW_TREES = 10;

    /** How many keys are looked up in one go. */
    static final int LOOK_UPS = 1000;

    private final Workload workload;

    Work(Workload workload) {
        this.workload = workload;
    }

    /** Whether it is insertion, which all contestants do. */
    boolean inserts() {
        return ordinal() < ITERATE_HEADLINE.ordinal();
    }

    /** Returns whether an operation makes one tree and returns it, so that its objects can be counted. */
    boolean makesOneTree() {
        return inserts() && this != SMALL;
    }

    /**
     * Loads the keys and makes ready what comes before the clock starts.
     *
     * @param chains how many paths to generate, where keys are generated
     * @return what is measured; it can be done any number of times
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

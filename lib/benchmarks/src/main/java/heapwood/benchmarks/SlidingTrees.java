package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A sliding window of trees, in which each new tree replaces the oldest: the constant work of a continuous profiler. */
final class SlidingTrees implements Supplier<Object> {
    private static final long SEED = 1;
    private static final int DEPTH = 500;

    private final CompactForest forest;
    private final Deque<StackTree> trees = new ArrayDeque<>();
    private final int width;
    private final Consumer<Inserter> source;

    /**
     * Fills a window.
     *
     * @param contestant the kind of trees: reference trees, or compact ones of one forest
     * @param width the number of trees in the window
     * @param source the function that fills a new tree, with other keys on each call
     */
    SlidingTrees(Contestant contestant, int width, Consumer<Inserter> source) {
        this.width = width;
        this.source = source;
        forest = contestant == Contestant.REFERENCE ? null : new CompactForest();
        get();
    }

    /**
     * Returns a source of new names only, which writes each key into the array of the one before.
     *
     * @param chains the number of paths of each tree
     */
    static Consumer<Inserter> generated(int chains) {
        TreeGenerator generator = new TreeGenerator(SEED);
        TreeShape shape = new TreeShape(chains, DEPTH, Keys.NAME_LENGTH / 2);
        return tree -> generator.insertFullKeys(tree, shape);
    }

    /**
     * Returns a source that fills each tree with the next part of the keys, and starts again after the last part.
     *
     * @param keys the keys
     * @param parts the number of parts
     */
    static Consumer<Inserter> recorded(Keys keys, int parts) {
        int[] next = new int[1];
        return tree -> {
            int part = next[0]++ % parts;
            keys.insertInto(
                    tree, (int) ((long) keys.count() * part / parts), (int) ((long) keys.count() * (part + 1) / parts));
        };
    }

    /** Replaces all trees, one after the other. */
    @Override
    public Object get() {
        for (int i = 0; i < width; i++) {
            if (trees.size() == width) {
                drop(trees.remove());
            }
            StackTree tree = forest == null ? new ReferenceTree() : forest.tree(forest.newTree());
            source.accept(tree::insert);
            trees.add(tree);
        }
        return trees;
    }

    private void drop(StackTree tree) {
        if (tree instanceof CompactTree compact) {
            forest.drop(compact.handle());
        }
    }
}

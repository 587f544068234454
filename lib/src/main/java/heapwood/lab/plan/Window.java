package heapwood.lab.plan;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import java.util.Map;

/**
 * A sliding window of trees, as a continuous profiler keeps them: when a number of trees are live, the oldest is
 * dropped and a new one is filled, again and again as fast as possible. Such a loop is an upper bound, since a program
 * with other work allocates less.
 *
 * @param forest the live trees of a full window
 * @param millis the time to measure, in milliseconds, after the window is full and warmed up
 * @param own a reader's own trees, in place of the forest's kind; null for that kind
 */
public record Window(Forest forest, int millis, OwnTrees own) implements Workload {
    /**
     * Checks that there is a tree and a time.
     *
     * @throws IllegalArgumentException if the window holds no tree, or the time is less than a millisecond
     */
    public Window {
        if (forest.trees() < 1 || !forest.held()) {
            throw new IllegalArgumentException("a window needs at least 1 live tree: it has " + forest.trees());
        }
        if (millis < 1) {
            throw new IllegalArgumentException("a window cannot be measured for " + millis + " ms: choose 1 or more");
        }
    }

    /**
     * Creates a window of the kit's trees.
     *
     * @param forest the live trees of a full window
     * @param millis the time to measure, in milliseconds
     */
    public Window(Forest forest, int millis) {
        this(forest, millis, null);
    }

    /**
     * Returns the same window of a reader's own trees.
     *
     * @param trees the class of trees
     */
    public Window as(OwnTrees trees) {
        return new Window(forest.as(TreeKind.REFERENCE), millis, trees);
    }

    @Override
    public StackTree newTree() {
        return own == null ? kind().newTree() : own.layout().newTrees(1).get(0);
    }

    @Override
    public String classPath() {
        return own == null ? "" : own.classPath();
    }

    /**
     * Returns the same window of another kind of tree.
     *
     * @param other the other kind
     */
    public Window as(TreeKind other) {
        return new Window(forest.as(other), millis);
    }

    @Override
    public TreeKind kind() {
        return forest.kind();
    }

    /** Returns the shape of each tree. */
    public TreeShape shape() {
        return forest.shape();
    }

    /** Returns the number of live nodes of a full window. */
    @Override
    public long nodes() {
        return forest.nodes();
    }

    @Override
    public long referenceObjects() {
        return forest.referenceObjects();
    }

    @Override
    public long expectedBytes(boolean compressedReferences) {
        return forest.expectedBytes(compressedReferences);
    }

    @Override
    public List<StackTree> build() {
        return forest.build();
    }

    @Override
    public void insertInto(Inserter into) {
        forest.insertInto(into);
    }

    @Override
    public String key() {
        return (own == null ? "" : own.key() + ": ") + "window of " + forest.key() + " for " + millis + " ms";
    }

    @Override
    public void describe(Map<Column, Object> row) {
        forest.describe(row);
        if (own != null) {
            row.put(Column.TREE, own.name());
        }
        row.put(Column.ASKED_MS, millis);
    }

    /** Returns a text such as {@code window of 10 reference trees of width 200 and depth 500}. */
    @Override
    public String toString() {
        return (own == null ? "" : own.name() + ": ") + "window of " + forest;
    }
}

package heapwood.lab;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import java.util.Map;

/**
 * Trees in a sliding window, as a continuous profiler keeps them: so many are live, the oldest is dropped, a new one is
 * filled, and so on as fast as it goes. A loop that does nothing else is an upper end: a program with work of its own allocates less.
 *
 * @param forest the trees that are live when the window is full
 * @param millis how long to measure, in milliseconds, after the window is full and warm
 */
public record Window(Forest forest, int millis) implements Workload {
    /**
     * Checks that there is something to measure.
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

    /** The same window of another kind of tree. */
    public Window as(TreeKind other) {
        return new Window(forest.as(other), millis);
    }

    @Override
    public TreeKind kind() {
        return forest.kind();
    }

    /** The shape of each tree. */
    TreeShape shape() {
        return forest.shape();
    }

    /** The live nodes of a full window. */
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
        return "window of " + forest.key() + " for " + millis + " ms";
    }

    @Override
    public void describe(Map<String, Object> row) {
        forest.describe(row);
        row.put("asked_ms", millis);
    }

    /** {@code window of 10 reference trees of width 200 and depth 500}. */
    @Override
    public String toString() {
        return "window of " + forest;
    }
}

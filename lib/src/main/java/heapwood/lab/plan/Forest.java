package heapwood.lab.plan;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.Schedule;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import java.util.Map;

/**
 * A workload of generated trees of one shape. Each key is inserted once and in full.
 *
 * @param kind the kind of tree
 * @param trees the number of trees
 * @param shape the shape of each tree
 * @param seed the seed of the generator
 * @param held true to keep the trees while the trial measures; false for a control, which builds the same trees and
 *     drops them before
 */
public record Forest(TreeKind kind, int trees, TreeShape shape, long seed, boolean held) implements Workload {
    /** The width of one chain. The ratio of width to depth is 2 to 5 in all of the original program's shapes. */
    private static final int WIDTH = 20;

    private static final int DEPTH = 50;
    private static final int NODES = WIDTH * DEPTH;

    /**
     * Checks the number of trees.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Forest {
        if (trees < 0) {
            throw new IllegalArgumentException("a forest cannot have " + trees + " trees: ask for 0 or more");
        }
    }

    /**
     * Returns a forest with about a given number of nodes, in the shapes of the schedule. It has one tree of width 20 i
     * and depth 50 i for i below 10. Above, it has as many of the original program's first trees (i = 10: 100,000 nodes
     * each) as needed; 100 of these are that program's first step.
     *
     * @param kind the kind of tree
     * @param nodes the number of nodes to approximate, at least 1
     * @param symbolBytes the random bytes in one name, which is twice as long; the original program has
     *     {@value Schedule#SYMBOL_BYTES}
     * @throws IllegalArgumentException if {@code nodes} is less than 1 or too many
     */
    public static Forest ofNodes(TreeKind kind, long nodes, int symbolBytes) {
        long largest = (long) NODES * Schedule.FIRST * Schedule.FIRST;
        if (nodes < 1 || nodes / largest > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a forest cannot have " + nodes + " nodes: ask for 1 to " + largest * Integer.MAX_VALUE);
        }
        int i = (int) Math.max(1, Math.min(Schedule.FIRST, Math.round(Math.sqrt((double) nodes / NODES))));
        int trees = i < Schedule.FIRST ? 1 : (int) Math.max(1, Math.round((double) nodes / largest));
        return new Forest(kind, trees, new TreeShape(WIDTH * i, DEPTH * i, symbolBytes), Schedule.SEED, true);
    }

    /**
     * Returns the control of this forest, which is built and then dropped. Its JVM has done the same work, and holds
     * what remains.
     */
    public Forest asControl() {
        return new Forest(kind, trees, shape, seed, false);
    }

    /**
     * Returns a forest of the same shapes in another kind of tree.
     *
     * @param other the other kind
     */
    public Forest as(TreeKind other) {
        return new Forest(other, trees, shape, seed, held);
    }

    /** Builds the trees. The result is empty for a control. Takes a few hundred nanoseconds a node. */
    @Override
    public List<StackTree> build() {
        List<StackTree> built = kind.newTrees(trees);
        TreeGenerator generator = new TreeGenerator(seed);
        for (StackTree tree : built) {
            generator.insertFullKeys(tree, shape);
        }
        return held ? built : List.of();
    }

    /** Inserts the stacks of all trees. */
    @Override
    public void insertInto(Inserter into) {
        TreeGenerator generator = new TreeGenerator(seed);
        for (int i = 0; i < trees; i++) {
            generator.insertFullKeys(into, shape);
        }
    }

    /** Returns the number of nodes of all trees, roots included. */
    @Override
    public long nodes() {
        return trees * shape.nodeCount();
    }

    /** Returns the number of leaves of all trees, one for each chain. */
    public long leaves() {
        return (long) trees * shape.width();
    }

    /**
     * Returns the number of live objects of such a forest of reference trees, by arithmetic. A node has three: itself,
     * its name and its child array, except the leaves' arrays and the roots' names, which are shared. A tree has one.
     * The shared empty child array and the shared empty name are two more.
     */
    @Override
    public long referenceObjects() {
        return trees == 0 ? 0 : 3 * nodes() - leaves() - trees + trees + 2;
    }

    /**
     * Returns the expected size of the live trees, in bytes, from which a heap is chosen. The measured bytes are in the
     * rows.
     *
     * @param compressedReferences true if references take 4 bytes, as with all collectors but ZGC in heaps below 32 GB
     */
    @Override
    public long expectedBytes(boolean compressedReferences) {
        return nodes() * bytesPerNode(compressedReferences);
    }

    private long bytesPerNode(boolean compressedReferences) {
        int name = 2 * shape.symbolBytes();
        if (kind == TreeKind.REFERENCE) {
            long node = compressedReferences ? 40 : 48;
            long children = 24; // for one child
            return node + align(16 + name) + children;
        }
        // More than what was counted (20 to 35 bytes and the name) leaves room for growing.
        return name + 48L;
    }

    private static long align(long bytes) {
        return (bytes + 7) & ~7;
    }

    @Override
    public String key() {
        return this + " seed " + seed;
    }

    @Override
    public void describe(Map<Column, Object> row) {
        row.put(Column.TREE, kind);
        row.put(Column.TREES, trees);
        row.put(Column.WIDTH, shape.width());
        row.put(Column.DEPTH, shape.depth());
        row.put(Column.SYMBOL_BYTES, shape.symbolBytes());
        row.put(Column.SEED, seed);
        row.put(Column.HELD, held);
        row.put(Column.EXPECTED_NODES, nodes());
    }

    /** Returns a text such as {@code 100 reference trees of width 200 and depth 500, names of 80 bytes}. */
    @Override
    public String toString() {
        return trees + " " + kind + (trees == 1 ? " tree of " : " trees of ") + shape + ", names of "
                + 2 * shape.symbolBytes() + " bytes" + (held ? "" : ", dropped");
    }
}

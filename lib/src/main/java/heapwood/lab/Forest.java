package heapwood.lab;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.Schedule;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import java.util.Map;

/**
 * The trees that a trial builds: a number of generated trees of one shape, each key inserted once and whole.
 *
 * @param kind which tree
 * @param trees how many
 * @param shape the shape of each
 * @param seed of the generator
 * @param held whether the trees are kept while the trial measures; a control builds the same and drops them before
 */
public record Forest(TreeKind kind, int trees, TreeShape shape, long seed, boolean held) implements Workload {
    /** The width of one chain and the depth of each are as 2 to 5 in all of the original's shapes. */
    private static final int WIDTH = 20;

    private static final int DEPTH = 50;
    private static final int NODES = WIDTH * DEPTH;

    /**
     * Checks the number of trees.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Forest {
        if (trees < 0) {
            throw new IllegalArgumentException("a forest cannot have " + trees + " trees: ask for 0 or more");
        }
    }

    /**
     * A forest with about so many nodes, of the schedule's shapes: one tree of width 20 i and depth 50 i while i is below 10,
     * and then as many of the original's first ones (i = 10: 100,000 nodes each) as it takes, 100 of which are its first step.
     *
     * @param kind which tree
     * @param nodes how many there shall be, at least 1
     * @param symbolBytes the random bytes in one name, which is twice as long; the original has {@value Schedule#SYMBOL_BYTES}
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

    /** The same, built and then dropped: what a JVM holds that has done the same work. */
    public Forest asControl() {
        return new Forest(kind, trees, shape, seed, false);
    }

    /** The same shapes in another kind of tree. */
    public Forest as(TreeKind other) {
        return new Forest(other, trees, shape, seed, held);
    }

    /** Builds the trees; empty if they are a control's. Takes a few hundred nanoseconds a node. */
    @Override
    public List<StackTree> build() {
        List<StackTree> built = kind.newTrees(trees);
        TreeGenerator generator = new TreeGenerator(seed);
        for (StackTree tree : built) {
            generator.insertFullKeys(tree, shape);
        }
        return held ? built : List.of();
    }

    /** Inserts all trees' stacks. */
    @Override
    public void insertInto(Inserter into) {
        TreeGenerator generator = new TreeGenerator(seed);
        for (int i = 0; i < trees; i++) {
            generator.insertFullKeys(into, shape);
        }
    }

    /** The nodes of all trees, roots included. */
    @Override
    public long nodes() {
        return trees * shape.nodeCount();
    }

    /** The leaves of all trees: one a chain. */
    public long leaves() {
        return (long) trees * shape.width();
    }

    /**
     * The live objects of such a forest of reference trees, by arithmetic: for each node itself, its name and its child array,
     * less the leaves' arrays and the roots' names, which are shared; and for each tree the tree itself; and the two shared
     * objects, the empty child array and the empty name.
     */
    @Override
    public long referenceObjects() {
        return trees == 0 ? 0 : 3 * nodes() - leaves() - trees + trees + 2;
    }

    /**
     * What the live trees are expected to take, in bytes, to choose a heap by; the measured bytes are in the rows.
     *
     * @param compressedReferences whether references take 4 bytes: all collectors but ZGC, in heaps below 32 GB
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
    public void describe(Map<String, Object> row) {
        row.put("tree", kind);
        row.put("trees", trees);
        row.put("width", shape.width());
        row.put("depth", shape.depth());
        row.put("symbol_bytes", shape.symbolBytes());
        row.put("seed", seed);
        row.put("held", held);
        row.put("expected_nodes", nodes());
    }

    /** {@code 100 reference trees of width 200 and depth 500, names of 80 bytes}. */
    @Override
    public String toString() {
        return trees + " " + kind + (trees == 1 ? " tree of " : " trees of ") + shape + ", names of "
                + 2 * shape.symbolBytes() + " bytes" + (held ? "" : ", dropped");
    }
}

package heapwood.lab.child;

import heapwood.ladder.OwnForest;
import heapwood.ladder.Rung;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;

/** A sliding window of trees, in which each new tree replaces the oldest one. */
final class TreeWindow {
    private final StackTree[] trees;

    /** The forest of all trees. That of compact trees reuses the space of dropped ones; dropped reference trees become garbage. */
    private final OwnForest forest;

    private int next;

    /** Creates an empty window. */
    TreeWindow(TreeKind kind, int trees) {
        this((kind == TreeKind.COMPACT ? Rung.ONE_FOREST : Rung.OBJECTS).newForest(), trees);
    }

    /** Creates an empty window of a forest's trees. */
    TreeWindow(OwnForest forest, int trees) {
        this.forest = forest;
        this.trees = new StackTree[trees];
    }

    /**
     * Drops the oldest tree if the window is full, and returns a new, empty one. So at most as many trees are live as
     * the window is wide.
     */
    StackTree slide() {
        StackTree oldest = trees[next];
        trees[next] = null;
        if (oldest != null) {
            forest.drop(oldest);
            oldest = null; // or a tree more would be live while the new one is made
        }
        StackTree tree = forest.newTree();
        trees[next] = tree;
        next = (next + 1) % trees.length;
        return tree;
    }

    /** Returns the number of nodes of all live trees. */
    long nodes() {
        long nodes = 0;
        for (StackTree tree : trees) {
            nodes += tree == null ? 0 : tree.nodeCount();
        }
        return nodes;
    }
}

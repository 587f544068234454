package heapwood.lab.child;

import heapwood.tree.CompactForest;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;

/** A sliding window of trees, in which each new tree replaces the oldest one. */
final class TreeWindow {
    private final StackTree[] trees;

    /**
     * The forest of the compact trees, which reuses the space of dropped trees. Null for reference trees, which become
     * garbage when dropped.
     */
    private final CompactForest forest;

    private final int[] handles;
    private int next;

    /** Creates an empty window. */
    TreeWindow(TreeKind kind, int trees) {
        this.trees = new StackTree[trees];
        handles = new int[trees];
        forest = kind == TreeKind.COMPACT ? new CompactForest() : null;
    }

    /**
     * Drops the oldest tree if the window is full, and returns a new, empty one. So at most as many trees are live as
     * the window is wide.
     */
    StackTree slide() {
        boolean full = trees[next] != null;
        trees[next] = null;
        if (forest != null) {
            if (full) {
                forest.drop(handles[next]);
            }
            handles[next] = forest.newTree();
            trees[next] = forest.tree(handles[next]);
        } else {
            trees[next] = TreeKind.REFERENCE.newTree();
        }
        StackTree tree = trees[next];
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

package heapwood.lab;

import heapwood.tree.CompactForest;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;

/** A number of trees of which the oldest makes room for each new one. */
final class TreeWindow {
    private final StackTree[] trees;

    /** Where compact trees live, whose space is used again; null for reference trees, which are garbage once dropped. */
    private final CompactForest forest;

    private final int[] handles;
    private int next;

    /** An empty window. */
    TreeWindow(TreeKind kind, int trees) {
        this.trees = new StackTree[trees];
        handles = new int[trees];
        forest = kind == TreeKind.COMPACT ? new CompactForest() : null;
    }

    /** Drops the oldest tree if the window is full, and returns a new, empty one. So at most so many are live as it is wide. */
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

    /** The nodes of all live trees. */
    long nodes() {
        long nodes = 0;
        for (StackTree tree : trees) {
            nodes += tree == null ? 0 : tree.nodeCount();
        }
        return nodes;
    }
}

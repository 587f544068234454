package heapwood.cli;

import heapwood.lab.child.LiveObjects;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A counter of the live objects of trees that were made together. Compact trees are counted from their forest, without the trees'
 * handles.
 */
final class LiveTrees {
    private final TreeKind kind;

    /**
     * The objects shared by all trees of the kind, even by those that were not made together: the reference tree's empty arrays.
     */
    private final LiveObjects shared;

    LiveTrees(TreeKind kind) {
        this.kind = kind;
        StackTree one = simpleTree(kind);
        StackTree other = simpleTree(kind);
        shared = minus(plus(count(one), count(other)), count(one, other));
    }

    /** Returns a tree with one key, the first tree of the original program. */
    static StackTree simpleTree(TreeKind kind) {
        StackTree tree = kind.newTree();
        tree.insert("foo;bar;baz".getBytes(StandardCharsets.US_ASCII), 100);
        return tree;
    }

    /** Returns the objects of one tree, without those that all trees of its kind share. */
    LiveObjects ownOf(StackTree tree) {
        return minus(count(tree), shared);
    }

    /**
     * Returns the objects of all trees, each object once. Reference trees are counted one by one, since the counter keeps a record
     * of each object visited, and the records of millions of nodes would fill the heap.
     */
    LiveObjects of(List<StackTree> trees) {
        if (kind != TreeKind.REFERENCE) {
            return LiveObjects.reachableFromAll(TreeKind.holders(trees));
        }
        return trees.stream().map(this::ownOf).reduce(shared, LiveTrees::plus);
    }

    private static LiveObjects count(StackTree... trees) {
        return LiveObjects.reachableFromAll(TreeKind.holders(List.of(trees)));
    }

    private static LiveObjects plus(LiveObjects a, LiveObjects b) {
        return new LiveObjects(a.objects() + b.objects(), a.bytes() + b.bytes());
    }

    private static LiveObjects minus(LiveObjects a, LiveObjects b) {
        return new LiveObjects(a.objects() - b.objects(), a.bytes() - b.bytes());
    }
}

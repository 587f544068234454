package heapwood.cli;

import heapwood.lab.LiveObjects;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Counts the live objects of trees that were made together; compact ones from their forest, without the trees' handles. */
final class LiveTrees {
    private final TreeKind kind;

    /** What any two trees of the kind share that were not made together: the reference's empty arrays. */
    private final LiveObjects shared;

    LiveTrees(TreeKind kind) {
        this.kind = kind;
        StackTree one = simpleTree(kind);
        StackTree other = simpleTree(kind);
        shared = minus(plus(count(one), count(other)), count(one, other));
    }

    /** The original's first tree: one key. */
    static StackTree simpleTree(TreeKind kind) {
        StackTree tree = kind.newTree();
        tree.insert("foo;bar;baz".getBytes(StandardCharsets.US_ASCII), 100);
        return tree;
    }

    /** The objects of one tree alone, without those that all such trees share. */
    LiveObjects ownOf(StackTree tree) {
        return minus(count(tree), shared);
    }

    /**
     * The objects of all trees, each once. Reference trees are counted one by one, since the counter remembers each object
     * that it has seen, and those of millions of nodes would fill the heap.
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

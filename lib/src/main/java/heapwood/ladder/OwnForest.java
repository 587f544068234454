package heapwood.ladder;

import heapwood.tree.StackTree;

/**
 * A forest that a reader writes: trees that share what they can. It needs a constructor without parameters. Trees that share nothing
 * need no forest; an {@link OwnTree} is enough.
 */
public interface OwnForest {
    /** Returns a new, empty tree of this forest. */
    StackTree newTree();

    /**
     * Drops a tree, which is not used any more. The default implementation does nothing: a tree that nothing refers to is left to the
     * collector.
     *
     * @param tree a tree that {@link #newTree} returned
     */
    default void drop(StackTree tree) {}
}

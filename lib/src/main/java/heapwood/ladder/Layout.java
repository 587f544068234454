package heapwood.ladder;

import heapwood.tree.StackTree;
import java.util.List;

/** A way to hold trees of stack traces: a step of the ladder, or a reader's own class. */
public interface Layout {
    /**
     * Returns new, empty trees that are kept together. They share all that trees of this layout can share.
     *
     * @param number the number of trees, at least 0
     */
    List<StackTree> newTrees(int number);

    /**
     * Returns the objects that hold filled trees in this layout's final form.
     *
     * @param trees trees made by {@link #newTrees}, filled
     */
    List<Object> kept(List<StackTree> trees);

    /**
     * Reports every node that an object from {@link #kept} holds, with its key.
     *
     * @param kept an object that {@link #kept} returned
     * @param visitor called once a node
     */
    void iterate(Object kept, StackTree.KeyVisitor visitor);

    /** Returns a new, empty forest, whose trees come and go one by one. */
    OwnForest newForest();
}

package heapwood.lab.plan;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeKind;
import java.util.List;
import java.util.Map;

/** The trees or stacks that a trial builds in its child, and their expected size. */
public sealed interface Workload permits Forest, RealProfile, Window, Climb {
    /** Returns the kind of tree. */
    TreeKind kind();

    /** Returns the number of nodes of all trees, roots included. */
    long nodes();

    /**
     * Returns the number of live objects of so many nodes as reference trees, or an upper bound, from which a heap is
     * chosen.
     */
    long referenceObjects();

    /**
     * Returns the number of live objects that counting must be ready for. For compact trees it is far more than they
     * have.
     */
    default long expectedObjects() {
        return kind() == TreeKind.REFERENCE ? referenceObjects() : 10_000 + referenceObjects() / 10;
    }

    /**
     * Returns the expected size of the live trees, in bytes, from which a heap is chosen. The measured bytes are in the
     * rows.
     *
     * @param compressedReferences true if references take 4 bytes, as with all collectors but ZGC in heaps below 32 GB
     */
    long expectedBytes(boolean compressedReferences);

    /**
     * Builds the trees, in the child.
     *
     * @return the trees; empty if none of them is kept
     */
    List<StackTree> build();

    /** Returns a new, empty tree of this workload's kind, in the child. */
    default StackTree newTree() {
        return kind().newTree();
    }

    /** Returns the class path that the trees need besides the kit's own; empty for the kit's trees. */
    default String classPath() {
        return "";
    }

    /**
     * Inserts all stacks into one tree, or passes them to a timer of insertions, in the child.
     *
     * @param into the receiver of the stacks
     */
    void insertInto(Inserter into);

    /** Returns all properties that identify the workload, in one line. */
    String key();

    /**
     * Adds the columns that describe the workload to a row: {@link Column#TREE}, {@link Column#TREES},
     * {@link Column#HELD} and {@link Column#EXPECTED_NODES}, and others of its own.
     *
     * @param row the row, with values by column
     */
    void describe(Map<Column, Object> row);
}

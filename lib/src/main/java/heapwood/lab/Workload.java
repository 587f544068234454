package heapwood.lab;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeKind;
import java.util.List;
import java.util.Map;

/** What a trial builds in its child, and what is known of it before. */
public sealed interface Workload permits Forest, RealProfile, Window, Climb {
    /** Which tree. */
    TreeKind kind();

    /** The nodes of all trees, roots included. */
    long nodes();

    /** The live objects of so many nodes as reference trees, or a bound: to choose a heap by. */
    long referenceObjects();

    /** The live objects to be ready for when counting: of compact trees far more than they have. */
    default long expectedObjects() {
        return kind() == TreeKind.REFERENCE ? referenceObjects() : 10_000 + referenceObjects() / 10;
    }

    /**
     * What the live trees are expected to take, in bytes, to choose a heap by; the measured bytes are in the rows.
     *
     * @param compressedReferences whether references take 4 bytes: all collectors but ZGC, in heaps below 32 GB
     */
    long expectedBytes(boolean compressedReferences);

    /** Builds the trees, in the child. */
    List<StackTree> build();

    /** Inserts all its stacks into one tree, or hands them to what times that, in the child. */
    void insertInto(Inserter into);

    /** All that makes it what it is, in one line. */
    String key();

    /** Adds the columns that describe it to a row: {@code tree}, {@code trees}, {@code held} and {@code expected_nodes}, and its own. */
    void describe(Map<String, Object> row);
}

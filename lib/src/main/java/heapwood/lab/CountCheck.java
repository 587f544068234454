package heapwood.lab;

import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * One forest's live objects, counted in two ways that owe nothing to each other.
 *
 * <p>JOL walks references from the trees, and so counts exactly what they reach. The JVM's class histogram walks its heap: it
 * is exact for classes that nobody else uses (nodes, arrays of nodes), but {@code byte[]} are everywhere in a JVM. Of these
 * the forest's are the difference to control JVMs, which built a forest and dropped it; controls differ among themselves, and
 * that spread is the difference's uncertainty.
 *
 * @param tree which tree
 * @param nodes the forest's nodes, roots included
 * @param objects its live objects by JOL
 * @param bytes what they take, by JOL
 * @param treeObjects objects of the tree's own classes by the histogram: for the reference tree its nodes and trees
 * @param treeArrays arrays of such objects by the histogram: for the reference tree its child arrays
 * @param byteArrays {@code byte[]} by the histogram, the controls' median taken off
 * @param byteArraySpread the controls' largest number of {@code byte[]} less their smallest
 */
public record CountCheck(
        TreeKind tree,
        long nodes,
        long objects,
        long bytes,
        long treeObjects,
        long treeArrays,
        long byteArrays,
        long byteArraySpread) {

    /**
     * Compares each forest among the rows of count trials with the controls of its kind, JDK and collector.
     *
     * @param measured rows of trials that ended well
     * @return the smallest forest first; none for forests without a control
     */
    public static List<CountCheck> of(Table measured) {
        List<CountCheck> checks = new ArrayList<>();
        for (Row row : measured) {
            DoubleColumn controls = controlsOf(row, measured);
            if (row.getString("held").equals("true") && controls.size() > 0) {
                checks.add(new CountCheck(
                        TreeKind.of(row.getString("tree")),
                        (long) row.getDouble("nodes"),
                        (long) row.getDouble("objects"),
                        (long) row.getDouble("bytes"),
                        (long) row.getDouble("tree_objects"),
                        (long) row.getDouble("tree_arrays"),
                        (long) (row.getDouble("byte_arrays") - controls.median()),
                        (long) (controls.max() - controls.min())));
            }
        }
        checks.sort(Comparator.comparing(CountCheck::tree).thenComparingLong(CountCheck::nodes));
        return checks;
    }

    private static DoubleColumn controlsOf(Row row, Table measured) {
        Table controls = measured.where(is(measured, "held", "false")
                .and(is(measured, "tree", row.getString("tree")))
                .and(is(measured, "jdk_build", row.getString("jdk_build")))
                .and(is(measured, "collector", row.getString("collector"))));
        return controls.doubleColumn("byte_arrays");
    }

    private static Selection is(Table table, String column, String value) {
        StringColumn texts = table.stringColumn(column);
        return texts.isEqualTo(value);
    }

    /** All objects by the histogram: what is exact, and {@code byte[]} by difference. */
    public long histogramObjects() {
        return treeObjects + treeArrays + byteArrays;
    }

    /** By how much the two counts differ; the controls' spread is what to compare it with. */
    public long difference() {
        return histogramObjects() - objects;
    }

    /** The headline: live objects for each node. */
    public double objectsPerNode() {
        return (double) objects / nodes;
    }

    /** What a node takes, its name included. */
    public double bytesPerNode() {
        return (double) bytes / nodes;
    }
}

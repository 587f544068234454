package heapwood.lab;

import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToLongFunction;
import org.hipparchus.stat.descriptive.rank.Percentile;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
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
 * that spread is the difference's uncertainty. The reference tree has no other arrays; of the compact tree, which has, all
 * arrays of common classes are counted so.
 *
 * @param tree which tree
 * @param nodes the forest's nodes, roots included
 * @param objects its live objects by JOL
 * @param bytes what they take, by JOL
 * @param treeObjects objects of the tree's own classes by the histogram: for the reference tree its nodes and trees
 * @param treeArrays arrays of such objects by the histogram: for the reference tree its child arrays
 * @param arrays {@code byte[]}, and of the compact tree other arrays too, by the histogram, the controls' median taken off
 * @param spread the controls' largest number of such arrays less their smallest
 */
public record CountCheck(
        TreeKind tree,
        long nodes,
        long objects,
        long bytes,
        long treeObjects,
        long treeArrays,
        long arrays,
        long spread) {

    /**
     * Compares each forest among the rows of count trials with the controls of its kind, JDK and collector.
     *
     * @param measured rows of trials that ended well
     * @return the smallest forest first; none for forests without a control
     */
    public static List<CountCheck> of(Table measured) {
        List<CountCheck> checks = new ArrayList<>();
        for (Row row : measured) {
            double[] controls = arraysOfControls(row, measured);
            if (row.getString("held").equals("true") && controls.length > 0) {
                checks.add(check(row, controls));
            }
        }
        checks.sort(Comparator.comparing(CountCheck::tree).thenComparingLong(CountCheck::nodes));
        return checks;
    }

    private static CountCheck check(Row row, double[] controls) {
        DoubleSummaryStatistics among = Arrays.stream(controls).summaryStatistics();
        return new CountCheck(
                TreeKind.of(row.getString("tree")),
                (long) row.getDouble("nodes"),
                (long) row.getDouble("objects"),
                (long) row.getDouble("bytes"),
                (long) row.getDouble("tree_objects"),
                (long) row.getDouble("tree_arrays"),
                Math.round(arraysIn(row) - new Percentile().evaluate(controls, 50)),
                (long) (among.getMax() - among.getMin()));
    }

    private static double[] arraysOfControls(Row row, Table measured) {
        Table controls = measured.where(is(measured, "held", "false")
                .and(is(measured, "tree", row.getString("tree")))
                .and(is(measured, "jdk_build", row.getString("jdk_build")))
                .and(is(measured, "collector", row.getString("collector"))));
        return controls.stream().mapToDouble(CountCheck::arraysIn).toArray();
    }

    private static double arraysIn(Row row) {
        boolean onlyBytes = TreeKind.of(row.getString("tree")) == TreeKind.REFERENCE;
        return row.getDouble("byte_arrays") + (onlyBytes ? 0 : row.getDouble("other_arrays"));
    }

    private static Selection is(Table table, String column, String value) {
        StringColumn texts = table.stringColumn(column);
        return texts.isEqualTo(value);
    }

    /** The checks as a table, a row for each, to show. */
    public static Table table(List<CountCheck> checks) {
        return Table.create(
                "counts",
                StringColumn.create("tree", checks.stream().map(check -> check.tree.toString())),
                column("nodes", checks, CountCheck::nodes),
                column("live objects (JOL)", checks, CountCheck::objects),
                column("by histogram", checks, CountCheck::histogramObjects),
                column("difference", checks, CountCheck::difference),
                column("controls' spread", checks, CountCheck::spread),
                column("nodes and trees (exact)", checks, CountCheck::treeObjects),
                column("child arrays (exact)", checks, CountCheck::treeArrays),
                column("other arrays (less controls)", checks, CountCheck::arrays),
                DoubleColumn.create(
                        "objects per node",
                        checks.stream().mapToDouble(CountCheck::objectsPerNode).toArray()),
                DoubleColumn.create(
                        "bytes per node",
                        checks.stream().mapToDouble(CountCheck::bytesPerNode).toArray()));
    }

    private static LongColumn column(String name, List<CountCheck> checks, ToLongFunction<CountCheck> value) {
        return LongColumn.create(name, checks.stream().mapToLong(value).toArray());
    }

    /** All objects by the histogram: what is exact, and the arrays by difference. */
    public long histogramObjects() {
        return treeObjects + treeArrays + arrays;
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

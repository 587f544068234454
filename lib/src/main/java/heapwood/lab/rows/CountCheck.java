package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.plan.Column;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * The number of a forest's live objects, counted in two independent ways.
 *
 * <p>JOL walks references from the trees, and so counts exactly the objects that they reach. The JVM's class histogram
 * walks the heap. It is exact for classes that only the trees use (nodes, arrays of nodes), but a JVM has many
 * {@code byte[]} of its own. The forest's share of these is the difference to control JVMs, which built the same forest
 * and dropped it. Controls differ among themselves, and that spread is the uncertainty of the difference. The reference
 * tree has no other arrays. For the compact tree, which has, all arrays of common classes are counted by difference.
 *
 * @param tree the kind of tree
 * @param nodes the forest's nodes, roots included
 * @param objects its live objects by JOL
 * @param bytes their size in bytes, by JOL
 * @param treeObjects objects of the tree's own classes by the histogram: for the reference tree its nodes and trees
 * @param treeArrays arrays of such objects by the histogram: for the reference tree its child arrays
 * @param arrays {@code byte[]}, and for the compact tree other arrays too, by the histogram, less the controls' median
 * @param spread the largest number of such arrays in a control less the smallest
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
     * @return the checks, the smallest forest first; forests without a control are left out
     */
    public static List<CountCheck> of(Table measured) {
        List<CountCheck> checks = new ArrayList<>();
        for (Row row : measured) {
            double[] controls = arraysOfControls(row, measured);
            if (text(row, Column.HELD).equals("true") && controls.length > 0) {
                checks.add(check(row, controls));
            }
        }
        checks.sort(Comparator.comparing(CountCheck::tree).thenComparingLong(CountCheck::nodes));
        return checks;
    }

    private static CountCheck check(Row row, double[] controls) {
        DoubleSummaryStatistics among = Arrays.stream(controls).summaryStatistics();
        return new CountCheck(
                TreeKind.of(text(row, Column.TREE)),
                (long) number(row, Column.NODES),
                (long) number(row, Column.OBJECTS),
                (long) number(row, Column.BYTES),
                (long) number(row, Column.TREE_OBJECTS),
                (long) number(row, Column.TREE_ARRAYS),
                Math.round(arraysIn(row) - Statistics.median(controls)),
                (long) (among.getMax() - among.getMin()));
    }

    private static double[] arraysOfControls(Row row, Table measured) {
        Table controls = measured.where(is(measured, Column.HELD, "false")
                .and(is(measured, Column.TREE, text(row, Column.TREE)))
                .and(is(measured, Column.JDK_BUILD, text(row, Column.JDK_BUILD)))
                .and(is(measured, Column.COLLECTOR, text(row, Column.COLLECTOR))));
        return controls.stream().mapToDouble(CountCheck::arraysIn).toArray();
    }

    private static double arraysIn(Row row) {
        boolean onlyBytes = TreeKind.of(text(row, Column.TREE)) == TreeKind.REFERENCE;
        return number(row, Column.BYTE_ARRAYS) + (onlyBytes ? 0 : number(row, Column.OTHER_ARRAYS));
    }

    private static Selection is(Table table, Column column, String value) {
        StringColumn texts = table.stringColumn(column.label());
        return texts.isEqualTo(value);
    }

    /**
     * Returns a table with a row for each check.
     *
     * @param checks the checks, in the order of the rows
     */
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

    /** Returns the number of objects by the histogram: those that are counted exactly, and the arrays by difference. */
    public long histogramObjects() {
        return treeObjects + treeArrays + arrays;
    }

    /** Returns the difference of the two counts, to be compared with {@link #spread()}. */
    public long difference() {
        return histogramObjects() - objects;
    }

    /** Returns the number of live objects per node, by JOL. */
    public double objectsPerNode() {
        return (double) objects / nodes;
    }

    /** Returns the bytes per node, its name included, by JOL. */
    public double bytesPerNode() {
        return (double) bytes / nodes;
    }
}

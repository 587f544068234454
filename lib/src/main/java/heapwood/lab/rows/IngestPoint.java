package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.plan.Column;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The measurements of one pass over a profile in one JVM.
 *
 * @param tree the kind of tree that was filled
 * @param jvm an identifier of the JVM
 * @param pass the number of the pass in its JVM; pass 0 ran with cold code
 * @param stacks the number of stacks inserted
 * @param nodes the number of nodes of the tree after the pass
 * @param objects its live objects, counted after the last pass
 * @param bytes their size in that JVM, in bytes
 * @param insertMillis the processor time of the inserting thread in insertions, in milliseconds
 * @param elapsedMillis the elapsed time in insertions, in milliseconds, including collections in that time
 */
public record IngestPoint(
        TreeKind tree,
        String jvm,
        int pass,
        long stacks,
        long nodes,
        long objects,
        long bytes,
        double insertMillis,
        double elapsedMillis) {

    /**
     * Returns the points of ingest trials.
     *
     * @param measured rows of trials that ended well
     * @return one point for each pass, the reference tree first
     */
    public static List<IngestPoint> of(Table measured) {
        List<IngestPoint> points = new ArrayList<>();
        for (Row row : measured) {
            points.add(new IngestPoint(
                    TreeKind.of(text(row, Column.TREE)),
                    text(row, Column.TRIAL),
                    (int) number(row, Column.PASS),
                    (long) number(row, Column.STACKS),
                    (long) number(row, Column.NODES),
                    (long) number(row, Column.OBJECTS),
                    (long) number(row, Column.BYTES),
                    number(row, Column.INSERT_CPU_MS),
                    number(row, Column.INSERT_MS)));
        }
        points.sort(Comparator.comparing(IngestPoint::tree)
                .thenComparing(IngestPoint::jvm)
                .thenComparingInt(IngestPoint::pass));
        return points;
    }

    /**
     * Returns a figure of the first pass of each JVM.
     *
     * @param points the passes
     * @param tree the kind of tree
     * @param figure the figure, such as {@link #insertMillis()}
     * @return one value for each JVM
     */
    public static double[] cold(List<IngestPoint> points, TreeKind tree, ToDoubleFunction<IngestPoint> figure) {
        return points.stream()
                .filter(point -> point.tree == tree && point.pass == 0)
                .mapToDouble(figure)
                .toArray();
    }

    /**
     * Returns the median of a figure over the later half of the passes of each JVM. JVMs are the unit of repetition,
     * since passes in one JVM resemble each other more than those in two.
     *
     * @param points the passes
     * @param tree the kind of tree
     * @param figure the figure, such as {@link #insertMillis()}
     * @return one value for each JVM
     */
    public static double[] warm(List<IngestPoint> points, TreeKind tree, ToDoubleFunction<IngestPoint> figure) {
        int last = points.stream().mapToInt(IngestPoint::pass).max().orElse(0);
        Map<String, List<Double>> byJvm = new LinkedHashMap<>();
        for (IngestPoint point : points) {
            if (point.tree == tree && point.pass * 2 > last) {
                byJvm.computeIfAbsent(point.jvm, jvm -> new ArrayList<>()).add(figure.applyAsDouble(point));
            }
        }
        return byJvm.values().stream()
                .mapToDouble(millis ->
                        median(millis.stream().mapToDouble(Double::doubleValue).toArray()))
                .toArray();
    }

    /**
     * Returns the median; NaN without values.
     *
     * @param values the values, in any order
     */
    public static double median(double... values) {
        return Statistics.median(values);
    }

    /**
     * Returns a table with a row for each tree: its objects and bytes, and the processor time of inserting. Times are
     * medians over JVMs, with the least and the most beside the warm one.
     *
     * @param points the passes, those of all JVMs
     */
    public static Table costs(List<IngestPoint> points) {
        StringColumn tree = StringColumn.create("tree");
        LongColumn objects = LongColumn.create("live objects");
        DoubleColumn objectsPerNode = DoubleColumn.create("objects a node");
        LongColumn bytes = LongColumn.create("bytes");
        DoubleColumn bytesPerNode = DoubleColumn.create("bytes a node");
        DoubleColumn cold = DoubleColumn.create("first pass (ms)");
        DoubleColumn warm = DoubleColumn.create("warm (ms)");
        DoubleColumn least = DoubleColumn.create("least (ms)");
        DoubleColumn most = DoubleColumn.create("most (ms)");
        DoubleColumn elapsed = DoubleColumn.create("warm, by the clock (ms)");
        LongColumn jvms = LongColumn.create("JVMs");
        for (TreeKind kind : TreeKind.values()) {
            List<IngestPoint> own =
                    points.stream().filter(point -> point.tree == kind).toList();
            if (own.isEmpty()) {
                continue;
            }
            IngestPoint any = own.get(0);
            double[] warmMillis = warm(own, kind, IngestPoint::insertMillis);
            tree.append(kind.toString());
            objects.append(any.objects);
            objectsPerNode.append((double) any.objects / any.nodes);
            bytes.append(any.bytes);
            bytesPerNode.append((double) any.bytes / any.nodes);
            cold.append(median(cold(own, kind, IngestPoint::insertMillis)));
            warm.append(median(warmMillis));
            least.append(Arrays.stream(warmMillis).min().orElse(Double.NaN));
            most.append(Arrays.stream(warmMillis).max().orElse(Double.NaN));
            elapsed.append(median(warm(own, kind, IngestPoint::elapsedMillis)));
            jvms.append(warmMillis.length);
        }
        return Table.create(
                "costs", tree, objects, objectsPerNode, bytes, bytesPerNode, cold, warm, least, most, elapsed, jvms);
    }
}

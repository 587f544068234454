package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.host.Collector;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Variant;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The time of one JVM's full collections: the medians over the collections after its warm-up. JVMs are the unit of
 * repetition, since collections in one JVM resemble each other more than those in two.
 *
 * @param tree the kind of tree that the JVM held
 * @param collector the JVM's collector
 * @param jdk the JVM's JDK and its variant: {@code JDK 25, compact headers}
 * @param nodes the number of nodes held
 * @param referenceObjects the live objects of so many nodes as reference trees, an axis on which both trees are
 *     comparable
 * @param heapObjects all live objects of the heap, the JVM's own among them
 * @param pauseMillis the time that a collection stopped the program, all its pauses together, in milliseconds
 * @param longestMillis the longest single pause, in milliseconds
 * @param cycleMillis the time of a collection from start to end, in milliseconds
 * @param cpuMillis the processor time of a collection, of all cores together, in milliseconds; NaN if not available
 * @param collections the number of collections in these medians
 */
public record PausePoint(
        TreeKind tree,
        Collector collector,
        String jdk,
        long nodes,
        long referenceObjects,
        long heapObjects,
        double pauseMillis,
        double longestMillis,
        double cycleMillis,
        double cpuMillis,
        int collections) {
    private static final double MILLION = 1e6;

    /**
     * Returns the points of pause trials.
     *
     * @param measured rows of trials that ended well
     * @return one point for each JVM, sorted by tree, the reference tree first, then by JDK, collector, and number of
     *     nodes
     */
    public static List<PausePoint> of(Table measured) {
        Map<String, List<Row>> byJvm = new LinkedHashMap<>();
        for (int i = 0; i < measured.rowCount(); i++) {
            Row row = measured.row(i);
            if (text(row, Column.WARM_UP).equals("false")) {
                byJvm.computeIfAbsent(text(row, Column.TRIAL), trial -> new ArrayList<>())
                        .add(row);
            }
        }
        return byJvm.values().stream()
                .map(PausePoint::of)
                .sorted(Comparator.comparing(PausePoint::tree)
                        .thenComparing(PausePoint::jdk)
                        .thenComparing(PausePoint::collector)
                        .thenComparingLong(PausePoint::nodes))
                .toList();
    }

    private static PausePoint of(List<Row> rows) {
        Row row = rows.get(0);
        return new PausePoint(
                TreeKind.of(text(row, Column.TREE)),
                Collector.of(text(row, Column.COLLECTOR)),
                variantOf(row),
                (long) number(row, Column.NODES),
                referenceObjects(row),
                (long) number(row, Column.HEAP_OBJECTS),
                median(rows, Column.PAUSE_MS),
                median(rows, Column.LONGEST_PAUSE_MS),
                median(rows, Column.CYCLE_MS),
                median(rows, Column.GC_CPU_MS),
                rows.size());
    }

    /**
     * Returns the number of live objects that a row's forest has as reference trees. Works for rows of failures too,
     * which have a place on the axis.
     *
     * @param row a row of a pause, window or other trial with generated trees
     */
    public static long referenceObjects(Row row) {
        return referenceForest(row).referenceObjects();
    }

    /** Returns a row's forest as reference trees. */
    static Forest referenceForest(Row row) {
        TreeShape shape = new TreeShape((int) number(row, Column.WIDTH), (int) number(row, Column.DEPTH), (int)
                number(row, Column.SYMBOL_BYTES));
        return new Forest(TreeKind.REFERENCE, (int) number(row, Column.TREES), shape, Schedule.SEED, true);
    }

    private static double median(List<Row> rows, Column column) {
        return Statistics.median(
                rows.stream().mapToDouble(row -> number(row, column)).toArray());
    }

    /**
     * Returns a table of the growth of pauses and collections. It has a row for each JDK, collector and tree, with the
     * slopes of lines through all points of these, and the medians at the largest forest.
     *
     * @param points the points, in the order of {@link #of}; without a slope if all forests have the same size
     */
    public static Table growth(List<PausePoint> points) {
        Map<String, List<PausePoint>> series = points.stream()
                .collect(Collectors.groupingBy(
                        point -> point.jdk + point.collector + point.tree, LinkedHashMap::new, Collectors.toList()));
        StringColumn jdk = StringColumn.create("JDK");
        StringColumn collector = StringColumn.create("collector");
        StringColumn tree = StringColumn.create("tree");
        List<DoubleColumn> numbers = List.of(
                DoubleColumn.create("pause: ms per million objects"),
                DoubleColumn.create("pause slope ± (95 %)"),
                DoubleColumn.create("collection: ms per million objects"),
                DoubleColumn.create("collection slope ± (95 %)"),
                DoubleColumn.create("GC CPU: ms per million objects"),
                DoubleColumn.create("GC CPU slope ± (95 %)"),
                DoubleColumn.create("GC CPU: R²"),
                DoubleColumn.create("GC CPU: linear from (objects)"),
                DoubleColumn.create("largest forest (objects)"),
                DoubleColumn.create("pause there (ms)"),
                DoubleColumn.create("longest pause there (ms)"),
                DoubleColumn.create("collection there (ms)"),
                DoubleColumn.create("GC CPU there (ms)"),
                DoubleColumn.create("JVMs there"));
        for (List<PausePoint> each : series.values()) {
            Line pause = line(each, PausePoint::pauseMillis);
            Line cycle = line(each, PausePoint::cycleMillis);
            Line cpu = line(each, PausePoint::cpuMillis);
            List<PausePoint> largest = largest(each);
            jdk.append(each.get(0).jdk);
            collector.append(each.get(0).collector.label());
            tree.append(each.get(0).tree.toString());
            double[] row = {
                pause.slope(),
                pause.slopeError(),
                cycle.slope(),
                cycle.slopeError(),
                cpu.slope(),
                cpu.slopeError(),
                cpu.fit(),
                PauseSpread.linearFrom(each, cpu),
                largest.get(0).referenceObjects,
                median(largest, PausePoint::pauseMillis),
                median(largest, PausePoint::longestMillis),
                median(largest, PausePoint::cycleMillis),
                median(largest, PausePoint::cpuMillis),
                largest.size()
            };
            for (int i = 0; i < row.length; i++) {
                numbers.get(i).append(row[i]);
            }
        }
        Table table = Table.create("growth", jdk, collector, tree);
        numbers.forEach(table::addColumns);
        return table;
    }

    /**
     * Returns the line through points, or a line of NaN if the forests have only one size (the others may have failed)
     * or a value was not available.
     */
    private static Line line(List<PausePoint> points, ToDoubleFunction<PausePoint> millis) {
        double[] millions = points.stream()
                .mapToDouble(point -> point.referenceObjects / MILLION)
                .toArray();
        double[] values = points.stream().mapToDouble(millis).toArray();
        if (Arrays.stream(millions).distinct().count() < 2
                || Arrays.stream(values).anyMatch(Double::isNaN)) {
            return new Line(Double.NaN, Double.NaN, Double.NaN, Double.NaN, points.size());
        }
        return Line.through(millions, values);
    }

    /**
     * Returns the points of one tree under one collector.
     *
     * @param points the points
     * @param tree the kind of tree
     * @param collector the collector
     */
    public static List<PausePoint> series(List<PausePoint> points, TreeKind tree, Collector collector) {
        return points.stream()
                .filter(point -> point.tree == tree && point.collector == collector)
                .toList();
    }

    /**
     * Returns the collector under which the median of a figure is largest for the reference tree.
     *
     * @param points the points, such as those of the {@link #largest} forest
     * @param figure the figure, such as {@link #pauseMillis()}
     * @return the collector; empty without points of the reference tree
     */
    public static Optional<Collector> slowest(List<PausePoint> points, ToDoubleFunction<PausePoint> figure) {
        return Arrays.stream(Collector.values())
                .filter(collector ->
                        !series(points, TreeKind.REFERENCE, collector).isEmpty())
                .max(Comparator.comparingDouble(
                        collector -> median(series(points, TreeKind.REFERENCE, collector), figure)));
    }

    /**
     * Returns the points of the largest forest.
     *
     * @param points the points, of forests of any sizes
     */
    public static List<PausePoint> largest(List<PausePoint> points) {
        long most =
                points.stream().mapToLong(PausePoint::referenceObjects).max().orElse(0);
        return points.stream().filter(point -> point.referenceObjects == most).toList();
    }

    /**
     * Returns the median of a figure over points.
     *
     * @param points the points
     * @param figure the figure, such as {@link #pauseMillis()}
     * @return the median; NaN without points
     */
    public static double median(List<PausePoint> points, ToDoubleFunction<PausePoint> figure) {
        return Statistics.median(points.stream().mapToDouble(figure).toArray());
    }

    /** Returns the JDK of a row, and its variant if that is not the plain one. */
    static String variantOf(Row row) {
        return Variant.label(text(row, Column.JDK), row.isMissing(Column.FLAGS.label()) ? "" : text(row, Column.FLAGS));
    }
}

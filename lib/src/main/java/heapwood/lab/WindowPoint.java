package heapwood.lab;

import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Percentile;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What one JVM's sliding window cost. Processor time is without the compilers': what they still compile says how new a JVM
 * is, and nothing about its collector.
 *
 * @param tree which tree the window held
 * @param collector the JVM's collector
 * @param jdk its JDK, and how it was varied: {@code JDK 25, compact headers}
 * @param referenceObjects the live objects of so many nodes as reference trees: an axis on which both trees compare
 * @param heapMebibytes its heap
 * @param headroom its heap as a multiple of what the <em>reference</em> trees and the JVM itself take in it
 * @param insertedNodes what it achieved
 * @param wallNanos the time by the clock, for each node inserted
 * @param cpuNanos processor time of all threads but the compilers', for each node inserted
 * @param mutatorNanos of that, the inserting thread's
 * @param collectorNanos of that, what garbage collection took; NaN where that is not available
 * @param pauseNanos how long the program stood still, for each node inserted
 * @param usedBytesPerNode the heap in use after a full collection, for each live node; NaN without a collector, which leaves garbage in it
 * @param collections how many collections were seen, young ones among them; fewer than five say little
 * @param fills how many times the whole heap was allocated: before it was once, an old generation may not have been collected at all
 */
public record WindowPoint(
        TreeKind tree,
        Collector collector,
        String jdk,
        long referenceObjects,
        long heapMebibytes,
        double headroom,
        long insertedNodes,
        double wallNanos,
        double cpuNanos,
        double mutatorNanos,
        double collectorNanos,
        double pauseNanos,
        double usedBytesPerNode,
        int collections,
        double fills) {
    private static final int ENOUGH = 5;
    private static final double MEBIBYTE = 1 << 20;

    /**
     * The points of window trials.
     *
     * @param measured rows of trials that ended well
     * @return one a JVM, the reference tree first, collectors in their order, fewest objects and smallest heap first
     */
    public static List<WindowPoint> of(Table measured) {
        List<WindowPoint> points = new ArrayList<>();
        for (Row row : measured) {
            points.add(of(row));
        }
        points.sort(Comparator.comparing(WindowPoint::tree)
                .thenComparing(WindowPoint::jdk)
                .thenComparing(WindowPoint::collector)
                .thenComparingLong(WindowPoint::referenceObjects)
                .thenComparingLong(WindowPoint::heapMebibytes));
        return points;
    }

    private static WindowPoint of(Row row) {
        double nodes = row.getDouble("inserted_nodes");
        double nanosEach = 1e6 / nodes;
        double mutator = row.getDouble("mutator_cpu_ms");
        double collector = row.getDouble("gc_cpu_ms");
        double compiled = row.isMissing("compiler_cpu_ms") ? 0 : row.getDouble("compiler_cpu_ms");
        return new WindowPoint(
                TreeKind.of(row.getString("tree")),
                Collector.of(row.getString("collector")),
                Variant.label(row),
                PausePoint.referenceObjects(row),
                (long) row.getDouble("heap_mib"),
                headroom(row),
                (long) nodes,
                row.getDouble("measured_ms") * nanosEach,
                Math.max(
                                row.getDouble("process_cpu_ms") - compiled,
                                mutator + (Double.isNaN(collector) ? 0 : collector))
                        * nanosEach,
                mutator * nanosEach,
                collector * nanosEach,
                row.getDouble("pause_ms") * nanosEach,
                collects(row) ? row.getDouble("used_bytes") / row.getDouble("nodes") : Double.NaN,
                (int) row.getDouble("collections_seen"),
                row.getDouble("allocated_bytes") / (row.getDouble("heap_mib") * MEBIBYTE));
    }

    private static boolean collects(Row row) {
        return Collector.of(row.getString("collector")) != Collector.EPSILON;
    }

    /** A row's heap as a multiple of what its nodes as reference trees and the JVM itself take; of failures too, which have a place on the axis. */
    public static double headroom(Row row) {
        boolean compressed = Trial.compresses(Collector.of(row.getString("collector")));
        long live = PausePoint.referenceForest(row).expectedBytes(compressed) + Trial.JVM_BYTES;
        return row.getDouble("heap_mib") * MEBIBYTE / live;
    }

    /** The part of the processor time that garbage collection took, from 0 to 1; NaN where that is not available. */
    public double share() {
        return collectorNanos / cpuNanos;
    }

    /** What the inserting thread allocated for each node that it inserted. */
    public double allocatedBytesPerNode() {
        return fills * heapMebibytes * MEBIBYTE / insertedNodes;
    }

    /**
     * Whether chance decides how much of the collector's work lies inside the time measured: fewer than five collections were seen, or
     * the heap was not filled once. A compact tree that is not collected is no matter of chance.
     */
    public boolean byChance() {
        return tree == TreeKind.REFERENCE && (collections < ENOUGH || fills < 1);
    }

    /** Those of one tree under one collector of one JDK. */
    public static List<WindowPoint> series(List<WindowPoint> points, TreeKind tree, Collector collector, String jdk) {
        return points.stream()
                .filter(point -> point.tree == tree && point.collector == collector && point.jdk.equals(jdk))
                .toList();
    }

    /** The JDKs that measured. */
    public static Set<String> jdks(List<WindowPoint> points) {
        Set<String> jdks = new TreeSet<>();
        points.forEach(point -> jdks.add(point.jdk));
        return jdks;
    }

    /**
     * The median of one figure; NaN of no points.
     *
     * @param figure such as {@link #share()}
     */
    public static double median(List<WindowPoint> points, ToDoubleFunction<WindowPoint> figure) {
        double[] values = points.stream().mapToDouble(figure).toArray();
        return values.length == 0 ? Double.NaN : new Percentile().evaluate(values, 50);
    }

    /**
     * The share at both ends of a line over the reference tree, for each collector: medians at the least and at the most x.
     *
     * @param x such as {@link #headroom()}
     * @return in the collectors' order; none for collectors with a single x
     */
    public static Map<Collector, Ends> ends(List<WindowPoint> line, String jdk, ToDoubleFunction<WindowPoint> x) {
        Map<Collector, Ends> ends = new EnumMap<>(Collector.class);
        for (Collector collector : Collector.values()) {
            List<WindowPoint> series = series(line, TreeKind.REFERENCE, collector, jdk);
            DoubleSummaryStatistics xs = series.stream().mapToDouble(x).summaryStatistics();
            if (xs.getMin() < xs.getMax()) {
                ends.put(collector, new Ends(shareAt(series, x, xs.getMin()), shareAt(series, x, xs.getMax())));
            }
        }
        return ends;
    }

    private static double shareAt(List<WindowPoint> series, ToDoubleFunction<WindowPoint> x, double place) {
        return median(
                series.stream().filter(point -> x.applyAsDouble(point) == place).toList(), WindowPoint::share);
    }

    /**
     * The shares at the ends of a line.
     *
     * @param first at the least x, from 0 to 1
     * @param last at the most x
     */
    public record Ends(double first, double last) {
        /** By how many points the share is larger at the most x. */
        public double points() {
            return 100 * (last - first);
        }
    }

    /**
     * Where one figure's medians first cross a level, along another.
     *
     * @param points of one series
     * @param x such as {@link #headroom()}, positive
     * @param y such as {@link #share()}
     * @param level the value of y
     */
    public static Crossing crossing(
            List<WindowPoint> points, ToDoubleFunction<WindowPoint> x, ToDoubleFunction<WindowPoint> y, double level) {
        double[] at = points.stream().mapToDouble(x).sorted().distinct().toArray();
        double[] medians = Arrays.stream(at)
                .map(each -> median(
                        points.stream()
                                .filter(point -> x.applyAsDouble(point) == each)
                                .toList(),
                        y))
                .toArray();
        return Crossing.of(at, medians, level);
    }
}

package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.host.Collector;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Trial;
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
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The cost of one JVM's sliding window. Processor time excludes the compilers' threads, since their work depends on the
 * age of the JVM, not on its collector.
 *
 * @param tree the kind of tree in the window
 * @param collector the JVM's collector
 * @param jdk the JVM's JDK and its variant: {@code JDK 25, compact headers}
 * @param referenceObjects the live objects of so many nodes as reference trees, an axis on which both trees are
 *     comparable
 * @param heapMebibytes the heap, in MiB
 * @param headroom the heap as a multiple of the size of the <em>reference</em> trees and the JVM's own objects in it
 * @param insertedNodes the number of nodes inserted
 * @param wallNanos the elapsed time per node inserted, in nanoseconds
 * @param cpuNanos the processor time of all threads but the compilers', per node inserted, in nanoseconds
 * @param mutatorNanos the part of that in the inserting thread
 * @param collectorNanos the part of that in garbage collection; NaN if not available
 * @param pauseNanos the time of pauses per node inserted, in nanoseconds
 * @param usedBytesPerNode the heap in use after a full collection, per live node; NaN without a collector, since garbage
 *     stays in the heap
 * @param collections the number of collections seen, young ones among them; fewer than five are not conclusive
 * @param fills the number of times that the whole heap was allocated; below 1, an old generation may not have been
 *     collected at all
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
     * Returns the points of window trials.
     *
     * @param measured rows of trials that ended well
     * @return one point for each JVM, the reference tree first, collectors in their order, fewest objects and smallest
     *     heap first
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
        double nodes = number(row, Column.INSERTED_NODES);
        double nanosEach = 1e6 / nodes;
        double mutator = number(row, Column.MUTATOR_CPU_MS);
        double collector = number(row, Column.GC_CPU_MS);
        double compiled = row.isMissing(Column.COMPILER_CPU_MS.label()) ? 0 : number(row, Column.COMPILER_CPU_MS);
        return new WindowPoint(
                TreeKind.of(text(row, Column.TREE)),
                Collector.of(text(row, Column.COLLECTOR)),
                PausePoint.variantOf(row),
                PausePoint.referenceObjects(row),
                (long) number(row, Column.HEAP_MIB),
                headroom(row),
                (long) nodes,
                number(row, Column.MEASURED_MS) * nanosEach,
                Math.max(
                                number(row, Column.PROCESS_CPU_MS) - compiled,
                                mutator + (Double.isNaN(collector) ? 0 : collector))
                        * nanosEach,
                mutator * nanosEach,
                collector * nanosEach,
                number(row, Column.PAUSE_MS) * nanosEach,
                collects(row) ? number(row, Column.USED_BYTES) / number(row, Column.NODES) : Double.NaN,
                (int) number(row, Column.COLLECTIONS_SEEN),
                number(row, Column.ALLOCATED_BYTES) / (number(row, Column.HEAP_MIB) * MEBIBYTE));
    }

    private static boolean collects(Row row) {
        return Collector.of(text(row, Column.COLLECTOR)) != Collector.EPSILON;
    }

    /**
     * Returns a row's heap as a multiple of the size of its nodes as reference trees and the JVM's own objects. Works
     * for rows of failures too, which have a place on the axis.
     *
     * @param row a row of a window trial
     */
    public static double headroom(Row row) {
        boolean compressed = Trial.compresses(Collector.of(text(row, Column.COLLECTOR)));
        long live = PausePoint.referenceForest(row).expectedBytes(compressed) + Trial.JVM_BYTES;
        return number(row, Column.HEAP_MIB) * MEBIBYTE / live;
    }

    /** Returns the part of the processor time in garbage collection, from 0 to 1; NaN if not available. */
    public double share() {
        return collectorNanos / cpuNanos;
    }

    /** Returns the bytes that the inserting thread allocated for each node that it inserted. */
    public double allocatedBytesPerNode() {
        return fills * heapMebibytes * MEBIBYTE / insertedNodes;
    }

    /**
     * Returns whether chance decides how much of the collector's work lies inside the measured time. This is so for a
     * reference tree if fewer than five collections were seen, or the heap was not filled once. The result is false for
     * a compact tree, which is hardly collected.
     */
    public boolean byChance() {
        return tree == TreeKind.REFERENCE && (collections < ENOUGH || fills < 1);
    }

    /**
     * Returns the points of one tree under one collector of one JDK.
     *
     * @param points the points
     * @param tree the kind of tree
     * @param collector the collector
     * @param jdk the JDK and its variant, as in {@link #jdk()}
     */
    public static List<WindowPoint> series(List<WindowPoint> points, TreeKind tree, Collector collector, String jdk) {
        return points.stream()
                .filter(point -> point.tree == tree && point.collector == collector && point.jdk.equals(jdk))
                .toList();
    }

    /**
     * Returns the JDKs of points.
     *
     * @param points the points
     */
    public static Set<String> jdks(List<WindowPoint> points) {
        Set<String> jdks = new TreeSet<>();
        points.forEach(point -> jdks.add(point.jdk));
        return jdks;
    }

    /**
     * Returns the median of a figure over points.
     *
     * @param points the points
     * @param figure the figure, such as {@link #share()}
     * @return the median; NaN without points
     */
    public static double median(List<WindowPoint> points, ToDoubleFunction<WindowPoint> figure) {
        return Statistics.median(points.stream().mapToDouble(figure).toArray());
    }

    /**
     * Returns the share of garbage collection at both ends of a line over the reference tree, for each collector. The
     * shares are medians at the least and at the most x.
     *
     * @param line the points of the line
     * @param jdk the JDK and its variant, as in {@link #jdk()}
     * @param x the figure on the axis, such as {@link #headroom()}
     * @return the ends, in the collectors' order; collectors with a single x are left out
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
     * The shares of garbage collection at the ends of a line.
     *
     * @param first the share at the least x, from 0 to 1
     * @param last the share at the most x, from 0 to 1
     */
    public record Ends(double first, double last) {
        /** Returns the growth of the share from the least x to the most, in percentage points. */
        public double points() {
            return 100 * (last - first);
        }
    }

    /**
     * Returns the first crossing of a level by the medians of a figure along another.
     *
     * @param points the points of one series
     * @param x the figure on the axis, such as {@link #headroom()}, positive
     * @param y the figure, such as {@link #share()}
     * @param level the level, a value of y
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

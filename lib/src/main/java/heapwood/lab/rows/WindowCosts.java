package heapwood.lab.rows;

import heapwood.lab.host.Collector;
import heapwood.workload.TreeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of the costs of sliding windows for each node inserted, with trees and collectors side by side. */
public final class WindowCosts {
    private WindowCosts() {}

    /**
     * Returns a table of costs with a row for each JDK, tree and collector, of medians over JVMs. The lower bounds of a
     * tree are those for its own JDK: the base is the cheapest run of that tree less the collector's processor time, or
     * less the pauses.
     *
     * @param points the points, all of windows with the same live nodes
     */
    public static Table table(List<WindowPoint> points) {
        Map<String, List<WindowPoint>> ways = points.stream()
                .collect(Collectors.groupingBy(WindowCosts::way, LinkedHashMap::new, Collectors.toList()));
        StringColumn jdk = StringColumn.create("JDK");
        StringColumn tree = StringColumn.create("tree");
        StringColumn collector = StringColumn.create("collector");
        List<DoubleColumn> numbers = List.of(
                DoubleColumn.create("program CPU (ns a node)"),
                DoubleColumn.create("GC CPU (ns a node)"),
                DoubleColumn.create("all CPU (ns a node)"),
                DoubleColumn.create("clock (ns a node)"),
                DoubleColumn.create("heap in use (B a node)"),
                DoubleColumn.create("CPU overhead, at least (×)"),
                DoubleColumn.create("clock overhead, at least (×)"));
        LongColumn collections = LongColumn.create("collections, fewest");
        LongColumn jvms = LongColumn.create("JVMs");
        for (List<WindowPoint> way : ways.values()) {
            WindowPoint any = way.get(0);
            List<WindowPoint> comparable = points.stream()
                    .filter(point -> point.tree() == any.tree() && point.jdk().equals(any.jdk()))
                    .toList();
            double cpu = WindowPoint.median(way, WindowPoint::cpuNanos);
            double clock = WindowPoint.median(way, WindowPoint::wallNanos);
            double[] row = {
                WindowPoint.median(way, WindowPoint::mutatorNanos),
                WindowPoint.median(way, WindowPoint::collectorNanos),
                cpu,
                clock,
                WindowPoint.median(way, WindowPoint::usedBytesPerNode),
                bound(comparable, WindowPoint::cpuNanos, WindowPoint::collectorNanos)
                        .overhead(cpu),
                bound(comparable, WindowPoint::wallNanos, WindowPoint::pauseNanos)
                        .overhead(clock)
            };
            jdk.append(any.jdk());
            tree.append(any.tree().toString());
            collector.append(any.collector().label());
            for (int i = 0; i < row.length; i++) {
                numbers.get(i).append(row[i]);
            }
            collections.append(
                    way.stream().mapToLong(WindowPoint::collections).min().orElse(0));
            jvms.append(way.size());
        }
        Table table = Table.create("costs", jdk, tree, collector);
        numbers.forEach(table::addColumns);
        return table.addColumns(collections, jvms);
    }

    /**
     * Returns a table of the share of processor time in garbage collection, with a row for each JDK, tree, collector,
     * number of objects and heap.
     *
     * @param points the points, in the order of {@link WindowPoint#of}
     */
    public static Table shares(List<WindowPoint> points) {
        Map<String, List<WindowPoint>> ways = points.stream()
                .collect(Collectors.groupingBy(
                        point -> way(point) + " " + point.referenceObjects() + " " + point.heapMebibytes(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringColumn jdk = StringColumn.create("JDK");
        StringColumn tree = StringColumn.create("tree");
        StringColumn collector = StringColumn.create("collector");
        LongColumn objects = LongColumn.create("live objects as reference trees");
        LongColumn heap = LongColumn.create("heap (MiB)");
        LongColumn jvms = LongColumn.create("JVMs");
        DoubleColumn share = DoubleColumn.create("GC share of CPU, median (%)");
        DoubleColumn least = DoubleColumn.create("least (%)");
        DoubleColumn most = DoubleColumn.create("most (%)");
        DoubleColumn allocated = DoubleColumn.create("allocated, median (B a node)");
        LongColumn fewest = LongColumn.create("collections, fewest");
        LongColumn collections = LongColumn.create("collections, most");
        for (List<WindowPoint> way : ways.values()) {
            WindowPoint any = way.get(0);
            jdk.append(any.jdk());
            tree.append(any.tree().toString());
            collector.append(any.collector().label());
            objects.append(any.referenceObjects());
            heap.append(any.heapMebibytes());
            jvms.append(way.size());
            share.append(100 * WindowPoint.median(way, WindowPoint::share));
            least.append(
                    100 * way.stream().mapToDouble(WindowPoint::share).min().orElse(Double.NaN));
            most.append(100 * way.stream().mapToDouble(WindowPoint::share).max().orElse(Double.NaN));
            allocated.append(WindowPoint.median(way, WindowPoint::allocatedBytesPerNode));
            fewest.append(way.stream().mapToLong(WindowPoint::collections).min().orElse(0));
            collections.append(
                    way.stream().mapToLong(WindowPoint::collections).max().orElse(0));
        }
        return Table.create(
                "shares",
                jdk,
                tree,
                collector,
                objects,
                heap,
                jvms,
                share,
                least,
                most,
                allocated,
                fewest,
                collections);
    }

    /** Returns a key for the JDK, tree and collector of a point. */
    private static String way(WindowPoint point) {
        return point.jdk() + point.tree() + point.collector();
    }

    private static LowerBound bound(
            List<WindowPoint> points, ToDoubleFunction<WindowPoint> total, ToDoubleFunction<WindowPoint> collector) {
        return LowerBound.of(points.stream()
                .map(point -> new LowerBound.Cost(total.applyAsDouble(point), collector.applyAsDouble(point)))
                .toList());
    }

    /**
     * Returns a table of the places where garbage collection takes half of the processor time, with a row for each JDK,
     * tree and collector with two points or more.
     *
     * @param points the points of a sweep in which only {@code x} differs
     * @param x the figure on the axis, such as {@link WindowPoint#headroom()}
     * @param name the name of its column, with its unit
     */
    public static Table halves(List<WindowPoint> points, ToDoubleFunction<WindowPoint> x, String name) {
        StringColumn jdk = StringColumn.create("JDK");
        StringColumn tree = StringColumn.create("tree");
        StringColumn collector = StringColumn.create("collector");
        DoubleColumn half = DoubleColumn.create(name);
        StringColumn note = StringColumn.create("note");
        DoubleColumn least = DoubleColumn.create("least share (%)");
        DoubleColumn most = DoubleColumn.create("most share (%)");
        for (String each : WindowPoint.jdks(points)) {
            for (TreeKind kind : TreeKind.values()) {
                for (Collector one : Collector.values()) {
                    List<WindowPoint> series = WindowPoint.series(points, kind, one, each).stream()
                            .filter(point -> !Double.isNaN(point.share()))
                            .toList();
                    if (series.stream().mapToDouble(x).distinct().count() < 2) {
                        continue; // no line
                    }
                    Crossing crossing = WindowPoint.crossing(series, x, WindowPoint::share, 0.5);
                    jdk.append(each);
                    tree.append(kind.toString());
                    collector.append(one.label());
                    half.append(crossing.x());
                    note.append(
                            crossing.exists()
                                    ? ""
                                    : crossing.above() ? "above half throughout" : "below half throughout");
                    least.append(100
                            * series.stream()
                                    .mapToDouble(WindowPoint::share)
                                    .min()
                                    .orElseThrow());
                    most.append(100
                            * series.stream()
                                    .mapToDouble(WindowPoint::share)
                                    .max()
                                    .orElseThrow());
                }
            }
        }
        return Table.create("halves", jdk, tree, collector, half, note, least, most);
    }
}

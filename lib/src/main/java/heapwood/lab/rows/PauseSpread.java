package heapwood.lab.rows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The spread of equal JVMs, and the size from which on their measurements grow linearly. */
public final class PauseSpread {
    /** The largest distance of a median from the line, as a part of the line's value. */
    private static final double NEAR = 0.25;

    private PauseSpread() {}

    /**
     * Returns a table with a row for each JDK, collector, tree and size that several JVMs measured: the median with the
     * least and the most.
     *
     * @param points the points, in the order of {@link PausePoint#of}
     */
    public static Table table(List<PausePoint> points) {
        Map<String, List<PausePoint>> equal = points.stream()
                .collect(Collectors.groupingBy(
                        point -> point.jdk() + point.collector() + point.tree() + point.nodes(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringColumn jdk = StringColumn.create("JDK");
        StringColumn collector = StringColumn.create("collector");
        StringColumn tree = StringColumn.create("tree");
        LongColumn objects = LongColumn.create("live objects as reference trees");
        LongColumn jvms = LongColumn.create("JVMs");
        List<DoubleColumn> numbers = List.of(
                DoubleColumn.create("pause (ms)"),
                DoubleColumn.create("pause, least (ms)"),
                DoubleColumn.create("pause, most (ms)"),
                DoubleColumn.create("GC CPU (ms)"),
                DoubleColumn.create("GC CPU, least (ms)"),
                DoubleColumn.create("GC CPU, most (ms)"));
        for (List<PausePoint> each : equal.values()) {
            if (each.size() == 1) {
                continue;
            }
            jdk.append(each.get(0).jdk());
            collector.append(each.get(0).collector().label());
            tree.append(each.get(0).tree().toString());
            objects.append(each.get(0).referenceObjects());
            jvms.append(each.size());
            append(numbers.subList(0, 3), each, PausePoint::pauseMillis);
            append(numbers.subList(3, 6), each, PausePoint::cpuMillis);
        }
        Table table = Table.create("spread", jdk, collector, tree, objects, jvms);
        numbers.forEach(table::addColumns);
        return table;
    }

    private static void append(List<DoubleColumn> columns, List<PausePoint> each, ToDoubleFunction<PausePoint> figure) {
        columns.get(0).append(PausePoint.median(each, figure));
        columns.get(1).append(each.stream().mapToDouble(figure).min().orElse(Double.NaN));
        columns.get(2).append(each.stream().mapToDouble(figure).max().orElse(Double.NaN));
    }

    /**
     * Returns the fewest live objects from which on all medians of the collections' processor time lie within a quarter
     * of the line through them.
     *
     * @param points the points of one tree, collector and JDK
     * @param cost the line, over millions of objects
     * @return the number of objects; NaN if not even the largest forest lies near the line, or nothing is known
     */
    static double linearFrom(List<PausePoint> points, Line cost) {
        double from = Double.NaN;
        TreeSet<Long> sizes =
                new TreeSet<>(points.stream().map(PausePoint::referenceObjects).toList());
        for (long objects : sizes.descendingSet()) {
            double median = PausePoint.median(
                    points.stream()
                            .filter(point -> point.referenceObjects() == objects)
                            .toList(),
                    PausePoint::cpuMillis);
            double expected = cost.intercept() + cost.slope() * objects / 1e6;
            if (!(Math.abs(median / expected - 1) <= NEAR)) {
                break;
            }
            from = objects;
        }
        return from;
    }
}

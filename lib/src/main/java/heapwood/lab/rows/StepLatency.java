package heapwood.lab.rows;

import heapwood.lab.child.Latencies;
import heapwood.lab.host.Collector;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * The latencies of one JVM's steps by percentile, up to the slowest step.
 *
 * @param tree the kind of tree in the window
 * @param collector the JVM's collector
 * @param points one point for each percentile that the number of steps supports, growing; the last is the slowest step
 */
public record StepLatency(TreeKind tree, Collector collector, List<Point> points) {
    private static final double MICROS = 1e6;
    private static final double ALL = 100;

    /**
     * A point of the curve: one in {@code oneIn} steps takes longer than {@code seconds}.
     *
     * @param oneIn the number of steps of which one takes longer
     * @param seconds the latency, in seconds
     */
    public record Point(double oneIn, double seconds) {}

    /**
     * Returns the curves of one JDK's windows, of the first JVM of each.
     *
     * @param measured rows of window trials that ended well
     * @param sweep the sweep whose middle window at the fixed headroom, without flags, is used
     * @param jdk the JDK's label, such as {@code JDK 25}
     * @return collectors in their order, the reference tree first
     */
    public static List<StepLatency> of(Table measured, WindowSweep sweep, String jdk) {
        List<StepLatency> lines = new ArrayList<>();
        for (Row row : measured) {
            if (row.getString("jdk").equals(jdk) && isFirstOfMiddle(row, sweep)) {
                lines.add(of(row));
            }
        }
        lines.sort(Comparator.comparing(StepLatency::collector).thenComparing(StepLatency::tree));
        return lines;
    }

    /**
     * Returns a table of the waits of steps: pauses, stalls, latencies and hiccups of the first JVM of each middle
     * window at the fixed headroom, without flags.
     *
     * @param measured rows of window trials that ended well
     * @param sweep the sweep whose middle window is used
     * @return a row for each JDK, tree and collector, with units in the column names
     */
    public static Table table(Table measured, WindowSweep sweep) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("jdk", "JDK");
        columns.put("collector", "collector");
        columns.put("tree", "tree");
        columns.put("pauses", "pauses");
        columns.put("longest_pause_ms", "longest (ms)");
        columns.put("concurrent_ms", "concurrent (ms)");
        columns.put("stalls", "stalls");
        columns.put("longest_stall_ms", "longest stall (ms)");
        columns.put("step_p50_us", "step p50 (µs)");
        columns.put("step_p99_us", "p99 (µs)");
        columns.put("step_max_us", "max (µs)");
        columns.put("hiccup_max_us", "hiccup (µs)");
        columns.put("machine_hiccup_max_us", "machine (µs)");
        Table chosen = measured.where(Selection.with(measured.stream()
                        .filter(row -> isFirstOfMiddle(row, sweep))
                        .mapToInt(Row::getRowNumber)
                        .toArray()))
                .selectColumns(columns.keySet().toArray(String[]::new))
                .sortOn("jdk", "collector", "tree");
        columns.forEach((column, heading) -> chosen.column(column).setName(heading));
        return chosen;
    }

    private static boolean isFirstOfMiddle(Row row, WindowSweep sweep) {
        return row.getDouble("repetition") == 0 && sweep.isMiddle(row);
    }

    private static StepLatency of(Row row) {
        double steps = row.getDouble("steps");
        List<Point> points = new ArrayList<>();
        Latencies.columns().forEach((ending, percentile) -> {
            double oneIn = percentile == ALL ? steps : ALL / (ALL - percentile);
            if (oneIn <= steps) { // of 500 steps none is the slowest of a thousand
                points.add(new Point(oneIn, row.getDouble("step_" + ending + "_us") / MICROS));
            }
        });
        return new StepLatency(
                TreeKind.of(row.getString("tree")), Collector.of(row.getString("collector")), List.copyOf(points));
    }

    /** Returns the latency of the slowest step, in seconds. */
    public double maxSeconds() {
        return points.get(points.size() - 1).seconds();
    }
}

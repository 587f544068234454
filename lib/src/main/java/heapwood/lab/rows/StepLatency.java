package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.child.Latencies;
import heapwood.lab.host.Collector;
import heapwood.lab.plan.Column;
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
            if (text(row, Column.JDK).equals(jdk) && isFirstOfMiddle(row, sweep)) {
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
        Map<Column, String> columns = new LinkedHashMap<>();
        columns.put(Column.JDK, "JDK");
        columns.put(Column.COLLECTOR, "collector");
        columns.put(Column.TREE, "tree");
        columns.put(Column.PAUSES, "pauses");
        columns.put(Column.LONGEST_PAUSE_MS, "longest (ms)");
        columns.put(Column.CONCURRENT_MS, "concurrent (ms)");
        columns.put(Column.STALLS, "stalls");
        columns.put(Column.LONGEST_STALL_MS, "longest stall (ms)");
        columns.put(Column.STEP_P50_US, "step p50 (µs)");
        columns.put(Column.STEP_P99_US, "p99 (µs)");
        columns.put(Column.STEP_MAX_US, "max (µs)");
        columns.put(Column.HICCUP_MAX_US, "hiccup (µs)");
        columns.put(Column.MACHINE_HICCUP_MAX_US, "machine (µs)");
        Table chosen = measured.where(Selection.with(measured.stream()
                        .filter(row -> isFirstOfMiddle(row, sweep))
                        .mapToInt(Row::getRowNumber)
                        .toArray()))
                .selectColumns(columns.keySet().stream().map(Column::label).toArray(String[]::new))
                .sortOn(Column.JDK.label(), Column.COLLECTOR.label(), Column.TREE.label());
        columns.forEach((column, heading) -> chosen.column(column.label()).setName(heading));
        return chosen;
    }

    private static boolean isFirstOfMiddle(Row row, WindowSweep sweep) {
        return number(row, Column.REPETITION) == 0 && sweep.isMiddle(row);
    }

    private static StepLatency of(Row row) {
        double steps = number(row, Column.STEPS);
        List<Point> points = new ArrayList<>();
        Latencies.columns().forEach((ending, percentile) -> {
            double oneIn = percentile == ALL ? steps : ALL / (ALL - percentile);
            if (oneIn <= steps) { // of 500 steps none is the slowest of a thousand
                points.add(new Point(oneIn, number(row, Column.of("step_" + ending + "_us")) / MICROS));
            }
        });
        return new StepLatency(
                TreeKind.of(text(row, Column.TREE)), Collector.of(text(row, Column.COLLECTOR)), List.copyOf(points));
    }

    /** Returns the latency of the slowest step, in seconds. */
    public double maxSeconds() {
        return points.get(points.size() - 1).seconds();
    }
}

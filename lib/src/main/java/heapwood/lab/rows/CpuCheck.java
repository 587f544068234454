package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.host.Collector;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A comparison of the sources of one window's processor time in garbage collection, which checks the laboratory itself.
 * The sources are independent. Each figure is a part of the process's time, from 0 to 1; NaN if it is not available.
 *
 * @param jdk the JDK and its variant
 * @param collector the collector
 * @param byJvm the share by the JVM's own account of its threads, which the laboratory uses where available
 * @param bySystem the share by Linux's account of threads
 * @param byDifference the share of the process's time outside Java's and the compilers' threads
 * @param byBeans the collector beans' time divided by the elapsed time, as many tools show it
 */
public record CpuCheck(
        String jdk, Collector collector, double byJvm, double bySystem, double byDifference, double byBeans) {

    /**
     * Returns the check of each window, by JDK and collector.
     *
     * @param measured rows of trials that ended well
     */
    public static List<CpuCheck> of(Table measured) {
        List<CpuCheck> checks = new ArrayList<>();
        for (Row row : measured) {
            if (text(row, Column.TASK).equals(Task.WINDOW.toString())) {
                double process = number(row, Column.PROCESS_CPU_MS);
                checks.add(new CpuCheck(
                        PausePoint.variantOf(row),
                        Collector.of(text(row, Column.COLLECTOR)),
                        number(row, Column.GC_CPU_JVM_MS) / process,
                        number(row, Column.GC_CPU_LINUX_MS) / process,
                        number(row, Column.GC_CPU_REST_MS) / process,
                        number(row, Column.GC_BEANS_MS) / number(row, Column.MEASURED_MS)));
            }
        }
        checks.sort(Comparator.comparing(CpuCheck::jdk).thenComparing(CpuCheck::collector));
        return checks;
    }

    /** Returns the difference of the JVM's account and Linux's, in percentage points. */
    public double pointsToSystem() {
        return 100 * Math.abs(byJvm - bySystem);
    }

    /**
     * Returns the difference of the JVM's account and the estimate from the rest of the process, in percentage points.
     */
    public double pointsToDifference() {
        return 100 * Math.abs(byJvm - byDifference);
    }

    /** Returns the error of the beans' figure, in percentage points. */
    public double pointsToBeans() {
        return 100 * Math.abs(byJvm - byBeans);
    }

    /**
     * Returns a table with a row for each check, in percent.
     *
     * @param checks the checks, in the order of the rows
     */
    public static Table table(List<CpuCheck> checks) {
        return Table.create(
                "check",
                StringColumn.create("JDK", checks.stream().map(CpuCheck::jdk)),
                StringColumn.create("collector", checks.stream().map(check -> check.collector.label())),
                column("JVM's account (% of CPU)", checks, check -> 100 * check.byJvm),
                column("Linux's account (% of CPU)", checks, check -> 100 * check.bySystem),
                column("process less Java and compilers (% of CPU)", checks, check -> 100 * check.byDifference),
                column("JVM to Linux (points)", checks, CpuCheck::pointsToSystem),
                column("JVM to difference (points)", checks, CpuCheck::pointsToDifference),
                column("collector beans (% of time)", checks, check -> 100 * check.byBeans));
    }

    private static DoubleColumn column(String name, List<CpuCheck> checks, ToDoubleFunction<CpuCheck> figure) {
        return DoubleColumn.create(name, checks.stream().mapToDouble(figure).toArray());
    }
}

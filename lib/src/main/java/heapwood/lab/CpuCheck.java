package heapwood.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The laboratory's check of itself: one window's processor time in garbage collection by sources that owe nothing to each
 * other, as parts of the process's time, from 0 to 1. NaN is what is not available.
 *
 * @param jdk its JDK, and how it was varied
 * @param collector its collector
 * @param byJvm by the JVM's own account of its threads, which the laboratory uses where it is
 * @param bySystem by Linux's account of threads
 * @param byDifference what Java's and the compilers' threads leave of the process
 * @param byBeans the collector beans' time over that by the clock: what many tools show
 */
public record CpuCheck(
        String jdk, Collector collector, double byJvm, double bySystem, double byDifference, double byBeans) {

    /** The check of each window among the rows of trials that ended well, by JDK and collector. */
    public static List<CpuCheck> of(Table measured) {
        List<CpuCheck> checks = new ArrayList<>();
        for (Row row : measured) {
            if (row.getString("task").equals(Task.WINDOW.toString())) {
                double process = row.getDouble("process_cpu_ms");
                checks.add(new CpuCheck(
                        Variant.label(row),
                        Collector.of(row.getString("collector")),
                        row.getDouble("gc_cpu_jvm_ms") / process,
                        row.getDouble("gc_cpu_linux_ms") / process,
                        row.getDouble("gc_cpu_rest_ms") / process,
                        row.getDouble("gc_beans_ms") / row.getDouble("measured_ms")));
            }
        }
        checks.sort(Comparator.comparing(CpuCheck::jdk).thenComparing(CpuCheck::collector));
        return checks;
    }

    /** By how many points the JVM's account and Linux's differ. */
    public double pointsToSystem() {
        return 100 * Math.abs(byJvm - bySystem);
    }

    /** By how many points the JVM's account and what is left of the process differ. */
    public double pointsToDifference() {
        return 100 * Math.abs(byJvm - byDifference);
    }

    /** By how many points the beans are off. */
    public double pointsToBeans() {
        return 100 * Math.abs(byJvm - byBeans);
    }

    /** A row for each, in percent. */
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

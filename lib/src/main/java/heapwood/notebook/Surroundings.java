package heapwood.notebook;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import heapwood.lab.host.Machine;
import heapwood.lab.host.Memory;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Descriptions of the system that a notebook runs on, as tables and as a line for captions. They contain no paths, since tables are
 * shared.
 */
public final class Surroundings {
    private static final long GIGA = 1_000_000_000;

    private Surroundings() {}

    /**
     * Returns the machine and the JDK that the kernel runs on, for a caption.
     *
     * @throws InterruptedException if the reader interrupts the kernel meanwhile
     */
    public static String line() throws InterruptedException {
        return Machine.current() + "; " + Jdk.current();
    }

    /**
     * Returns a table of the machine and the kernel's JVM, and of whether the machine has the memory for a scale's largest heaps.
     *
     * @param scale the scale
     * @throws InterruptedException if the reader interrupts the kernel meanwhile
     */
    public static Table machine(Scale scale) throws InterruptedException {
        Machine machine = Machine.current();
        StringColumn what = StringColumn.create("what");
        StringColumn here = StringColumn.create("here");
        Table table = Table.create(what, here);
        row(table, "processor", machine.cpu());
        row(table, "cores", Si.grouped(machine.cores()));
        row(table, "memory", Si.of(machine.memoryBytes(), "B"));
        row(table, "memory available now", available());
        row(table, "system", machine.system());
        row(table, "this notebook's JDK", Jdk.current().toString());
        row(
                table,
                "this notebook's collector",
                Collector.inUse().map(Collector::label).orElse("unknown"));
        row(table, "this notebook's heap, at most", Si.of(Runtime.getRuntime().maxMemory(), "B"));
        row(table, "scale", scale + ", made for " + Si.of(memoryOf(scale), "B") + ": " + fits(scale, machine));
        return table;
    }

    private static void row(Table table, String what, String here) {
        table.stringColumn(0).append(what);
        table.stringColumn(1).append(here);
    }

    private static String available() {
        return Memory.isAvailableKnown() ? Si.of(Memory.available(), "B") : "this system does not say";
    }

    private static long memoryOf(Scale scale) {
        return scale.pick(4 * GIGA, 8 * GIGA, 24 * GIGA);
    }

    /**
     * Returns whether the machine's memory is enough for a scale, as text. Firmware and the system reserve some of it, so a 24 GB
     * machine reports a little less.
     */
    private static String fits(Scale scale, Machine machine) {
        boolean enough = machine.memoryBytes() >= memoryOf(scale) * 0.9;
        return enough ? "this machine has that" : "trials that this machine cannot hold will be marked as failed";
    }

    /**
     * Returns a table of the collectors that each JDK found has. Starts each JDK once for each collector, a tenth of a second each,
     * with a live bar.
     *
     * @throws InterruptedException if the reader interrupts the kernel meanwhile
     */
    public static Table collectors() throws InterruptedException {
        List<Jdk> jdks = Jdks.found();
        StringColumn names = StringColumn.create("JDK");
        StringColumn builds = StringColumn.create("build");
        Table table = Table.create(names, builds);
        for (Collector collector : Collector.values()) {
            table.addColumns(StringColumn.create(collector.label()));
        }
        try (Progress progress = Progress.of("collectors asked for", (long) jdks.size() * Collector.values().length)) {
            for (Jdk jdk : jdks) {
                names.append(jdk.label());
                builds.append(jdk.build() + ", " + jdk.vendor());
                for (Collector collector : Collector.values()) {
                    progress.now(jdk.label() + " " + collector.label());
                    table.stringColumn(collector.label()).append(collector.isIn(jdk) ? "yes" : "–");
                    progress.step();
                }
            }
        }
        return table;
    }
}

package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.lab.child.Latencies;
import heapwood.lab.host.Collector;
import heapwood.lab.plan.Trial;
import heapwood.workload.TreeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class StepLatencyTest {
    private static final WindowSweep SWEEP = new WindowSweep(40, 100, 3, List.of(2.0, 4.0), 2, List.of(3), List.of(3));
    private static final double TWICE = 2.0 * (300_006L * 160 + Trial.JVM_BYTES) / (1 << 20);

    private final Table rows = Table.create("rows");

    StepLatencyTest() {
        for (String text : List.of("tree", "collector", "jdk", "flags")) {
            rows.addColumns(StringColumn.create(text));
        }
        for (String number : List.of("trees", "width", "depth", "symbol_bytes", "heap_mib", "repetition", "steps")) {
            rows.addColumns(DoubleColumn.create(number));
        }
        Latencies.columns().keySet().forEach(ending -> rows.addColumns(DoubleColumn.create("step_" + ending + "_us")));
    }

    @Test
    void a_line_has_the_percentiles_that_its_steps_can_tell_and_ends_at_the_slowest() {
        window("reference", "G1", 800);
        StepLatency line = StepLatency.of(rows, SWEEP, "JDK 25").get(0);
        assertEquals(4, line.points().size());
        assertEquals(new StepLatency.Point(2, 50e-6), line.points().get(0));
        assertEquals(100, line.points().get(2).oneIn(), 1e-9);
        assertEquals(new StepLatency.Point(800, 7), line.points().get(3));
        assertEquals(7, line.maxSeconds());
    }

    @Test
    void the_trees_come_side_by_side_in_the_collectors_order() {
        window("compact", "ZGC", 800);
        window("reference", "ZGC", 800);
        window("reference", "G1", 800);
        List<StepLatency> lines = StepLatency.of(rows, SWEEP, "JDK 25");
        assertEquals(
                List.of(Collector.G1, Collector.ZGC, Collector.ZGC),
                lines.stream().map(StepLatency::collector).toList());
        assertEquals(TreeKind.REFERENCE, lines.get(1).tree());
        assertEquals(TreeKind.COMPACT, lines.get(2).tree());
    }

    @Test
    void the_table_has_the_middle_windows_of_every_jdk_and_units_in_its_headings() {
        for (String number :
                List.of("pauses", "longest_pause_ms", "concurrent_ms", "stalls", "longest_stall_ms", "hiccup_max_us")) {
            rows.addColumns(DoubleColumn.create(number));
        }
        rows.addColumns(DoubleColumn.create("machine_hiccup_max_us"));
        window("reference", "G1", 800).setDouble("longest_pause_ms", 12.5);
        window("compact", "G1", 800).setString("jdk", "JDK 17");
        window("compact", "G1", 800).setDouble("trees", 4);
        window("compact", "G1", 800).setDouble("repetition", 1);
        Table table = StepLatency.table(rows, SWEEP);
        assertEquals(List.of("JDK 17", "JDK 25"), table.stringColumn("JDK").asList());
        assertEquals(List.of("compact", "reference"), table.stringColumn("tree").asList());
        assertEquals(12.5, table.doubleColumn("longest (ms)").get(1));
        assertEquals(7e6, table.doubleColumn("max (µs)").get(1));
    }

    @Test
    void other_windows_are_left_out() {
        window("reference", "G1", 800).setString("jdk", "JDK 17");
        window("reference", "G1", 800).setDouble("repetition", 1);
        window("reference", "G1", 800).setDouble("heap_mib", 2 * TWICE);
        window("reference", "G1", 800).setDouble("trees", 4);
        window("reference", "G1", 800).setString("flags", "-XX:+UseCompactObjectHeaders");
        assertEquals(List.of(), StepLatency.of(rows, SWEEP, "JDK 25"));
    }

    private Row window(String tree, String collector, double steps) {
        Row row = rows.appendRow();
        row.setString("tree", tree);
        row.setString("collector", collector);
        row.setString("jdk", "JDK 25");
        row.setString("flags", "");
        row.setDouble("trees", 3);
        row.setDouble("width", 200);
        row.setDouble("depth", 500);
        row.setDouble("symbol_bytes", 40);
        row.setDouble("heap_mib", TWICE);
        row.setDouble("repetition", 0);
        row.setDouble("steps", steps);
        double micros = 50;
        for (String ending : Latencies.columns().keySet()) {
            row.setDouble("step_" + ending + "_us", ending.equals("max") ? 7e6 : micros++);
        }
        // Twice what is live, whether the collector compresses references or not.
        row.setDouble("heap_mib", TWICE / WindowPoint.headroom(row) * 2);
        return row;
    }
}

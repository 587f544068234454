package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.plan.Trial;
import heapwood.workload.TreeKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class WindowPointTest {
    private final Table rows = Table.create("rows");

    @BeforeEach
    void hasColumns() {
        for (String text : List.of("tree", "collector", "jdk", "flags")) {
            rows.addColumns(StringColumn.create(text));
        }
        for (String number : List.of(
                "trees",
                "width",
                "depth",
                "symbol_bytes",
                "heap_mib",
                "nodes",
                "inserted_nodes",
                "measured_ms",
                "process_cpu_ms",
                "compiler_cpu_ms",
                "mutator_cpu_ms",
                "gc_cpu_ms",
                "pause_ms",
                "used_bytes",
                "allocated_bytes",
                "collections_seen")) {
            rows.addColumns(DoubleColumn.create(number));
        }
    }

    @Test
    void theShareIsOfAllProcessorTimeButTheCompilers() {
        window("reference", "G1", 320, 500, 400, 4);
        WindowPoint point = WindowPoint.of(rows).get(0);
        // 1,000 ms of the process, 100 ms of them the compilers'.
        assertEquals(400 / 900.0, point.share());
        assertEquals(900, point.cpuNanos());
        assertEquals(500, point.mutatorNanos());
        assertEquals(800, point.wallNanos());
        assertTrue(point.byChance());
    }

    @Test
    void fiveCollectionsAreEnoughOnlyIfTheHeapWasFilledMeanwhile() {
        window("reference", "G1", 320, 500, 400, 5);
        window("reference", "G1", 330, 500, 400, 5);
        rows.doubleColumn("allocated_bytes").set(1, 300 << 20);
        window("compact", "G1", 340, 500, 0, 0);
        rows.doubleColumn("allocated_bytes").set(2, 0.0);
        List<WindowPoint> points = WindowPoint.of(rows);
        assertFalse(points.get(0).byChance());
        assertEquals(300 / 330.0, points.get(1).fills());
        assertTrue(points.get(1).byChance());
        // It leaves no garbage that would have to be waited for.
        assertFalse(points.get(2).byChance());
    }

    @Test
    void sharesAreOfEachWayToRunAWindow() {
        window("compact", "G1", 320, 500, 1, 0);
        window("compact", "G1", 320, 500, 9, 2);
        window("compact", "G1", 640, 500, 3, 0);
        rows.doubleColumn("allocated_bytes").set(0, 4e6);
        rows.doubleColumn("allocated_bytes").set(1, 2e6);
        Table shares = WindowCosts.shares(WindowPoint.of(rows));
        assertEquals(List.of(2L, 1L), shares.longColumn("JVMs").asList());
        assertEquals(
                100 * 5 / 900.0,
                shares.doubleColumn("GC share of CPU, median (%)").get(0),
                1e-9);
        assertEquals(1, shares.doubleColumn("most (%)").get(0), 1e-9);
        assertEquals(3, shares.doubleColumn("allocated, median (B a node)").get(0), 1e-9);
        assertEquals(2, shares.longColumn("collections, most").get(0));
    }

    @Test
    void headroomIsTheHeapOverWhatReferenceTreesTakeWhicheverTreeItIs() {
        window("reference", "G1", 320, 500, 400, 9);
        window("compact", "G1", 320, 500, 0, 0);
        for (WindowPoint point : WindowPoint.of(rows)) {
            assertEquals(320.0 * (1 << 20) / (1_000_020 * 160 + Trial.JVM_BYTES), point.headroom());
        }
    }

    @Test
    void whereHalfOfTheProcessorTimeIsCollectingIsFoundAlongTheHeadroom() {
        window("reference", "G1", 200, 200, 675, 9);
        window("reference", "G1", 800, 600, 225, 9);
        window("reference", "ZGC", 200, 200, 700, 9);
        window("reference", "ZGC", 800, 400, 500, 9);
        window("reference", "Serial", 200, 200, 700, 9); // one point is no line
        Table halves = WindowCosts.halves(WindowPoint.of(rows), WindowPoint::headroom, "headroom");
        assertEquals(List.of("G1", "ZGC"), halves.stringColumn("collector").asList());
        // 75 % at 200 MiB, 25 % at 800: half at 400.
        assertEquals(
                400.0 * (1 << 20) / (1_000_020 * 160 + Trial.JVM_BYTES),
                halves.doubleColumn("headroom").get(0),
                1e-9);
        assertEquals("above half throughout", halves.stringColumn("note").get(1));
    }

    @Test
    void theEndsOfALineAreThoseWithTheLeastAndTheMostHeadroom() {
        window("reference", "G1", 200, 200, 700, 9);
        window("reference", "G1", 400, 400, 500, 9);
        window("reference", "G1", 800, 675, 225, 9);
        window("compact", "G1", 900, 900, 0, 9);
        window("reference", "ZGC", 200, 200, 700, 9); // no line
        Map<Collector, WindowPoint.Ends> ends = WindowPoint.ends(WindowPoint.of(rows), "JDK 25", WindowPoint::headroom);
        assertEquals(Set.of(Collector.G1), ends.keySet());
        assertEquals(700 / 900.0, ends.get(Collector.G1).first());
        assertEquals(0.25, ends.get(Collector.G1).last());
        assertEquals(25 - 700 / 9.0, ends.get(Collector.G1).points(), 1e-9);
    }

    @Test
    void overheadsAreRatiosToTheCheapestRunWithoutItsCollector() {
        window("reference", "G1", 320, 500, 400, 9);
        window("reference", "Epsilon", 3_200, 450, 0, 0);
        Table costs = WindowCosts.table(WindowPoint.of(rows));
        assertEquals(List.of("G1", "Epsilon"), costs.stringColumn("collector").asList());
        // Without its collector G1's run is 900 - 400, Epsilon's 900.
        assertEquals(
                900 / 500.0, costs.doubleColumn("CPU overhead, at least (×)").get(0), 1e-9);
        assertEquals(0, costs.longColumn("collections, fewest").get(1));
    }

    @Test
    void compactHeadersMakeASeriesOfTheirOwn() {
        window("reference", "G1", 320, 500, 400, 9);
        rows.stringColumn("flags").set(0, "-Xint -XX:+UseCompactObjectHeaders");
        List<WindowPoint> points = WindowPoint.of(rows);
        assertEquals("JDK 25, compact headers", points.get(0).jdk());
        assertFalse(WindowPoint.series(points, TreeKind.REFERENCE, Collector.G1, "JDK 25, compact headers")
                .isEmpty());
        assertTrue(WindowPoint.series(points, TreeKind.REFERENCE, Collector.G1, "JDK 25")
                .isEmpty());
    }

    @Test
    void processorTimeThatIsNotAvailableIsNoShare() {
        window("reference", "G1", 320, 500, Double.NaN, 9);
        assertTrue(Double.isNaN(WindowPoint.of(rows).get(0).share()));
        assertEquals(
                0,
                WindowCosts.halves(WindowPoint.of(rows), WindowPoint::headroom, "x")
                        .rowCount());
    }

    /** A million live nodes, a million inserted. */
    private void window(
            String tree, String collector, double heap, double mutator, double collecting, double collections) {
        Row row = rows.appendRow();
        row.setString("tree", tree);
        row.setString("collector", collector);
        row.setString("jdk", "JDK 25");
        row.setDouble("trees", 10);
        row.setDouble("width", 200);
        row.setDouble("depth", 500);
        row.setDouble("symbol_bytes", 40);
        row.setDouble("heap_mib", heap);
        row.setDouble("nodes", 1e6);
        row.setDouble("inserted_nodes", 1e6);
        row.setDouble("measured_ms", 800);
        row.setDouble("process_cpu_ms", 1000);
        row.setDouble("compiler_cpu_ms", 100);
        row.setDouble("mutator_cpu_ms", mutator);
        row.setDouble("gc_cpu_ms", collecting);
        row.setDouble("pause_ms", 10);
        row.setDouble("used_bytes", 160e6);
        row.setDouble("allocated_bytes", 2 * heap * (1 << 20));
        row.setDouble("collections_seen", collections);
    }
}

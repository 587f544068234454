package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PausePointTest {
    private final Table rows = Table.create("rows");

    /** Two sizes of a reference forest, two JVMs at the second; each JVM's warm-up far off. */
    @BeforeEach
    void fourJvms() {
        for (String text : List.of("trial", "tree", "collector", "jdk", "flags", "warm_up")) {
            rows.addColumns(StringColumn.create(text));
        }
        for (String number : List.of(
                "nodes",
                "trees",
                "width",
                "depth",
                "symbol_bytes",
                "heap_objects",
                "pause_ms",
                "longest_pause_ms",
                "cycle_ms",
                "gc_cpu_ms")) {
            rows.addColumns(DoubleColumn.create(number));
        }
        jvm("b", 2, 20, 26, 30);
        jvm("a", 1, 10, 11, 18);
        jvm("c", 2, 21, 22, 23);
    }

    @Test
    void aPointIsTheMedianOfAJvmsCollectionsWithoutItsWarmUp() {
        List<PausePoint> points = PausePoint.of(rows);
        assertEquals(
                List.of(11.0, 26.0, 22.0),
                points.stream().map(PausePoint::pauseMillis).toList());
        assertEquals(3, points.get(0).collections());
    }

    @Test
    void bothTreesStandWhereSoManyReferenceObjectsAre() {
        PausePoint point = PausePoint.of(rows).get(0);
        assertEquals(3 * (1_000 * 1_000 + 2) - 1_000 + 2, point.referenceObjects());
    }

    @Test
    void theSlopeIsInMillisecondsForAMillionObjects() {
        Table growth = PausePoint.growth(PausePoint.of(rows));
        assertEquals(1, growth.rowCount());
        // From 11 to 24 ms with three million objects more.
        assertEquals(
                13 / 3.0, growth.doubleColumn("pause: ms per million objects").get(0), 0.01);
        assertEquals(24, growth.doubleColumn("pause there (ms)").get(0));
        assertEquals(
                13 / 3.0, growth.doubleColumn("GC CPU: ms per million objects").get(0), 0.01);
        assertEquals(2, growth.doubleColumn("JVMs there").get(0));
    }

    @Test
    void equalJvmsAreARowAndOthersNone() {
        Table spread = PauseSpread.table(PausePoint.of(rows));
        assertEquals(1, spread.rowCount());
        assertEquals(2, spread.longColumn("JVMs").get(0));
        assertEquals(24, spread.doubleColumn("pause (ms)").get(0));
        assertEquals(22, spread.doubleColumn("GC CPU, least (ms)").get(0));
        assertEquals(26, spread.doubleColumn("GC CPU, most (ms)").get(0));
    }

    @Test
    void growthIsLinearFromWhereAllMediansLieNearTheLine() {
        List<PausePoint> points = PausePoint.of(rows);
        long fewest = points.get(0).referenceObjects();
        double most = points.get(2).referenceObjects() / 1e6;
        assertEquals(fewest, PauseSpread.linearFrom(points, new Line(13 / 3.0, 24 - 13 / 3.0 * most, 0, 1, 3)), 0);
        // At the smaller forest this line has 20 ms where 11 were measured.
        double flat = PauseSpread.linearFrom(points, new Line(1, 24 - most, 0, 1, 3));
        assertEquals(points.get(2).referenceObjects(), flat);
        assertTrue(Double.isNaN(PauseSpread.linearFrom(points, new Line(1, 0, 0, 1, 3))));
    }

    @Test
    void theSlowestCollectorIsTheOneWithTheLargestMedian() {
        List<PausePoint> points = PausePoint.of(rows);
        assertEquals(Optional.of(Collector.G1), PausePoint.slowest(points, PausePoint::pauseMillis));
        assertEquals(
                3, PausePoint.series(points, TreeKind.REFERENCE, Collector.G1).size());
        assertEquals(Optional.empty(), PausePoint.slowest(List.of(), PausePoint::pauseMillis));
        assertTrue(Double.isNaN(PausePoint.median(List.of(), PausePoint::pauseMillis)));
    }

    @Test
    void forestsOfOneSizeHaveNoSlope() {
        List<PausePoint> largest = PausePoint.largest(PausePoint.of(rows));
        assertEquals(2, largest.size());
        assertTrue(PausePoint.growth(largest)
                .doubleColumn("pause: ms per million objects")
                .isMissing(0));
    }

    @Test
    void processorTimeThatIsNotAvailableHasNoSlopeAndHidesNoOther() {
        rows.doubleColumn("gc_cpu_ms").set(v -> true, Double.NaN);
        Table growth = PausePoint.growth(PausePoint.of(rows));
        assertTrue(growth.doubleColumn("GC CPU: ms per million objects").isMissing(0));
        assertEquals(
                13 / 3.0, growth.doubleColumn("pause: ms per million objects").get(0), 0.01);
    }

    private void jvm(String trial, int trees, double... pauses) {
        List<Double> all = new ArrayList<>();
        all.add(500.0);
        for (double pause : pauses) {
            all.add(pause);
        }
        for (int i = 0; i < all.size(); i++) {
            for (String column : List.of("pause_ms", "longest_pause_ms", "cycle_ms", "gc_cpu_ms")) {
                rows.doubleColumn(column).append(all.get(i));
            }
            rows.stringColumn("trial").append(trial);
            rows.stringColumn("tree").append("reference");
            rows.stringColumn("collector").append("G1");
            rows.stringColumn("jdk").append("JDK 17");
            rows.stringColumn("flags").append("");
            rows.stringColumn("warm_up").append(i == 0 ? "true" : "false");
            rows.doubleColumn("nodes").append(trees * 1_000_002.0);
            rows.doubleColumn("trees").append(trees);
            rows.doubleColumn("width").append(1_000);
            rows.doubleColumn("depth").append(1_000);
            rows.doubleColumn("symbol_bytes").append(4);
            rows.doubleColumn("heap_objects").append(1);
        }
    }
}

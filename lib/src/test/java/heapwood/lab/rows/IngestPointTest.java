package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.run.Laboratory;
import heapwood.workload.TreeKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class IngestPointTest {
    private static final Path PROFILE = Path.of("../notebooks/data/javac-cpu.collapsed.gz");

    private final Table rows = Table.create("rows");

    /** Two JVMs with a reference tree, one with a compact one. */
    @BeforeEach
    void threeJvms() {
        for (String text : List.of("trial", "tree")) {
            rows.addColumns(StringColumn.create(text));
        }
        for (String number : List.of("pass", "stacks", "nodes", "objects", "bytes", "insert_cpu_ms", "insert_ms")) {
            rows.addColumns(DoubleColumn.create(number));
        }
        jvm("c", TreeKind.COMPACT, 30, 40, 90, 90, 3, 5);
        jvm("b", TreeKind.REFERENCE, 290, 90, 80, 80, 11, 13);
        jvm("a", TreeKind.REFERENCE, 290, 70, 60, 60, 10, 10);
    }

    @Test
    void coldIsTheFirstPassOfEachJvm() {
        List<IngestPoint> points = IngestPoint.of(rows);
        assertArrayEquals(
                new double[] {70, 90}, IngestPoint.cold(points, TreeKind.REFERENCE, IngestPoint::insertMillis));
        assertArrayEquals(new double[] {40}, IngestPoint.cold(points, TreeKind.COMPACT, IngestPoint::insertMillis));
    }

    @Test
    void warmIsTheMedianOfTheLaterHalfOfEachJvmsPasses() {
        List<IngestPoint> points = IngestPoint.of(rows);
        assertArrayEquals(
                new double[] {10, 12}, IngestPoint.warm(points, TreeKind.REFERENCE, IngestPoint::insertMillis));
        assertArrayEquals(
                new double[] {20, 24}, IngestPoint.warm(points, TreeKind.REFERENCE, IngestPoint::elapsedMillis));
    }

    @Test
    void costsHaveARowForEachTree() {
        Table costs = IngestPoint.costs(IngestPoint.of(rows));
        assertEquals(List.of("reference", "compact"), costs.stringColumn("tree").asList());
        assertEquals(List.of(2.9, 0.3), costs.doubleColumn("objects a node").asList());
        assertEquals(List.of(80.0, 40.0), costs.doubleColumn("first pass (ms)").asList());
        assertEquals(List.of(11.0, 4.0), costs.doubleColumn("warm (ms)").asList());
        assertEquals(List.of(10.0, 4.0), costs.doubleColumn("least (ms)").asList());
        assertEquals(List.of(12.0, 4.0), costs.doubleColumn("most (ms)").asList());
        assertEquals(
                List.of(22.0, 8.0),
                costs.doubleColumn("warm, by the clock (ms)").asList());
    }

    @Test
    void noRowsHaveNoCosts() {
        assertEquals(0, IngestPoint.costs(List.of()).rowCount());
    }

    @Test
    void aProfileIsKnownByItsContentNotByItsPlace() {
        String key = RealProfile.of(TreeKind.COMPACT, PROFILE, 27_299).key();
        assertTrue(key.matches("compact tree of javac-cpu.collapsed.gz checksum [0-9a-f]+"), key);
    }

    @Test
    void onlyAProfileCanBeIngested() {
        Forest forest = Forest.ofNodes(TreeKind.REFERENCE, 1_000, 40);
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> Trial.of(Task.INGEST, forest, Jdk.current(), Collector.G1, 2));
        assertTrue(error.getMessage().startsWith("only a real profile can be ingested"), error.getMessage());
    }

    @Tag("slow")
    @Test
    void childrenIngestAProfileIntoBothTrees(@TempDir Path directory) throws Exception {
        List<Trial> trials = List.of(TreeKind.values()).stream()
                .map(tree -> Trial.of(
                                Task.INGEST, RealProfile.of(tree, PROFILE, 27_299), Jdk.current(), Collector.SERIAL, 2)
                        .withCollections(2))
                .toList();
        Laboratory.Outcome outcome = Laboratory.in(directory).run(new Experiment("ingest", "smoke", trials));
        assertEquals(0, outcome.failed().rowCount(), outcome.failed()::print);
        List<IngestPoint> points = IngestPoint.of(outcome.measured());
        assertEquals(2 * 3, points.size());
        for (IngestPoint point : points) {
            assertEquals(2_732, point.stacks());
            assertEquals(27_299, point.nodes());
            assertTrue(point.insertMillis() > 0);
        }
        Table costs = IngestPoint.costs(points);
        assertTrue(costs.doubleColumn("objects a node").get(0) > 2.5);
        assertTrue(costs.longColumn("live objects").get(1) <= 64);
    }

    private void jvm(String trial, TreeKind tree, long objects, double... insertMillis) {
        for (int pass = 0; pass < insertMillis.length; pass++) {
            rows.stringColumn("trial").append(trial);
            rows.stringColumn("tree").append(tree.toString());
            rows.doubleColumn("pass").append(pass);
            rows.doubleColumn("stacks").append(50);
            rows.doubleColumn("nodes").append(100);
            rows.doubleColumn("objects").append(tree == TreeKind.COMPACT ? 30 : objects);
            rows.doubleColumn("bytes").append(1_000);
            rows.doubleColumn("insert_cpu_ms").append(insertMillis[pass]);
            rows.doubleColumn("insert_ms").append(2 * insertMillis[pass]);
        }
    }
}

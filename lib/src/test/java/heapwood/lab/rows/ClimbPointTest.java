package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Climb;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.run.Laboratory;
import heapwood.ladder.Rung;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

final class ClimbPointTest {
    private static final Forest FOREST = new Forest(TreeKind.REFERENCE, 3, new TreeShape(10, 20, 4), 1, true);
    private static final Path PROFILE = Path.of("../notebooks/data/javac-cpu.collapsed.gz");

    @Test
    void aClimbIsMeasuredByItsTaskAlone() {
        Jdk jdk = Jdk.current();
        Climb climb = Climb.of(Rung.FROZEN, FOREST);
        assertThrows(IllegalArgumentException.class, () -> Trial.of(Task.PAUSE, climb, jdk, Collector.SERIAL, 2));
        assertThrows(IllegalArgumentException.class, () -> Trial.of(Task.CLIMB, FOREST, jdk, Collector.SERIAL, 2));
        assertThrows(IllegalArgumentException.class, () -> new Climb(Rung.FROZEN, null, null, null));
    }

    @Test
    void everyStepHoldsTheSameNodes() {
        for (Rung rung : Rung.values()) {
            Climb climb = Climb.of(rung, FOREST);
            assertEquals(
                    FOREST.nodes(),
                    climb.build().stream().mapToLong(tree -> tree.nodeCount()).sum());
            assertEquals(FOREST.nodes(), climb.nodes());
        }
    }

    @Test
    @Tag("slow")
    void trialsOfAllStepsGiveAPointEach(@TempDir Path directory) throws Exception {
        List<Trial> trials = new ArrayList<>();
        for (Rung rung : List.of(Rung.OBJECTS, Rung.FROZEN)) {
            for (Climb climb : List.of(
                    Climb.of(rung, FOREST), Climb.of(rung, RealProfile.of(TreeKind.COMPACT, PROFILE, 27_299)))) {
                trials.add(Trial.of(Task.CLIMB, climb, Jdk.current(), Collector.SERIAL, 2)
                        .withCollections(1));
            }
        }
        Laboratory.Outcome outcome = Laboratory.in(directory).run(new Experiment("climb", "smoke", trials));
        assertEquals(
                0,
                outcome.failed().rowCount(),
                () -> outcome.failed().selectColumns("status", "detail").print());
        List<ClimbPoint> points = ClimbPoint.of(outcome.measured());
        double[] objects = ClimbPoint.values(points, Rung.OBJECTS, "real", ClimbPoint::objectsPerNode);
        assertArrayEquals(new double[] {2.91}, objects, 0.02);
        Table table = ClimbPoint.table(points);
        assertEquals(
                List.of("many small", "many small", "real", "real"),
                table.stringColumn("trees").asList());
        for (String column : List.of("insert (ns a node)", "iterate (ns a node)", "pause (ms)")) {
            assertTrue(table.doubleColumn(column).min() > 0, column);
        }
    }
}

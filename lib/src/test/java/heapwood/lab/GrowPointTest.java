package heapwood.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class GrowPointTest {
    private static final TreeShape SHAPE = new TreeShape(900, 100, 4);

    @Test
    void passesOfOneJvmAtOneSizeAreOnePoint() {
        Table rows = Table.create(
                StringColumn.create("trial", "a", "a", "a", "b", "a"),
                StringColumn.create("tree", "compact", "compact", "compact", "compact", "compact"),
                DoubleColumn.create("nodes", 2000, 2000, 2000, 2000, 900),
                DoubleColumn.create("stacks", 10, 10, 10, 20, 9),
                DoubleColumn.create("insert_cpu_ms", 1, 2, 9, 8, 5));
        List<GrowPoint> points = GrowPoint.of(rows, 1000);
        assertEquals(
                List.of(
                        new GrowPoint(TreeKind.COMPACT, "a", 2000, 200_000),
                        new GrowPoint(TreeKind.COMPACT, "b", 2000, 400_000)),
                points);
        assertEquals(300_000, GrowPoint.nanosBetween(points, TreeKind.COMPACT, 0, 3000));
        assertTrue(Double.isNaN(GrowPoint.nanosBetween(points, TreeKind.REFERENCE, 0, 3000)));
    }

    @Test
    void everyStackIsInsertedAndTimedOnceInTheLastPass() {
        Forest forest = new Forest(TreeKind.COMPACT, 1, SHAPE, 1, true);
        List<Map<String, Object>> rows = GrowTask.run(forest, 2);
        for (int pass = 0; pass <= 2; pass++) {
            int number = pass;
            List<Map<String, Object>> own =
                    rows.stream().filter(row -> (int) row.get("pass") == number).toList();
            long stacks =
                    own.stream().mapToLong(row -> (long) row.get("stacks")).sum();
            long nodes = (long) own.get(own.size() - 1).get("nodes");
            if (pass == 2) {
                assertEquals(SHAPE.width(), stacks);
                assertEquals(SHAPE.nodeCount(), nodes);
            } else {
                assertTrue(nodes > 50_000 && nodes < SHAPE.nodeCount(), nodes + " nodes");
            }
            own.forEach(row -> assertTrue((double) row.get("insert_cpu_ms") >= 0));
        }
    }

    @Test
    @Tag("slow")
    void trialsOfBothTreesHaveTheSameSizes(@TempDir Path directory) throws Exception {
        List<Trial> trials = new ArrayList<>();
        Forest forest = new Forest(TreeKind.REFERENCE, 1, SHAPE, 1, true);
        Trial trial =
                Trial.of(Task.GROW, forest, Jdk.current(), Collector.SERIAL, 2).withCollections(2);
        for (TreeKind tree : TreeKind.values()) {
            trials.add(trial.with(forest.as(tree)));
        }
        Laboratory.Outcome outcome = Laboratory.in(directory).run(new Experiment("grow", "smoke", trials));
        assertEquals(0, outcome.failed().rowCount());
        List<GrowPoint> points = GrowPoint.of(outcome.measured(), 1000);
        List<List<Long>> sizes = new ArrayList<>();
        for (TreeKind tree : TreeKind.values()) {
            sizes.add(points.stream()
                    .filter(point -> point.tree() == tree)
                    .map(GrowPoint::nodes)
                    .toList());
        }
        assertTrue(sizes.get(0).size() > 10);
        assertEquals(sizes.get(0), sizes.get(1));
    }
}

package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.run.Laboratory;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

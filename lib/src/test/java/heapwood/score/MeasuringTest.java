package heapwood.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.OwnTrees;
import heapwood.lab.plan.Trial;
import heapwood.lab.run.Laboratory;
import heapwood.score.trees.Mistaken;
import heapwood.score.trees.PlainTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader's class is measured by the laboratory, as the kit's trees are. */
@Timeout(300)
class MeasuringTest {
    @TempDir
    private Path results;

    private Map<Measure, List<Double>> measured(Class<?> tree, Work work) throws Exception {
        try (TreeSource source = TreeSource.of(tree)) {
            OwnTrees own = new OwnTrees(source.name(), source.className(), source.classPath(), source.digest());
            Trial trial = work.trial(null, own, Effort.SMOKE, List.of()).withPatience(Duration.ofSeconds(100));
            Laboratory.Outcome outcome = Laboratory.in(results).run(new Experiment("own", "smoke", List.of(trial)));
            assertEquals(0, outcome.failed().rowCount(), () -> outcome.failed().print());
            return RowFigures.of(work, outcome.measured());
        }
    }

    @Test
    void objectsAreThoseThatATreeIsMadeOf() throws Exception {
        Map<Measure, List<Double>> figures = measured(PlainTree.class, Work.GENERATED);
        // A node has a name, a map, an entry in its parent's map, and the view of its values that a walk leaves behind.
        assertEquals(5.0, figures.get(Measure.OBJECTS_GENERATED).get(0), 0.05);
        assertTrue(figures.get(Measure.BYTES_GENERATED).get(0) > 200, figures.toString());
        assertTrue(figures.get(Measure.INSERT_GENERATED).get(0) > 0, figures.toString());
    }

    @Test
    @Tag("slow")
    void aSearchThroughAllSiblingsIsSaidToBeQuadratic() throws Exception {
        double quadratic =
                measured(Mistaken.Quadratic.class, Work.STAR).get(Measure.STAR).get(0);
        assertTrue(quadratic > 3, "10 times the siblings cost " + quadratic + " times as much for each insert");
    }
}

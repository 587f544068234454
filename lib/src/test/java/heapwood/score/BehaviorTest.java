package heapwood.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.score.trees.Mistaken;
import heapwood.score.trees.Rude;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a tree does to its JVM costs the check that it was in, and no other. */
@Timeout(300)
class BehaviorTest {
    private static final Behavior.Limits LIMITS = new Behavior.Limits(Duration.ofMillis(500), Duration.ofSeconds(100));

    private static List<Finding> findings(Class<?> tree, String... checks) throws IOException, InterruptedException {
        try (TreeSource source = TreeSource.of(tree)) {
            return Behavior.of(
                    Stream.of(checks).map(Check::named).toList(), source, System.nanoTime(), LIMITS, elapsed -> {});
        }
    }

    @Test
    void aTreeThatEndsItsJvm() throws Exception {
        List<Finding> findings = findings(Rude.Exits.class, "random keys", "a star of siblings");
        assertEquals(Mistake.EXITS, findings.get(0).mistake());
        assertTrue(
                findings.get(0).got().contains("exit code 7, by System.exit in Rude.Exits.add (Rude.java:"),
                findings.toString());
        assertTrue(findings.get(1).isRight(), findings.toString());
    }

    @Test
    void aTreeThatLoops() throws Exception {
        List<Finding> findings = findings(Rude.Loops.class, "random keys", "recorded cases of the original");
        assertEquals(Mistake.HANGS, findings.get(0).mistake());
        // How short an example gets depends on the machine's load: a call that does not return takes time to find out.
        assertTrue(!findings.get(0).example().isEmpty(), findings.toString());
        assertTrue(findings.get(0).got().contains("Rude.Loops."), findings.toString());
        assertEquals(Mistake.HANGS, findings.get(1).mistake(), "another child goes on");
    }

    @Test
    void aTreeThatLoopsOnEqualHashes() throws Exception {
        List<Finding> findings =
                findings(Mistaken.LoopsOnCollision.class, "names with equal hash codes", "a star of siblings");
        assertEquals(Mistake.COLLISION, findings.get(0).mistake(), findings.toString());
        assertEquals(2, findings.get(0).example().size(), findings.toString());
        assertEquals("Arrays.hashCode", findings.get(0).detail().replace("String.hashCode", "Arrays.hashCode"));
        assertTrue(findings.get(1).isRight(), findings.toString());
    }

    @Test
    void aTreeThatEatsMemory() throws Exception {
        List<Finding> findings = findings(Rude.Eats.class, "random keys", "a star of siblings");
        assertEquals(Mistake.MEMORY, findings.get(0).mistake(), findings.toString());
        assertEquals(1, findings.get(0).example().size(), findings.toString());
        assertTrue(findings.get(1).isRight(), findings.toString());
    }

    @Test
    void aTreeThatPrintsAndStartsThreads() throws Exception {
        List<Finding> findings = findings(Rude.Loud.class, "random keys", "empty labels");
        assertEquals(
                List.of("random keys", "empty labels", "threads", "output"),
                findings.stream().map(Finding::check).toList());
        assertTrue(findings.stream().allMatch(Finding::isRight), findings.toString());
    }
}

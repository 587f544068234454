package heapwood.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.run.TrialListener;
import heapwood.workload.TreeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrialTest {
    private static final Jdk JDK_17 = new Jdk(Path.of("/jdk"), "17.0.1", "17.0.1+1", "Maker");
    private static final Forest SMALL = Forest.ofNodes(TreeKind.REFERENCE, 1_000, 40);
    private static final Forest LARGE = Forest.ofNodes(TreeKind.REFERENCE, 10_000_000, 40);

    @Test
    void theHeapIsTheHeadroomTimesTheLiveBytesAndALittle() {
        Trial trial = Trial.of(Task.PAUSE, LARGE, JDK_17, Collector.G1, 2);
        double ratio = trial.heapBytes() / 1.6e9;
        assertTrue(ratio > 2 && ratio < 2.1, () -> "the heap is " + ratio + " times the trees");
    }

    @Test
    void zgcGetsMoreForItsWiderReferencesAndCountingMoreForItsSet() {
        long pause = Trial.of(Task.PAUSE, LARGE, JDK_17, Collector.G1, 2).heapBytes();
        assertTrue(Trial.of(Task.PAUSE, LARGE, JDK_17, Collector.ZGC, 2).heapBytes() > pause);
        assertTrue(Trial.of(Task.COUNT, LARGE, JDK_17, Collector.G1, 2).heapBytes() > pause + 30_000_000L * 24);
    }

    @Test
    void aSmallForestStillGetsAHeapThatAJvmStartsWith() {
        assertEquals(64, Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.ZGC, 2).heapMebibytes());
    }

    @Test
    void trialsThatDifferInAnythingHaveDifferentKeys() {
        Trial trial = Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 2);
        Jdk other = new Jdk(Path.of("/jdk"), "17.0.2", "17.0.2+1", "Maker");
        Set<String> keys = new HashSet<>();
        List<Trial> different = List.of(
                trial,
                trial.repeated(2).get(1),
                trial.withCollections(9),
                trial.withFlags("-Xint"),
                trial.withHeap(1L << 30),
                Trial.of(Task.COUNT, SMALL, JDK_17, Collector.G1, 2),
                Trial.of(Task.PAUSE, SMALL, other, Collector.G1, 2),
                Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.SERIAL, 2),
                Trial.of(Task.PAUSE, SMALL.asControl(), JDK_17, Collector.G1, 2),
                Trial.of(Task.PAUSE, Forest.ofNodes(TreeKind.REFERENCE, 1_000, 4), JDK_17, Collector.G1, 2));
        different.forEach(each -> keys.add(each.key()));
        assertEquals(different.size(), keys.size());
    }

    @Test
    void equalTrialsHaveOneKeyWhateverTheirPatience() {
        Trial trial = Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 2);
        assertEquals(trial.key(), trial.withPatience(Duration.ofSeconds(1)).key());
    }

    @Test
    void theOrderIsShuffledAndTheSameForOneSeed() {
        List<Trial> trials =
                Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 2).repeated(20);
        Experiment experiment = new Experiment("order", "smoke", trials, 7);
        assertEquals(experiment.shuffled(), new Experiment("order", "smoke", trials, 7).shuffled());
        assertNotEquals(trials, experiment.shuffled());
        assertEquals(new HashSet<>(trials), new HashSet<>(experiment.shuffled()));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertMessage("choose more than 1", () -> Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 1));
        assertMessage(
                "at least 1 MiB",
                () -> Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 2).withHeap(5));
        assertMessage(
                "collection",
                () -> Trial.of(Task.PAUSE, SMALL, JDK_17, Collector.G1, 2).withCollections(0));
        assertMessage("../x", () -> new Experiment("../x", "smoke", List.of()));
        assertMessage("no trials", () -> new Experiment("x", "smoke", List.of()));
        assertMessage("choose one of Serial", () -> Collector.of("CMS"));
    }

    private static void assertMessage(String part, Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void zgcIsGenerationalWhereThatMustBeAskedFor() {
        Jdk jdk21 = new Jdk(Path.of("/jdk"), "21.0.2", "21.0.2+13", "Maker");
        assertEquals(List.of("-XX:+UseZGC", "-XX:+ZGenerational"), Collector.ZGC.flags(jdk21));
        assertEquals(List.of("-XX:+UseZGC"), Collector.ZGC.flags(JDK_17));
    }

    @Test
    void theCollectorOfThisJvmIsKnown() {
        assertTrue(Collector.inUse().isPresent());
    }

    @Test
    void theLineOfAStateSaysWhatIsDoneAndWhatRemains() {
        TrialListener.State state = new TrialListener.State(
                3, 12, 1, 1, "pause G1", Duration.ofSeconds(70), Optional.of(Duration.ofSeconds(5)));
        assertEquals("3 of 12 trials, 1 from earlier runs, 1 failed; 1:10, about 0:05 to go; pause G1", state.line());
    }
}

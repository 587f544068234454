package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Trial;
import heapwood.workload.TreeKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSweepTest {
    private static final Jdk JDK = new Jdk(Path.of("/jdk"), "25.0.1", "25.0.1+1", "Maker");
    private static final WindowSweep SWEEP =
            new WindowSweep(40, 100, 10, List.of(1.5, 2.0, 8.0), 2, List.of(3, 10, 30), List.of(10, 40));

    @Test
    void whereLinesMeetATrialIsRunOnce() {
        List<Trial> trials = SWEEP.lines(JDK, Collector.G1, TreeKind.REFERENCE, 1);
        // Three headrooms; three numbers of trees, one of them there already; two in the heap, one of them there
        // already.
        assertEquals(3 + 2 + 1, trials.size());
        assertEquals(trials.size(), new HashSet<>(trials).size());
    }

    @Test
    void theEndsAndTheMiddleAreRepeated() {
        assertEquals(
                3 * 5 + 2 + 1,
                SWEEP.lines(JDK, Collector.G1, TreeKind.REFERENCE, 5).size());
    }

    @Test
    void theHeapIsTheHeadroomTimesTreesAndJvm() {
        Trial trial = SWEEP.trial(JDK, Collector.G1, TreeKind.REFERENCE, 10, 2);
        double live = 1_000_020 * 160.0 + Trial.JVM_BYTES;
        assertEquals(2, trial.heapBytes() / live, 0.01);
        assertEquals(8, SWEEP.heapBytes() / live, 0.01);
    }

    @Test
    void bothTreesHaveTheSameHeap() {
        for (Collector collector : List.of(Collector.G1, Collector.ZGC)) {
            assertEquals(
                    SWEEP.trial(JDK, collector, TreeKind.REFERENCE, 10, 2).heapBytes(),
                    SWEEP.trial(JDK, collector, TreeKind.COMPACT, 10, 2).heapBytes());
        }
    }

    @Test
    void aPointLiesOnTheLinesThatItsTrialBelongsTo() {
        WindowPoint meeting = point(10, 2);
        WindowPoint roomy = point(10, 8);
        WindowPoint larger = point(30, 2);
        List<WindowPoint> all = List.of(meeting, roomy, larger);
        assertEquals(List.of(meeting, roomy), SWEEP.overHeadroom(all));
        assertEquals(List.of(meeting, larger), SWEEP.atHeadroom(all));
        assertEquals(List.of(roomy), SWEEP.inHeap(all));
        assertEquals(List.of(meeting), SWEEP.compared(all));
    }

    @Test
    void epsilonIsOnNoLineButIsCompared() {
        Trial trial = SWEEP.withoutCollector(JDK, TreeKind.REFERENCE, 1L << 30);
        assertEquals(List.of("-XX:+AlwaysPreTouch"), trial.flags());
        WindowPoint epsilon = point(Collector.EPSILON, 10, trial.heapBytes(), 6);
        List<WindowPoint> all = List.of(epsilon);
        assertNotMeasured("over the headroom", () -> SWEEP.overHeadroom(all));
        assertNotMeasured("at the fixed headroom", () -> SWEEP.atHeadroom(all));
        assertNotMeasured("in the fixed heap", () -> SWEEP.inHeap(all));
        assertEquals(all, SWEEP.compared(all));
    }

    private static void assertNotMeasured(String line, Executable ask) {
        IllegalStateException e = assertThrows(IllegalStateException.class, ask);
        assertTrue(e.getMessage().startsWith("not measured: of the windows " + line), e.getMessage());
    }

    /** Those of notebook 07 at its three scales. */
    private static List<WindowSweep> sweeps(int symbolBytes) {
        return List.of(
                new WindowSweep(symbolBytes, 100, 3, List.of(2.0, 4.0), 2, List.of(2, 3), List.of(3, 5)),
                new WindowSweep(
                        symbolBytes, 600, 10, List.of(1.3, 2.0, 8.0), 2, List.of(3, 10, 30), List.of(3, 10, 40)),
                new WindowSweep(
                        symbolBytes,
                        1_000,
                        10,
                        List.of(1.3, 2.0, 4.0, 8.0),
                        2,
                        List.of(3, 10, 30, 100, 335),
                        List.of(3, 10, 20, 40, 60)));
    }

    /** Small windows have heaps that are rounded, or not made smaller. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 16, 40, 1000})
    void every_point_that_is_planned_lies_on_the_line_that_it_was_planned_for(int symbolBytes) {
        for (WindowSweep sweep : sweeps(symbolBytes)) {
            for (Collector collector : Collector.values()) {
                if (collector != Collector.EPSILON) {
                    assertOnLines(sweep, collector);
                }
            }
        }
    }

    private static void assertOnLines(WindowSweep sweep, Collector collector) {
        for (double times : sweep.headrooms()) {
            WindowPoint point = planned(sweep, collector, sweep.middle(), times);
            assertEquals(List.of(point), sweep.overHeadroom(List.of(point)), point.toString());
        }
        for (int live : sweep.trees()) {
            WindowPoint point = planned(sweep, collector, live, sweep.headroom());
            assertEquals(List.of(point), sweep.atHeadroom(List.of(point)), point.toString());
        }
        WindowPoint middle = planned(sweep, collector, sweep.middle(), sweep.headroom());
        assertEquals(List.of(middle), sweep.compared(List.of(middle)));
        for (int live : sweep.treesInHeap()) {
            Trial trial = sweep.trial(JDK, collector, TreeKind.REFERENCE, live, sweep.headroom())
                    .withHeap(sweep.heapBytes());
            WindowPoint point = point(collector, trial);
            assertEquals(List.of(point), sweep.inHeap(List.of(point)), point.toString());
        }
    }

    private static WindowPoint planned(WindowSweep sweep, Collector collector, int live, double times) {
        return point(collector, sweep.trial(JDK, collector, TreeKind.REFERENCE, live, times));
    }

    /** As its row will have it: with the headroom that it had, not the one asked for. */
    private static WindowPoint point(Collector collector, Trial trial) {
        long live = trial.workload().expectedBytes(Trial.compresses(collector)) + Trial.JVM_BYTES;
        double had = (double) (trial.heapMebibytes() << 20) / live;
        return new WindowPoint(
                TreeKind.REFERENCE,
                collector,
                "JDK 25",
                trial.workload().referenceObjects(),
                trial.heapMebibytes(),
                had,
                1_000,
                1,
                1,
                1,
                1,
                1,
                1,
                9,
                1);
    }

    private static WindowPoint point(int trees, double headroom) {
        long heap = SWEEP.trial(JDK, Collector.G1, TreeKind.REFERENCE, trees, headroom)
                .heapBytes();
        return point(Collector.G1, trees, heap, headroom);
    }

    private static WindowPoint point(Collector collector, int trees, long heap, double headroom) {
        long objects = SWEEP.trial(JDK, collector, TreeKind.REFERENCE, trees, 2)
                .workload()
                .referenceObjects();
        return new WindowPoint(
                TreeKind.REFERENCE, collector, "JDK 25", objects, heap >> 20, headroom, 1_000, 1, 1, 1, 1, 1, 1, 9, 1);
    }
}

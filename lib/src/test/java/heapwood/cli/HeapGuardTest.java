package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
    private static final long GB = 1_000_000_000;
    private static final String COMMAND = "-jar heapwood.jar assignment";
    private static final Schedule.Step FIRST = Schedule.step(10);

    @Test
    void letsAStepPassThatFitsWithHalfAsMuchHeapAgain() {
        HeapGuard guard = new HeapGuard(TreeKind.REFERENCE, (long) (2.41 * GB), 8 * GB, 160, 1.5);
        assertDoesNotThrow(() -> guard.check(FIRST, COMMAND));
    }

    @Test
    void stopsBeforeAStepThatDoesNotFitAndSaysWhatWould() {
        HeapGuard guard = new HeapGuard(TreeKind.REFERENCE, 2 * GB, 8 * GB, 160, 1.5);
        assertStops(
                guard,
                FIRST,
                "stopped before width 200 and depth 500: its 10,000,200 nodes take about 1.6 GB as reference trees, which"
                        + " needs a heap of 2.4 GB, and this one is 2 GB; run java -Xmx2300m -jar heapwood.jar assignment,"
                        + " or choose --trees 83, or --tree compact");
    }

    @Test
    void countsWhatEarlierStepsHold() {
        HeapGuard guard = new HeapGuard(TreeKind.REFERENCE, 5 * GB, 8 * GB, 160, 1.5);
        guard.check(FIRST, COMMAND);
        guard.hold((long) (1.6 * GB));
        assertStops(
                guard,
                Schedule.step(11),
                "stopped before width 220 and depth 550: its 12,100,200 nodes and those before them take about 3.54 GB as"
                        + " reference trees, which needs a heap of 5.3 GB, and this one is 5 GB; run java -Xmx5100m -jar"
                        + " heapwood.jar assignment, or choose --trees 89, or --tree compact");
    }

    @Test
    void advisesNoHeapThatTheMachineDoesNotHave() {
        HeapGuard guard = new HeapGuard(TreeKind.REFERENCE, 1 * GB, 2 * GB, 160, 1.5);
        assertStops(
                guard,
                FIRST,
                "stopped before width 200 and depth 500: its 10,000,200 nodes take about 1.6 GB as reference trees, which"
                        + " needs a heap of 2.4 GB, and this one is 1 GB; this machine has 2 GB of memory: choose --trees"
                        + " 41, or --tree compact");
    }

    private static void assertStops(HeapGuard guard, Schedule.Step step, String message) {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> guard.check(step, COMMAND));
        assertEquals(message, failure.getMessage());
        assertEquals(ExitCode.HEAP_TOO_SMALL, failure.exitCode());
    }
}

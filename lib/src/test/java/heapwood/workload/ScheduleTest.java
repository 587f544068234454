package heapwood.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({"10, 200, 500, 10000200", "11, 220, 550, 12100200", "99, 1980, 4950, 980100200", "1, 20, 50, 100200"})
    void growsByTwentyChainsAndFiftyFramesAStep(int i, int width, int depth, long nodes) {
        Schedule.Step step = Schedule.step(i);
        assertEquals(new TreeShape(width, depth, 40), step.shape());
        assertEquals(100, step.trees());
        assertEquals(nodes, step.nodeCount());
        assertEquals("width " + width + " and depth " + depth, step.shape().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100})
    void refusesStepsOutsideTheSchedule(int i) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Schedule.step(i));
        assertTrue(e.getMessage().endsWith("from 1 to 99: " + i), e.getMessage());
    }

    @Test
    void refusesShapesThatCannotBe() {
        assertMessage("the width of a tree must be at least 1: 0", () -> new TreeShape(0, 1, 1));
        assertMessage("the depth of a tree must be at least 1: -3", () -> new TreeShape(1, -3, 1));
        assertMessage("the symbolBytes of a tree must be at least 1: 0", () -> new TreeShape(1, 1, 0));
        assertMessage("a step needs at least 1 tree: 0", () -> Schedule.step(1).withTrees(0));
        assertMessage(
                "a depth of 2147483647 with symbols of 2147483647 bytes makes keys of 9223372030412324869 bytes, and at"
                        + " most 2147483639 fit into an array: choose a smaller depth or smaller symbols",
                () -> new TreeShape(1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable made) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, made).getMessage());
    }
}

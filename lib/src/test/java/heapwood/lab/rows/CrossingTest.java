package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrossingTest {
    @Test
    void aCurveThatFallsThroughTheLevelCrossesItBetweenItsPoints() {
        Crossing crossing = Crossing.of(new double[] {1, 10, 100}, new double[] {0.9, 0.6, 0.4}, 0.5);
        assertEquals(Math.sqrt(1000), crossing.x(), 1e-9);
        assertTrue(crossing.exists());
    }

    @Test
    void aCurveThatRisesCrossesToo() {
        assertEquals(
                3,
                Crossing.of(new double[] {3, 9}, new double[] {0.5, 0.1}, 0.5).x(),
                1e-9);
        assertEquals(
                3,
                Crossing.of(new double[] {1, 3, 9}, new double[] {0.1, 0.5, 0.6}, 0.5)
                        .x(),
                1e-9);
    }

    @Test
    void whatWasNotMeasuredIsPassedOver() {
        Crossing crossing = Crossing.of(new double[] {1, 10, 100}, new double[] {0.25, Double.NaN, 0.75}, 0.5);
        assertEquals(10, crossing.x(), 1e-9);
    }

    @Test
    void aCurveOnOneSideSaysOnWhich() {
        Crossing above = Crossing.of(new double[] {1, 2}, new double[] {0.6, 0.9}, 0.5);
        assertFalse(above.exists());
        assertTrue(above.above());
        Crossing below = Crossing.of(new double[] {1, 2}, new double[] {0.2, 0.1}, 0.5);
        assertFalse(below.exists());
        assertFalse(below.above());
    }

    @Test
    void noCurveIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Crossing.of(new double[0], new double[0], 0.5));
        assertThrows(IllegalArgumentException.class, () -> Crossing.of(new double[1], new double[2], 0.5));
    }
}

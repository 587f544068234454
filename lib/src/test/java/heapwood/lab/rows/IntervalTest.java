package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class IntervalTest {
    @Test
    void theIntervalHoldsTheMedianAndIsTheSameEachTime() {
        Interval interval = Interval.of(5, 1, 2, 4, 3);
        assertEquals(3, interval.median());
        assertTrue(interval.low() < 3 && interval.high() > 3);
        assertEquals(interval, Interval.of(1, 2, 3, 4, 5));
        assertEquals(new Interval(7, 7, 7, 1), Interval.of(7));
        assertThrows(IllegalArgumentException.class, Interval::of);
    }

    @Test
    void theOrderOfTheValuesDoesNotMatter() {
        double[] growing = new Random(1).doubles(40).sorted().toArray();
        double[] falling = new double[growing.length];
        for (int i = 0; i < growing.length; i++) {
            falling[i] = growing[growing.length - 1 - i];
        }
        assertEquals(Interval.of(growing), Interval.of(falling));
    }

    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddleAndLeavesOutNaN() {
        assertEquals(3, Statistics.median(9, 1, 3));
        assertEquals(2.5, Statistics.median(4, 1, 2, 3));
        assertEquals(2, Statistics.median(Double.NaN, 1, 3));
        assertTrue(Double.isNaN(Statistics.median()));
        assertTrue(Double.isNaN(Statistics.median(Double.NaN)));
    }
}

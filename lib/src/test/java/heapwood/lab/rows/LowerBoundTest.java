package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.lab.rows.LowerBound.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowerBoundTest {
    @Test
    void theBaseIsTheCheapestRunWithoutWhatIsPlainlyItsCollectors() {
        LowerBound bound = LowerBound.of(List.of(new Cost(100, 40), new Cost(90, 35), new Cost(80, 10)));
        assertEquals(55, bound.base());
        assertEquals(100 / 55.0, bound.overhead(100));
    }

    @Test
    void aRunWithoutACollectorIsABaseAsItIs() {
        LowerBound bound = LowerBound.of(List.of(new Cost(100, 40), new Cost(50, 0)));
        assertEquals(1, bound.overhead(50));
        assertEquals(2, bound.overhead(100));
    }

    @Test
    void aRunThatWasAllCollectorIsNoBase() {
        assertEquals(1, LowerBound.of(List.of(new Cost(10, 9), new Cost(7, 7))).base());
    }

    @Test
    void whatIsNotKnownIsNoBase() {
        assertEquals(
                60,
                LowerBound.of(List.of(new Cost(50, Double.NaN), new Cost(100, 40)))
                        .base());
        assertThrows(IllegalArgumentException.class, () -> LowerBound.of(List.of(new Cost(50, Double.NaN))));
    }
}

package heapwood.lab.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void whatTheKernelCallsAvailableIsRead() {
        String meminfo = "MemTotal:       24684084 kB\nMemFree:        100 kB\nMemAvailable:   2048 kB\n";
        assertEquals(OptionalLong.of(2L << 20), Memory.availableIn(meminfo));
        assertEquals(OptionalLong.empty(), Memory.availableIn(""));
    }

    @Test
    void aContainerHasItsLimitLessWhatItUsesAndCannotGiveBack() {
        assertEquals(700, Memory.leftOf("1000\n", "400\n", "anon 1\ninactive_file 100\n", "inactive_file"));
        assertEquals(0, Memory.leftOf("1000", "1400", "", "inactive_file"));
    }

    @Test
    void aContainerWithoutALimitHasAllThereIs() {
        assertEquals(Long.MAX_VALUE, Memory.leftOf("max\n", "400\n", "", "inactive_file"));
        assertEquals(Long.MAX_VALUE, Memory.leftOf("", "", "", "inactive_file"));
        // The first version of control groups says "no limit" by a number of 19 digits.
        assertEquals(Long.MAX_VALUE, Memory.leftOf("9223372036854771712", "400", "", "inactive_file"));
    }

    @Test
    void theLargestHeapFitsAndALittleMoreDoesNot() {
        long heap = Memory.largestHeap();
        assertTrue(heap > 0);
        assertTrue(Memory.neededFor(heap) > heap);
        assertTrue(Memory.available() <= Memory.total());
    }
}

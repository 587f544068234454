package heapwood.lab.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
    @Test
    void rowsAreReadAndHeadingsAndTotalsAreNot() {
        ClassHistogram histogram = ClassHistogram.parse("""
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:          3017         170568  [B (java.base@17.0.15)
                   2:            12            480  heapwood.tree.ReferenceTree$Node
                   3:             5             20  [B
                Total          3034         171068
                """);
        assertEquals(3022, histogram.objects("[B"::equals));
        assertEquals(170588, histogram.bytes("[B"::equals));
        assertEquals(12, histogram.objects(name -> name.endsWith("Node")));
        assertEquals(3034, histogram.objects(name -> true));
    }

    @Test
    void whatIsNoHistogramIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ClassHistogram.parse("Unknown command"));
        assertThrows(IllegalArgumentException.class, () -> ClassHistogram.parse(""));
    }

    @Test
    void thisJvmsOwnHistogramCountsWhatIsKept() {
        Marker[] kept = IntStream.range(0, 1234).mapToObj(i -> new Marker()).toArray(Marker[]::new);
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        assertEquals(1234, histogram.objects(Marker.class.getName()::equals));
        assertTrue(histogram.bytes(Marker.class.getName()::equals) >= 1234 * 8);
        Reference.reachabilityFence(kept);
    }

    private static final class Marker {}
}

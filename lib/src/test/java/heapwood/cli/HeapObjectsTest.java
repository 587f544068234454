package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class HeapObjectsTest {
    @Test
    void addsUpTheClassesThatTreesAreMadeOf() {
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:             3            170  [B (java.base@17.0.15)
                   2:            20            170  heapwood.tree.ReferenceTree$Node
                   3:           100            170  [Lheapwood.tree.ReferenceTree$Node;
                   4:          1000            170  java.lang.String (java.base@17.0.15)
                   5:         10000            170  [[I (java.base@17.0.15)
                   6:        100000            170  [Ljava.lang.Object; (java.base@17.0.15)
                   7:       1000000            170  [C (java.base@17.0.15)
                   8:      20000000            170  [J
                   9:     100000000            170  heapwood.workload.TreeShape
                Total   121110123           1700
                """;
        assertEquals(20_010_123, HeapObjects.sum(histogram));
        assertEquals(0, HeapObjects.sum(""));
    }

    @Test
    void seesGarbageToo() {
        System.gc();
        long before = HeapObjects.now().orElseThrow();
        long[][] kept = new long[50_000][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new long[1];
            kept[i] = new long[2];
        }
        long more = HeapObjects.now().orElseThrow() - before;
        Reference.reachabilityFence(kept);
        assertTrue(more >= 100_000 && more < 110_000, () -> more + " more");
    }
}

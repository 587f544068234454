package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.tree.ReferenceTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter written = new StringWriter();

    @Test
    void saysHowFarItIsAndHowLongItWillTake() {
        try (Progress progress = new Progress(new PrintWriter(written), "keys inserted", 2_000)) {
            assertEquals("  0 of 2,000 keys inserted (0 %) after 2 s", progress.line(0, 2.1));
            assertEquals("  500 of 2,000 keys inserted (25 %) after 2 s, about 6 s to go", progress.line(500, 2));
            assertEquals("  1,999 of 2,000 keys inserted (99 %) after 20 s, about 1 s to go", progress.line(1_999, 20));
        }
    }

    @Test
    void saysHowMuchIsDoneWhereNobodyKnowsTheGoal() {
        try (Progress progress = new Progress(new PrintWriter(written), "cases", 0)) {
            assertEquals("  1,234 cases after 7 s", progress.line(1_234, 7.4));
        }
    }

    @Test
    void saysHowLongUncountedWorkTakes() {
        try (Progress progress = Progress.of(new PrintWriter(written), "drawing")) {
            assertEquals("  drawing for 7 s", progress.line(0, 7.4));
        }
    }

    @Test
    void countsKeysInserted() {
        try (Progress progress = new Progress(new PrintWriter(written), "keys", 0)) {
            ReferenceTree tree = new ReferenceTree();
            progress.counting(tree).insert(new byte[] {'a'}, 0, 1, 7);
            assertEquals(1, progress.done());
            assertEquals(7, tree.total());
        }
    }

    @Test
    void isSilentWhileLittleTimePasses() {
        try (Progress progress = new Progress(new PrintWriter(written), "cases", 0)) {
            progress.advance();
        }
        assertEquals("", written.toString());
    }
}

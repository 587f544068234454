package heapwood.lab.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.child.GcSpan.Phase;
import heapwood.lab.plan.Column;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GcSpanTest {
    @Test
    void phasesThatOverlapOrLieInsideOthersCountOnce() {
        assertEquals(0, GcSpan.covered(List.of()));
        assertEquals(
                50 + 5, GcSpan.covered(List.of(phase(200, 205), phase(120, 150), phase(100, 130), phase(105, 110))));
    }

    private static Phase phase(long from, long to) {
        return new Phase(Instant.ofEpochSecond(0, from), Instant.ofEpochSecond(0, to));
    }

    @Test
    void aCollectionInsideTheSpanIsSeenAndOneOutsideIsNot() throws IOException {
        // Ends the concurrent cycle that other tests in this JVM may have started, which would count as a third
        // collection.
        System.gc();
        try (GcSpan span = new GcSpan()) {
            System.gc();
            System.gc();
            span.stop();
            System.gc();
            GcSpan.Summary summary = span.read();
            assertEquals(2, summary.collections(), summary::toString);
            assertTrue(summary.pauseMillis() >= summary.longestPauseMillis(), summary::toString);
            assertTrue(summary.longestPauseMillis() > 0, summary::toString);
        }
    }

    @Test
    void theControlThreadSeesThatTheProgramStoodStill() {
        Hiccups hiccups = new Hiccups();
        try (hiccups) {
            System.gc();
        }
        assertTrue(hiccups.histogram().getTotalCount() > 0);
    }

    @Test
    void latenciesBecomeColumnsInMicrosecondsTheMaximumAmongThem() {
        Histogram histogram = Latencies.histogram();
        for (int i = 0; i < 99; i++) {
            Latencies.record(histogram, 5_000);
        }
        Latencies.record(histogram, 2_000_000_000L);
        Latencies.record(histogram, -3); // a clock may step back
        Map<Column, Object> row = new LinkedHashMap<>();
        Latencies.describe(row, "step", histogram);
        assertEquals(Latencies.columns().size(), row.size());
        assertEquals(5, (double) row.get(Column.STEP_P50_US), 0.01);
        assertEquals(2e6, (double) row.get(Column.STEP_MAX_US), 2e3);
    }
}

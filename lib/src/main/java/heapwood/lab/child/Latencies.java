package heapwood.lab.child;

import heapwood.lab.plan.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The histograms of times in nanoseconds, with three significant digits, and their columns in rows. The maximum is
 * always a column, since 99 of 100 steps may be fast while the hundredth takes seconds.
 */
public final class Latencies {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1_000;

    /** The percentile of each column ending. */
    private static final Map<String, Double> PERCENTILES = percentiles();

    private Latencies() {}

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p90", 90.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p99_9", 99.9);
        percentiles.put("p99_99", 99.99);
        percentiles.put("max", 100.0);
        return percentiles;
    }

    /**
     * Returns the percentiles by their ending in column names, in growing order: {@code p99_9} is 99.9, {@code max} is
     * 100.
     */
    public static Map<String, Double> columns() {
        return Collections.unmodifiableMap(PERCENTILES);
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Adds a time. Times over an hour count as an hour. Allocates nothing. */
    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /** Adds the columns {@code <name>_p50_us} to {@code <name>_max_us} to a row, in microseconds. */
    static void describe(Map<Column, Object> row, String name, Histogram histogram) {
        PERCENTILES.forEach((ending, percentile) -> row.put(
                Column.of(name + "_" + ending + "_us"), histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
    }
}

package heapwood.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Times in nanoseconds, as histograms with three digits, and their columns in rows. The maximum is always among them: 99 of 100 steps
 * may be quick where the hundredth stands still for seconds.
 */
public final class Latencies {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1_000;

    /** Column ending → percentile. */
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

    /** Each percentile's ending in column names, and the percentile, growing: {@code p99_9} is 99.9, {@code max} is 100. */
    public static Map<String, Double> columns() {
        return Collections.unmodifiableMap(PERCENTILES);
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Adds one time; what is over an hour counts as an hour. Allocates nothing. */
    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    /** Adds the columns {@code <name>_p50_us} to {@code <name>_max_us} to a row, in microseconds. */
    static void describe(Map<String, Object> row, String name, Histogram histogram) {
        PERCENTILES.forEach((ending, percentile) ->
                row.put(name + "_" + ending + "_us", histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
    }
}

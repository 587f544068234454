package heapwood.benchmarks;

import heapwood.lab.rows.Interval;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The time of one tree for one work, and the tree's size.
 *
 * @param clock the elapsed time in milliseconds
 * @param processor the processor time of the working thread in milliseconds
 * @param objectsPerNode the tree's live objects for each of its nodes; NaN if no tree was counted
 * @param bytesPerNode the bytes of these objects for each node; NaN if no tree was counted
 */
record Measured(Interval clock, Interval processor, double objectsPerNode, double bytesPerNode) {
    static Measured of(RunResult result) {
        Collection<BenchmarkResult> forks = result.getBenchmarkResults();
        double nodes = last(forks, "nodes");
        return new Measured(
                Interval.of(values(forks, null)),
                Interval.of(values(forks, TreeBenchmark.PROCESSOR)),
                last(forks, "objects") / nodes,
                last(forks, "bytes") / nodes);
    }

    private static double last(Collection<BenchmarkResult> forks, String secondary) {
        double[] all = values(forks, secondary);
        return all[all.length - 1];
    }

    private static double[] values(Collection<BenchmarkResult> forks, String secondary) {
        return forks.stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> result(iteration, secondary))
                .mapToDouble(Result::getScore)
                .toArray();
    }

    private static Result<?> result(IterationResult iteration, String secondary) {
        return secondary == null
                ? iteration.getPrimaryResult()
                : iteration.getSecondaryResults().get(secondary);
    }

    /** Returns median and interval as text: {@code 12.3 (11.9–14)}. */
    static String text(Interval millis) {
        return String.format(
                Locale.ROOT, "%s (%s–%s)", digits(millis.median()), digits(millis.low()), digits(millis.high()));
    }

    /**
     * Returns the factor by which a time is shorter than another: the ratio of the medians, and the least and greatest ratio that
     * the intervals allow.
     *
     * @param base the time to compare with
     * @param millis the time compared
     */
    static String times(Interval base, Interval millis) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                base.median() / millis.median(),
                base.low() / millis.high(),
                base.high() / millis.low());
    }

    /** Returns a figure for each node as text, or an empty text if no tree was counted. */
    static String perNode(double figure) {
        return Double.isNaN(figure) ? "" : figure < 0.001 ? "< 0.001" : digits(figure);
    }

    private static String digits(double millis) {
        int decimals = Arrays.stream(new double[] {100, 10, 1})
                .mapToInt(limit -> millis < limit ? 1 : 0)
                .sum();
        return String.format(Locale.ROOT, "%." + decimals + "f", millis);
    }
}

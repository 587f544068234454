package heapwood.benchmarks;

import heapwood.notebook.Interval;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one tree took for one work.
 *
 * @param clock milliseconds by the clock
 * @param processor milliseconds of the working thread's processor time
 * @param objectsPerNode live objects of the tree for each of its nodes; not a number where no tree was counted
 * @param bytesPerNode their bytes
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

    /** Median and interval: {@code 12.3 (11.9–14)}. */
    static String text(Interval millis) {
        return String.format(
                Locale.ROOT, "%s (%s–%s)", digits(millis.median()), digits(millis.low()), digits(millis.high()));
    }

    /** How many times as fast as another: the medians' ratio, and the least and the most that the intervals allow. */
    static String times(Interval base, Interval millis) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                base.median() / millis.median(),
                base.low() / millis.high(),
                base.high() / millis.low());
    }

    /** Returns a figure for each node, or nothing where no tree was counted. */
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

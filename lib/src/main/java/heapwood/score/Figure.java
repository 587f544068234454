package heapwood.score;

import java.util.Arrays;

/**
 * A figure, measured in some JVMs.
 *
 * @param median the median over JVMs
 * @param least the least of them
 * @param most the most of them
 * @param jvms the number of JVMs
 */
public record Figure(double median, double least, double most, int jvms) {
    /**
     * Returns the figure of measured values.
     *
     * @param values the values, one for each JVM, at least one
     */
    static Figure of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}

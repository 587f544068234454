package heapwood.lab.rows;

import java.util.Arrays;
import java.util.Random;

/**
 * The median of some repetitions with a 95 % confidence interval, by the bootstrap: the interval is that of the medians of many
 * samples drawn from the repetitions with replacement.
 *
 * @param median the median of the repetitions
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 * @param repetitions the number of repetitions
 */
public record Interval(double median, double low, double high, int repetitions) {
    private static final int SAMPLES = 1000;
    private static final double OUTSIDE_EACH_END = 0.025;

    /** The fixed seed of the draws, so that a picture drawn twice is the same. */
    private static final long SEED = 20;

    /**
     * Returns the median and the interval of some repetitions.
     *
     * @param values the repetitions, in any order; not changed
     * @throws IllegalArgumentException if there are no values
     */
    public static Interval of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an interval needs at least one value");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted); // so that the order of the values does not matter
        Random random = new Random(SEED);
        double[] medians = new double[SAMPLES];
        double[] sample = new double[values.length];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[j] = sorted[random.nextInt(sorted.length)];
            }
            medians[i] = Statistics.median(sample);
        }
        Arrays.sort(medians);
        int outside = (int) (SAMPLES * OUTSIDE_EACH_END);
        return new Interval(Statistics.median(values), medians[outside], medians[SAMPLES - 1 - outside], values.length);
    }

    /** Returns whether both ends are the same. */
    public boolean empty() {
        return low == high;
    }
}

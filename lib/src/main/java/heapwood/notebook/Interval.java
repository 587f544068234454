package heapwood.notebook;

import java.util.Arrays;
import java.util.Random;

/**
 * Some repetitions in short: their median, and the interval in which the median of many would lie in 95 of 100 cases,
 * by the bootstrap (the medians of many samples drawn from the repetitions with replacement).
 *
 * @param median the middle value
 * @param low the interval's lower end
 * @param high its upper end
 * @param repetitions how many there are
 */
public record Interval(double median, double low, double high, int repetitions) {
    private static final int SAMPLES = 1000;
    private static final double OUTSIDE_EACH_END = 0.025;

    /** The draws are the same each time, so that a picture drawn twice is the same. */
    private static final long SEED = 20;

    /**
     * Computes it.
     *
     * @param values the repetitions, in any order; not changed
     * @throws IllegalArgumentException if there is none
     */
    public static Interval of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an interval needs at least one value");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Random random = new Random(SEED);
        double[] medians = new double[SAMPLES];
        double[] sample = new double[values.length];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[j] = sorted[random.nextInt(sorted.length)];
            }
            Arrays.sort(sample);
            medians[i] = median(sample);
        }
        Arrays.sort(medians);
        int outside = (int) (SAMPLES * OUTSIDE_EACH_END);
        return new Interval(median(sorted), medians[outside], medians[SAMPLES - 1 - outside], values.length);
    }

    boolean empty() {
        return low == high;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

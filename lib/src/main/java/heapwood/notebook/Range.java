package heapwood.notebook;

import java.util.Arrays;

/**
 * What an axis covers.
 *
 * @param low its lower end
 * @param high its upper end, greater than the lower
 * @param logarithmic whether equal steps are equal factors
 */
record Range(double low, double high, boolean logarithmic) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double ROOM = 0.08;

    /** A range with room around all values, from zero if it is linear and they allow it. */
    static Range around(double[] values, boolean logarithmic) {
        double min = Arrays.stream(values).min().orElse(logarithmic ? 1 : 0);
        double max = Arrays.stream(values).max().orElse(1);
        if (logarithmic) {
            return new Range(roundDown(min), roundUp(max), true).atLeastOneStep();
        }
        double low = Math.min(0, min);
        double high = Math.max(0, max);
        double room = (high - low) * ROOM;
        return new Range(low < 0 ? low - room : 0, high + (room == 0 ? 1 : room), false);
    }

    /** More of it at the upper end, where failures are marked. */
    Range withRoomAbove() {
        return logarithmic
                ? new Range(low, roundUp(high * 1.5), true)
                : new Range(low, high + (high - low) * ROOM, false);
    }

    /** Whether ticks at powers of ten alone say enough. */
    boolean spansDecades() {
        return high / low >= 100;
    }

    private Range atLeastOneStep() {
        return low < high ? this : new Range(low / 2, high * 2, true);
    }

    private static double roundDown(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double best = decade;
        for (double step : STEPS) {
            if (decade * step <= value) {
                best = decade * step;
            }
        }
        return best;
    }

    private static double roundUp(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (decade * step >= value) {
                return decade * step;
            }
        }
        return decade * 10;
    }
}

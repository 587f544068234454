package heapwood.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The range of an axis.
 *
 * @param low the lower end
 * @param high the upper end, greater than the lower
 * @param logarithmic whether the axis is logarithmic
 */
record Range(double low, double high, boolean logarithmic) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double ROOM = 0.08;
    private static final double CLOSE = 1e-9;
    /** The length below which a range has no ticks with different labels. */
    private static final double NOTHING = 1e-15;

    private static final int ENOUGH_LABELS = 3;

    /** The first digits of the ticks with labels in each decade, from the fewest to the most. */
    private static final List<Set<Integer>> DIGITS =
            List.of(Set.of(1), Set.of(1, 2, 5), Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9));

    /** Returns a range around all values with some room, from zero if it is linear and the values allow it. */
    static Range around(double[] values, boolean logarithmic) {
        double min = Arrays.stream(values).min().orElse(logarithmic ? 1 : 0);
        double max = Arrays.stream(values).max().orElse(1);
        if (logarithmic) {
            return new Range(roundDown(min), roundUp(max), true)
                    .atLeastOneStep()
                    .withEnoughTicks();
        }
        double low = Math.min(0, min);
        double high = Math.max(0, max);
        double room = high - low < NOTHING ? 0 : (high - low) * ROOM;
        return new Range(low < 0 ? low - room : 0, high + (room == 0 ? 1 : room), false);
    }

    /** Returns this range with more room at the upper end, for the marks of failures. */
    Range withRoomAbove() {
        return logarithmic
                ? new Range(low, roundUp(high * 1.5), true)
                : new Range(low, high + (high - low) * ROOM, false);
    }

    /**
     * Returns the first digits of the ticks of a logarithmic axis that have labels. A scale cannot be read from fewer than three
     * labels, and many labels would overlap.
     *
     * @return 1 alone if that gives three labels, else 1, 2 and 5, else all digits
     */
    Set<Integer> labeledDigits() {
        return DIGITS.stream()
                .filter(digits -> ticks(digits).length >= ENOUGH_LABELS)
                .findFirst()
                .orElse(DIGITS.get(DIGITS.size() - 1));
    }

    /** Returns the ticks of a logarithmic axis that have labels, in ascending order. */
    double[] labeledTicks() {
        return ticks(labeledDigits());
    }

    /** Returns the first digit of a tick of a logarithmic axis: a whole number but for rounding. */
    static double firstDigit(double value) {
        return value / decade(value * (1 + CLOSE));
    }

    private double[] ticks(Set<Integer> digits) {
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(exponent -> digits.stream().map(digit -> digit * Math.pow(10, exponent)))
                .mapToDouble(Double::doubleValue)
                .filter(tick -> tick >= low * (1 - CLOSE) && tick <= high * (1 + CLOSE))
                .sorted()
                .toArray();
    }

    private Range atLeastOneStep() {
        return low < high ? this : new Range(low / 2, high * 2, true);
    }

    /**
     * Returns this range, extended if it has fewer than three labeled ticks: a range from 1 to 2 has two, one from 1 to 3 has
     * three.
     */
    private Range withEnoughTicks() {
        return labeledTicks().length < ENOUGH_LABELS ? new Range(low, high * 1.5, true) : this;
    }

    /** Returns the largest power of ten that is not greater than a value. */
    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private static double roundDown(double value) {
        double decade = decade(value);
        double best = decade;
        for (double step : STEPS) {
            if (decade * step <= value) {
                best = decade * step;
            }
        }
        return best;
    }

    private static double roundUp(double value) {
        double decade = decade(value);
        for (double step : STEPS) {
            if (decade * step >= value) {
                return decade * step;
            }
        }
        return decade * 10;
    }
}

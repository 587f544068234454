package heapwood.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
    private static final double CLOSE = 1e-9;
    /** A span without ticks that a label could tell apart. */
    private static final double NOTHING = 1e-15;

    private static final int ENOUGH_LABELS = 3;

    /** Which ticks of a decade have labels, by their first digit: the fewest first. */
    private static final List<Set<Integer>> DIGITS =
            List.of(Set.of(1), Set.of(1, 2, 5), Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9));

    /** A range with room around all values, from zero if it is linear and they allow it. */
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

    /** More of it at the upper end, where failures are marked. */
    Range withRoomAbove() {
        return logarithmic
                ? new Range(low, roundUp(high * 1.5), true)
                : new Range(low, high + (high - low) * ROOM, false);
    }

    /**
     * Which ticks of a logarithmic axis have labels: a scale cannot be read from fewer than three, and many would run into each other.
     *
     * @return the first digits of the labeled ticks: 1 alone where that gives three labels, else 1, 2 and 5, else all
     */
    Set<Integer> labeledDigits() {
        return DIGITS.stream()
                .filter(digits -> ticks(digits).length >= ENOUGH_LABELS)
                .findFirst()
                .orElse(DIGITS.get(DIGITS.size() - 1));
    }

    /** The labeled ticks of a logarithmic axis, from the lowest. */
    double[] labeledTicks() {
        return ticks(labeledDigits());
    }

    /** The first digit of a tick of a logarithmic axis, a whole number but for rounding. */
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

    /** From 1 to 2 there is no tick between: up to 3 there is. */
    private Range withEnoughTicks() {
        return labeledTicks().length < ENOUGH_LABELS ? new Range(low, high * 1.5, true) : this;
    }

    /** The power of ten at or below. */
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

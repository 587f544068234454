package heapwood.time;

import java.time.Duration;
import java.util.Objects;

/**
 * The step and the unit that all profiles of a series share.
 *
 * @param step the time that a profile covers: a millisecond to a day
 * @param unit the unit of the values, in the plural: {@code samples}, {@code bytes}
 */
public record Sampling(Duration step, String unit) {
    /** A step of ten seconds, with samples as the unit. */
    public static final Sampling USUAL = new Sampling(Duration.ofSeconds(10), "samples");

    /**
     * Checks the step.
     *
     * @throws IllegalArgumentException if the step is too short or too long, or no whole number of milliseconds
     */
    public Sampling {
        Objects.requireNonNull(unit);
        if (step.compareTo(Duration.ofMillis(1)) < 0
                || step.compareTo(Duration.ofDays(1)) > 0
                || step.toNanos() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "a step of " + step + ": give a millisecond to a day, in whole milliseconds");
        }
    }
}

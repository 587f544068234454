package heapwood.time;

import java.time.Duration;
import java.util.Objects;

/**
 * What the profiles of a series have in common.
 *
 * @param step how much time a profile stands for: a millisecond to a day
 * @param unit what values count, in the plural: {@code samples}, {@code bytes}
 */
public record Sampling(Duration step, String unit) {
    /** Ten seconds, and samples. */
    public static final Sampling USUAL = new Sampling(Duration.ofSeconds(10), "samples");

    /** @throws IllegalArgumentException if the step is too short or too long, or no whole number of milliseconds */
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

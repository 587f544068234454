package heapwood.score;

import heapwood.workload.TreeShape;
import java.time.Duration;
import java.util.Locale;

/** The size of all measurements for a card. */
public enum Effort {
    /** Some 20 seconds a card. */
    SMOKE(1, 1, 1, new TreeShape(40, 250, 40), 3, 100, 5, 10),
    /** Up to two minutes a card. */
    LAPTOP(3, 1, 3, new TreeShape(200, 500, 40), 3, 600, 10, 20),
    /** No limit on time. */
    PAPER(3, 1, 5, new TreeShape(200, 500, 40), 5, 1_000, 20, 60);

    private static final int BUSY = 6;

    final int jvms;
    final int rungJvms;
    final int repetitions;
    final TreeShape generated;
    final int windowTrees;
    final int windowMillis;
    private final int sequenceSeconds;
    private final int patienceSeconds;

    Effort(
            int jvms,
            int rungJvms,
            int repetitions,
            TreeShape generated,
            int windowTrees,
            int windowMillis,
            int sequenceSeconds,
            int patienceSeconds) {
        this.jvms = jvms;
        this.rungJvms = rungJvms;
        this.repetitions = repetitions;
        this.generated = generated;
        this.windowTrees = windowTrees;
        this.windowMillis = windowMillis;
        this.sequenceSeconds = sequenceSeconds;
        this.patienceSeconds = patienceSeconds;
    }

    /**
     * Returns the effort of a notebook's scale.
     *
     * @param scale smoke, laptop or paper
     * @throws IllegalArgumentException if there is no such scale
     */
    public static Effort of(String scale) {
        for (Effort effort : values()) {
            if (effort.toString().equalsIgnoreCase(scale)) {
                return effort;
            }
        }
        throw new IllegalArgumentException("unknown scale \"" + scale + "\": use smoke, laptop or paper");
    }

    /** Returns the limits of time for the examination of behavior. */
    Behavior.Limits limits() {
        return new Behavior.Limits(Duration.ofSeconds(sequenceSeconds), Duration.ofSeconds(6L * sequenceSeconds));
    }

    /**
     * Returns the longest time for one measurement of a reader's tree, by the clock: long, for a busy machine takes longer.
     *
     * @param suspect true for a tree with a call that did not return
     */
    Duration patience(boolean suspect) {
        return Duration.ofSeconds(suspect ? patienceSeconds : (long) BUSY * patienceSeconds);
    }

    /** Returns the limits in words, for the card. */
    String limitsInWords() {
        return String.format(
                Locale.ROOT,
                "limits: %d s a sequence and %d MiB of heap in the checks, %d s a measurement",
                sequenceSeconds,
                Behavior.HEAP_MEBIBYTES,
                BUSY * patienceSeconds);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package heapwood.lab.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A named list of trials, with all data needed to run it and to repeat it.
 *
 * @param name the name of the results' file: letters, digits, {@code -}
 * @param scale the intended size, a column of the rows: {@code smoke}, {@code laptop}, {@code paper}
 * @param trials the trials, in any order
 * @param seed the seed of the order in which the trials are run
 */
public record Experiment(String name, String scale, List<Trial> trials, long seed) {
    private static final long DEFAULT_SEED = 20_261_122;

    /**
     * Checks that the name can name a file, and that there are trials.
     *
     * @throws IllegalArgumentException if the name cannot name a file, or there is no trial
     */
    public Experiment {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "an experiment cannot be named \"" + name + "\": use letters, digits and -");
        }
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("the experiment " + name + " has no trials: give it at least one");
        }
        trials = List.copyOf(trials);
    }

    /**
     * Creates an experiment with the default seed.
     *
     * @param name the name of the results' file: letters, digits, {@code -}
     * @param scale the intended size, a column of the rows: {@code smoke}, {@code laptop}, {@code paper}
     * @param trials the trials, in any order
     * @throws IllegalArgumentException if the name cannot name a file, or there is no trial
     */
    public Experiment(String name, String scale, List<Trial> trials) {
        this(name, scale, trials, DEFAULT_SEED);
    }

    /**
     * Returns the trials in the order in which they are run. The order is shuffled, so that a drift of the machine
     * affects all trials alike.
     */
    public List<Trial> shuffled() {
        List<Trial> order = new ArrayList<>(trials);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** Returns the largest heap of a trial, in bytes. */
    public long largestHeapBytes() {
        return trials.stream().mapToLong(Trial::heapBytes).max().orElseThrow();
    }
}

package heapwood.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A list of trials with a name: all that has to be known to run it, and again.
 *
 * @param name names the results' file: letters, digits, {@code -}
 * @param scale how large it was meant, as rows tell: {@code smoke}, {@code laptop}, {@code paper}
 * @param trials what to measure, in any order
 * @param seed of the order in which they are run
 */
public record Experiment(String name, String scale, List<Trial> trials, long seed) {
    private static final long DEFAULT_SEED = 20_261_122;

    /**
     * Checks the name and that there is something to do.
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

    /** With the usual seed. */
    public Experiment(String name, String scale, List<Trial> trials) {
        this(name, scale, trials, DEFAULT_SEED);
    }

    /** The trials in the order in which they are run: shuffled, so that whatever drifts on a machine drifts into all alike. */
    List<Trial> shuffled() {
        List<Trial> order = new ArrayList<>(trials);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** The largest heap of a trial, in bytes. */
    public long largestHeapBytes() {
        return trials.stream().mapToLong(Trial::heapBytes).max().orElseThrow();
    }
}

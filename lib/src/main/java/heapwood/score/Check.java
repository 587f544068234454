package heapwood.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A check of a tree's behavior: a number of new sequences of one family, inserted in one way.
 *
 * @param name the check's name, for readers
 * @param family the family of the sequences; null for the recorded cases
 * @param style the way of insertion
 * @param sequences the number of sequences; of the recorded cases all are used
 */
record Check(String name, Family family, Style style, int sequences) {
    /** All checks, in their order. */
    static final List<Check> ALL = all();

    private static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("recorded cases of the original", null, Style.PLAIN, 0));
        int[] sequences = {60, 40, 60, 30, 40, 6, 18, 2, 2, 2, 1};
        for (Family family : Family.values()) {
            checks.add(new Check(family.label(), family, Style.PLAIN, sequences[family.ordinal()]));
        }
        checks.addAll(Arrays.asList(
                new Check("keys inside longer arrays", Family.RANDOM, Style.SLICES, 20),
                new Check("arrays overwritten after the call", Family.RANDOM, Style.OVERWRITTEN, 20),
                new Check("one array for all keys", Family.RANDOM, Style.REUSED, 20),
                new Check("walks between insertions", Family.RANDOM, Style.WALKED, 20),
                new Check("two trees at once", Family.RANDOM, Style.TWO_TREES, 20),
                new Check("a tree dropped before", Family.RANDOM, Style.DROPPED, 20)));
        return List.copyOf(checks);
    }

    /** Returns the check with a name. */
    static Check named(String name) {
        return ALL.stream()
                .filter(check -> check.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no check \"" + name + "\""));
    }

    /**
     * Returns a sequence of this check. It depends on the arguments and the check alone.
     *
     * @param seed the seed of the examination
     * @param number the number of the sequence, from 0
     */
    List<Insert> sequence(long seed, int number) {
        return family.sequence(new Random(seed * 31 + name.hashCode() + number * 0x9E37_79B9_7F4A_7C15L), number);
    }
}

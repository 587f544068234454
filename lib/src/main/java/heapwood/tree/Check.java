package heapwood.tree;

/** Assertions for the structures' {@code check} methods. Only tests call these, after each operation. */
final class Check {
    private Check() {}

    /**
     * Checks that a condition holds.
     *
     * @throws AssertionError if it does not hold
     */
    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }

    /**
     * Checks that two numbers are equal.
     *
     * @throws AssertionError if they differ
     */
    static void same(long expected, long actual, String what) {
        if (expected != actual) {
            throw new AssertionError(what + ": " + expected + " expected, " + actual + " found");
        }
    }
}

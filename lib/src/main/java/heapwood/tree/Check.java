package heapwood.tree;

/** Assertions of the structures' {@code check} methods, which tests call after each operation and nothing else does. */
final class Check {
    private Check() {}

    /** @throws AssertionError if it does not hold */
    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }

    /** @throws AssertionError if two numbers differ */
    static void same(long expected, long actual, String what) {
        if (expected != actual) {
            throw new AssertionError(what + ": " + expected + " expected, " + actual + " found");
        }
    }
}

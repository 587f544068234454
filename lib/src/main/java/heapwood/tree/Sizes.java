package heapwood.tree;

/** How arrays grow. */
final class Sizes {
    /** The longest array that every JVM allocates. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Sizes() {}

    /**
     * A larger capacity.
     *
     * @param capacity the present one
     * @param least the capacity to start from
     * @param more how much to add at least
     * @throws OutOfMemoryError if no array can be longer
     */
    static int grown(int capacity, int least, int more) {
        if (capacity == LONGEST_ARRAY) {
            throw new OutOfMemoryError("an array of " + capacity + " elements cannot grow");
        }
        return (int) Math.max(least, Math.min(LONGEST_ARRAY, capacity + (long) Math.max(1, more)));
    }
}

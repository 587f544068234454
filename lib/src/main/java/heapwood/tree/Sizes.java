package heapwood.tree;

/** The growth of arrays. */
final class Sizes {
    /** The most elements that an array has on every JVM. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Sizes() {}

    /**
     * Returns a larger capacity.
     *
     * @param capacity the present capacity
     * @param least the smallest capacity to return
     * @param more the number of elements to add, as far as an array can have them; less than one counts as one
     * @throws OutOfMemoryError if no array can be longer
     */
    static int grown(int capacity, int least, int more) {
        if (capacity == LONGEST_ARRAY) {
            throw new OutOfMemoryError("an array of " + capacity + " elements cannot grow");
        }
        return (int) Math.max(least, Math.min(LONGEST_ARRAY, capacity + (long) Math.max(1, more)));
    }
}

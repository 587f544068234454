package heapwood.ladder;

/** The growth of these trees' arrays. */
final class Runs {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Runs() {}

    /**
     * Returns the length of a larger array: half as much again, or the needed length if that is more.
     *
     * @param length the present length
     * @param needed the least length needed
     * @throws IllegalStateException if no array can have {@code needed} elements
     */
    static int grown(int length, long needed) {
        if (needed > LONGEST_ARRAY) {
            throw new IllegalStateException("no array has " + needed + " elements: use a compact tree");
        }
        return (int) Math.min(LONGEST_ARRAY, Math.max(needed, length + (long) (length >> 1)));
    }
}

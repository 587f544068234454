package heapwood.ladder;

/** How the arrays of these trees grow. */
final class Runs {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Runs() {}

    /**
     * Half as much again as there is, or what is needed if that is more.
     *
     * @throws IllegalStateException if no array is that long
     */
    static int grown(int length, long needed) {
        if (needed > LONGEST_ARRAY) {
            throw new IllegalStateException("no array has " + needed + " elements: use a compact tree");
        }
        return (int) Math.min(LONGEST_ARRAY, Math.max(needed, length + (long) (length >> 1)));
    }
}

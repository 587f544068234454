package heapwood.benchmarks;

/** A consumer of stack traces as arrays of frame numbers, the outermost frame first. */
@FunctionalInterface
interface IdInserter {
    /** Adds {@code value} to the stack trace in {@code frames[offset, offset + length)}. */
    void insert(int[] frames, int offset, int length, long value);
}

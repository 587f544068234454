package heapwood.benchmarks;

/** Takes stacks as numbers of frames, the outermost first. */
@FunctionalInterface
interface IdInserter {
    /** Adds {@code value} to the stack in {@code frames[offset, offset + length)}. */
    void insert(int[] frames, int offset, int length, long value);
}

package heapwood.score;

/**
 * The first difference between a tree and what it should answer.
 *
 * @param kind the kind of difference
 * @param expected the right answer, in words
 * @param got the tree's answer, in words; or the exception that it threw; or the place where it did not return from
 */
record Difference(Kind kind, String expected, String got) {
    /** The kinds of difference. */
    enum Kind {
        /** An answer is wrong. */
        WRONG,
        /** The same nodes come in another order. */
        ORDER,
        /** Two walks of the same tree differ. */
        UNSTABLE,
        /** {@code nodeCount} or {@code total} is wrong, and the walk is right. */
        COUNT,
        /** A call threw. */
        THREW,
        /** A call ran out of memory. */
        MEMORY,
        /** A call did not return in time. */
        HUNG
    }
}

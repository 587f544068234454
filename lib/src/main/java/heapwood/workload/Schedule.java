package heapwood.workload;

/**
 * The original program's schedule: for i from 10 to 99, {@value #TREES} trees of width 20 i and depth 50 i, all of them
 * kept, one random source for all.
 */
public final class Schedule {
    /** The seed of the original's random source. */
    public static final long SEED = 23_061_912;

    /** The trees of one step. */
    public static final int TREES = 100;

    /** The random bytes in one frame's name. */
    public static final int SYMBOL_BYTES = 40;

    /** The i that the original starts with. */
    public static final int FIRST = 10;

    /** The i that the original ends with. */
    public static final int LAST = 99;

    private Schedule() {}

    /**
     * One step. The original's run from {@link #FIRST} to {@link #LAST}; smaller ones continue its shapes downwards.
     *
     * @param i from 1 to {@link #LAST}
     * @throws IllegalArgumentException if it is not
     */
    public static Step step(int i) {
        if (i < 1 || i > LAST) {
            throw new IllegalArgumentException("a step of the schedule is a number from 1 to " + LAST + ": " + i);
        }
        return new Step(i, new TreeShape(20 * i, 50 * i, SYMBOL_BYTES), TREES);
    }

    /**
     * A number of trees of one shape.
     *
     * @param i the step's number in the original
     * @param shape the shape of each tree
     * @param trees how many there are, at least 1
     */
    public record Step(int i, TreeShape shape, int trees) {
        /**
         * Checks the number of trees.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Step {
            if (trees < 1) {
                throw new IllegalArgumentException("a step needs at least 1 tree: " + trees);
            }
        }

        /** The same step with another number of trees. */
        public Step withTrees(int number) {
            return new Step(i, shape, number);
        }

        /** The nodes of all its trees; with the original's {@value Schedule#TREES} about 100,000 i². */
        public long nodeCount() {
            return shape.nodeCount() * trees;
        }
    }
}

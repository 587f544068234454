package heapwood.workload;

/**
 * The original program's schedule: for i from 10 to 99, {@value #TREES} trees of width 20 i and depth 50 i, all of them
 * kept, one random source for all.
 */
public final class Schedule {
    /** The seed of the original's random source. */
    public static final long SEED = 23_061_912;

    /** The number of trees in one step. */
    public static final int TREES = 100;

    /** The number of random bytes in one frame's name. */
    public static final int SYMBOL_BYTES = 40;

    /** The {@code i} of the original's first step. */
    public static final int FIRST = 10;

    /** The {@code i} of the original's last step. */
    public static final int LAST = 99;

    private Schedule() {}

    /**
     * Returns a step of the schedule. The original's steps run from {@link #FIRST} to {@link #LAST}; smaller ones continue
     * its shapes downwards.
     *
     * @param i the step's number, from 1 to {@link #LAST}
     * @return the step, with {@value #TREES} trees
     * @throws IllegalArgumentException if {@code i} is not in that range
     */
    public static Step step(int i) {
        if (i < 1 || i > LAST) {
            throw new IllegalArgumentException("a step of the schedule is a number from 1 to " + LAST + ": " + i);
        }
        return new Step(i, new TreeShape(20 * i, 50 * i, SYMBOL_BYTES), TREES);
    }

    /**
     * A step of the schedule: a number of trees of one shape.
     *
     * @param i the step's number in the original
     * @param shape the shape of each tree
     * @param trees the number of trees, at least 1
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

        /**
         * Returns the same step with another number of trees.
         *
         * @param number the number of trees, at least 1
         * @throws IllegalArgumentException if {@code number} is less than 1
         */
        public Step withTrees(int number) {
            return new Step(i, shape, number);
        }

        /** Returns the number of nodes of all trees together: with the original's {@value Schedule#TREES} trees about 100,000 i². */
        public long nodeCount() {
            return shape.nodeCount() * trees;
        }
    }
}

package heapwood.tree;

/** {@link Differential} with failures; to be loaded by {@link AllocationFailures#loader}. */
public final class FailedAllocations implements Episode.Failures {
    /** Allocations further on in an operation fail more seldom, or a large one would take hours. */
    private static final int EACH = 40;

    /**
     * Runs at least so many operations, and each again and again, with a failure at its first allocation, its second and so on, until
     * it gets through. After each failure all must be as it was.
     *
     * @return how many operations
     */
    public static long run(long seed, long operations) {
        return Differential.run(seed, operations, 1, new FailedAllocations());
    }

    @Override
    public void run(Runnable operation, Runnable unchanged) {
        for (long which = 1; ; which += which < EACH ? 1 : which / 8) {
            AllocationFailures.arm(which);
            try {
                operation.run();
                return;
            } catch (OutOfMemoryError e) {
                if (!AllocationFailures.disarm()) {
                    throw e;
                }
                unchanged.run();
            } finally {
                AllocationFailures.disarm();
            }
        }
    }

    /** {@code OPERATIONS SEED}. */
    public static void main(String[] args) throws ReflectiveOperationException {
        long operations = Long.parseLong(args[0].replace("_", ""));
        System.out.println(runWithFailures(Long.parseLong(args[1]), operations));
    }

    /** Loads this class with failures, and runs it. */
    static String runWithFailures(long seed, long operations) throws ReflectiveOperationException {
        long before = AllocationFailures.failures();
        Object done = Class.forName(FailedAllocations.class.getName(), true, AllocationFailures.loader())
                .getMethod("run", long.class, long.class)
                .invoke(null, seed, operations);
        return String.format(
                "%,d operations and %,d failed allocations agree, seed %d",
                done, AllocationFailures.failures() - before, seed);
    }
}

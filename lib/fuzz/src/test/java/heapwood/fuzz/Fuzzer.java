package heapwood.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The class that Jazzer calls with one input after the other. A finding is any exception, an input that takes ten seconds, or one
 * that allocates more than {@link #MOST_BYTES}.
 */
public final class Fuzzer {
    /**
     * The greatest number of bytes that are allocated for an input of a few kilobytes, those that become garbage at once included.
     * So a heap of 64 MB is enough, and this limit is stricter than such a heap.
     */
    private static final long MOST_BYTES = 64 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Target target;

    private Fuzzer() {}

    /**
     * Chooses the target.
     *
     * @param arguments the target's name
     */
    public static void fuzzerInitialize(String[] arguments) {
        target = Target.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    }

    /**
     * Runs the target.
     *
     * @param input the input to read
     * @throws IOException never, unless there is a defect
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        run(target, input);
    }

    static void run(Target target, byte[] input) throws IOException {
        long allocated = allocatedBy(target, input);
        // Not at the first time, which may load classes.
        if (allocated > MOST_BYTES && allocatedBy(target, input) > MOST_BYTES) {
            throw new AssertionError(allocated + " bytes allocated for " + input.length);
        }
    }

    private static long allocatedBy(Target target, byte[] input) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        target.run(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}

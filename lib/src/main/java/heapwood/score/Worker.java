package heapwood.score;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A thread that runs a tree's code with a limit of time. Java cannot end a thread that does not want to end, so a call that is late
 * is left alone on its thread, and the next one gets a new thread.
 */
final class Worker {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NANOS = 1_000_000;
    private static final long TICK_MILLIS = 20;

    /** The longest elapsed time, as a multiple of the longest processor time. */
    private static final int WAITING = 5;

    private int started;
    private int late;

    /** The exception for a call that did not return in time. */
    static final class Late extends Exception {
        private static final long serialVersionUID = 1;
        private final StackTraceElement[] at;

        Late(StackTraceElement[] at) {
            super(null, null, false, false);
            this.at = at;
        }

        /** Returns the stack trace of the call when its time was up. */
        StackTraceElement[] at() {
            return at;
        }
    }

    /**
     * Returns a call's result.
     *
     * @param millis the longest processor time that the call may take; if it waits, five times as much by the clock
     * @throws Late if it takes longer
     * @throws InterruptedException if the waiting thread is interrupted
     */
    <T> T run(Supplier<T> call, long millis) throws Late, InterruptedException {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        result.set(call.get());
                    } catch (Throwable e) { // whatever a tree throws is a result
                        thrown.set(e);
                    }
                    done.countDown();
                },
                "heapwood-tree");
        thread.setDaemon(true);
        thread.start();
        started++;
        long start = System.nanoTime();
        while (!done.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            long waited = (System.nanoTime() - start) / NANOS;
            // A busy machine gives a thread little of its time, which is no fault of the tree.
            if (THREADS.getThreadCpuTime(thread.getId()) / NANOS >= millis || waited >= WAITING * millis) {
                late++;
                throw new Late(thread.getStackTrace());
            }
        }
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        if (thrown.get() != null) {
            throw (RuntimeException) thrown.get();
        }
        return result.get();
    }

    /** Returns the number of threads started. */
    int started() {
        return started;
    }

    /** Returns the number of calls that were late, and may still run. */
    int late() {
        return late;
    }
}

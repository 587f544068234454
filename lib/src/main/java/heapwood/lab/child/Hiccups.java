package heapwood.lab.child;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A control thread that only sleeps, and records the time by which each sleep was too long. In a JVM that collects, it
 * sees each pause, whatever other threads do. In an idle JVM it sees the machine's own hiccups.
 */
public final class Hiccups implements AutoCloseable {
    private static final long SLEEP_NANOS = 2_000_000;

    private final Histogram histogram = Latencies.histogram();
    private final Thread thread = new Thread(this::watch, "heapwood-hiccups");
    private volatile boolean closed;

    /** Starts the thread. */
    public Hiccups() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        do {
            long start = System.nanoTime();
            LockSupport.parkNanos(SLEEP_NANOS);
            Latencies.record(histogram, System.nanoTime() - start - SLEEP_NANOS);
        } while (!closed);
    }

    /** Ends the thread, after it has recorded at least one time. The recorded times are kept. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the recorded times, in nanoseconds, after {@link #close}. */
    public Histogram histogram() {
        return histogram;
    }
}

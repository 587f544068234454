package heapwood.cli;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lines on standard error that say how far a command is: the first after two seconds, then one every five. What is over
 * sooner stays silent.
 */
final class Progress implements AutoCloseable {
    private static final int FIRST_MILLIS = 2_000;
    private static final int EVERY_MILLIS = 5_000;
    private static final double NOT_COUNTED = -1;

    private final PrintWriter err;
    private final String what;
    private final double goal;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer;
    private volatile long done;

    /** What was done last, or is being done: a command does one thing at a time. */
    private static volatile Supplier<String> latest = () -> "";

    /**
     * Of work that cannot be counted.
     *
     * @param err where the lines go
     * @param what is being done: {@code drawing}
     */
    static Progress of(PrintWriter err, String what) {
        return new Progress(err, what, NOT_COUNTED);
    }

    /**
     * @param err where the lines go
     * @param what is being counted: {@code keys inserted}
     * @param goal how many there will be, or 0 if nobody knows
     */
    Progress(PrintWriter err, String what, double goal) {
        this.err = err;
        this.what = what;
        this.goal = goal;
        latest = () -> line(done, (System.nanoTime() - start) / 1e9).strip();
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(
                () -> err.println(line(done, (System.nanoTime() - start) / 1e9)),
                FIRST_MILLIS,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** One more is done. Called by one thread only. */
    void advance() {
        advance(1);
    }

    /** So much is done by now. Called by one thread only. */
    void reached(long done) {
        this.done = done;
    }

    private void advance(long by) {
        // Only one thread writes, so that nothing is lost between reading and writing.
        long next = done + by;
        done = next;
    }

    /** Returns how far the command is that runs in this JVM, or has got; empty if it has not said so. */
    static String latest() {
        return latest.get();
    }

    /** Makes a line the latest. */
    static void latest(String line) {
        latest = () -> line;
    }

    /** Forgets what an earlier command has done. */
    static void forget() {
        latest("");
    }

    long done() {
        return done;
    }

    /** Inserts into a tree, and counts each key here. */
    Inserter counting(StackTree tree) {
        return (key, offset, length, value) -> {
            tree.insert(key, offset, length, value);
            advance();
        };
    }

    String line(long done, double seconds) {
        if (goal == NOT_COUNTED) {
            return String.format(Locale.ROOT, "  %s for %.0f s", what, seconds);
        }
        if (goal == 0) {
            return String.format(Locale.ROOT, "  %,d %s after %.0f s", done, what, seconds);
        }
        double share = Math.min(1, done / goal);
        String line = String.format(
                Locale.ROOT,
                "  %,d of %,.0f %s (%.0f %%) after %.0f s",
                done,
                goal,
                what,
                Math.floor(share * 100),
                seconds);
        return done == 0
                ? line
                : line + String.format(Locale.ROOT, ", about %.0f s to go", Math.ceil(seconds / share - seconds));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        err.flush();
    }
}

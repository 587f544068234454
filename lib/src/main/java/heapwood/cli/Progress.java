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
 * A printer of a command's progress on standard error: the first line after two seconds, then one every five. Work that takes less
 * time prints nothing.
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

    /** The state of the current or last work; a command does one thing at a time. */
    private static volatile Supplier<String> latest = () -> "";

    /**
     * Starts a report of work that cannot be counted.
     *
     * @param err the writer for the lines
     * @param what the work: {@code drawing}
     */
    static Progress of(PrintWriter err, String what) {
        return new Progress(err, what, NOT_COUNTED);
    }

    /**
     * Starts a report of work that is counted.
     *
     * @param err the writer for the lines
     * @param what the things counted: {@code keys inserted}
     * @param goal the number at the end, or 0 if it is not known
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

    /** Adds one to the number done. Only one thread may call this method. */
    void advance() {
        advance(1);
    }

    /** Sets the number done. Only one thread may call this method. */
    void reached(long done) {
        this.done = done;
    }

    private void advance(long by) {
        // Only one thread writes the field, so reading and then writing it loses no count.
        long next = done + by;
        done = next;
    }

    /** Returns the progress of the command that runs, or last ran, in this JVM; empty if there has been none. */
    static String latest() {
        return latest.get();
    }

    /** Replaces the latest progress by a line. */
    static void latest(String line) {
        latest = () -> line;
    }

    /** Clears the progress of an earlier command. */
    static void forget() {
        latest("");
    }

    long done() {
        return done;
    }

    /** Returns an inserter into a tree that adds one here for each key. */
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

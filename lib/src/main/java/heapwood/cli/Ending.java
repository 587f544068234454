package heapwood.cli;

import heapwood.profile.Temporary;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The shutdown hook for Ctrl-C and SIGTERM while a command runs. It interrupts the command's thread, which then cleans up and
 * prints its progress. If the thread does not end in time, the hook prints the progress and removes the temporary files.
 */
final class Ending implements Runnable {
    /** The longest wait for the command, in milliseconds; together with the JVM's own shutdown less than a second. */
    private static final int PATIENCE_MILLIS = 700;

    private final Thread command;
    private final PrintStream err;
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * Creates the hook.
     *
     * @param command the thread that runs the command
     * @param err the stream for the command's progress
     */
    Ending(Thread command, PrintStream err) {
        this.command = command;
        this.err = err;
    }

    /** Marks the command as ended, so that the hook does nothing. */
    void done() {
        done.countDown();
    }

    @Override
    public void run() {
        if (done.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                String where = Progress.latest();
                err.println("heapwood: interrupted" + (where.isEmpty() ? "" : ": " + where));
            }
        } catch (InterruptedException e) {
            // No code interrupts this thread; if it happens, the temporary files are still removed.
        }
        Temporary.removeAll();
    }
}

package heapwood.cli;

import heapwood.profile.Temporary;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the program is told to end, by Ctrl-C or SIGTERM, while a command runs: the command's thread is interrupted, so
 * that it cleans up and says where it stopped. If it does not see that in time, that is said here, and what it leaves is removed.
 */
final class Ending implements Runnable {
    /** Together with the JVM's own end less than a second. */
    private static final int PATIENCE_MILLIS = 700;

    private final Thread command;
    private final PrintStream err;
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * @param command the thread that runs the command
     * @param err where it is said how far it came
     */
    Ending(Thread command, PrintStream err) {
        this.command = command;
        this.err = err;
    }

    /** Tells that the command has ended, so that nothing is to be done. */
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
            // Nobody interrupts this thread, and what remains is done as well.
        }
        Temporary.removeAll();
    }
}

package heapwood.notebook;

import java.util.concurrent.locks.LockSupport;

/**
 * Makes an interrupt end the cell that it is meant for. A kernel cancels no more than the statement that it runs at that moment, so an
 * interrupt between two statements would be lost, and a cell of many short ones hardly ever hit. It is therefore repeated until the cell has
 * ended, and never reaches the next one.
 */
final class CellInterrupts {
    /** Short, because a statement that prints a line takes no longer. An interrupt with nothing to cancel costs less than a microsecond. */
    private static final long PERIOD_NANOS = 200_000;

    private final Runnable interrupt;
    private Object running;
    private Object stopping;

    /** @param interrupt cancels the statement that the kernel runs, if it runs one, and does not wait for its end */
    CellInterrupts(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /** Takes note that a cell runs from now on. */
    synchronized void began(Object cell) {
        running = cell;
    }

    /** Takes note that a cell has ended: it is interrupted no more once this has returned. */
    synchronized void ended(Object cell) {
        if (running == cell) {
            running = null;
        }
    }

    /** Returns the cell that runs, or null. */
    synchronized Object running() {
        return running;
    }

    /** Interrupts a cell until it ends, on a thread of its own; does nothing if it has ended. */
    synchronized void stop(Object cell) {
        if (cell == null || cell != running || cell == stopping) {
            return;
        }
        stopping = cell;
        Thread thread = new Thread(() -> repeat(cell), "heapwood-interrupt");
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat(Object cell) {
        while (again(cell)) {
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private synchronized boolean again(Object cell) {
        if (running != cell) {
            return false;
        }
        interrupt.run();
        return true;
    }
}

package heapwood.lab.child;

import java.io.IOException;

/**
 * A thread that ends a child with its parent. It reads standard input, a pipe from the parent that never carries data and is closed when
 * the parent ends.
 */
public final class ParentWatch {
    private static final int ORPHANED = 4;

    private ParentWatch() {}

    /** Starts the thread, in the child. */
    public static void start() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.read();
                    } catch (IOException e) {
                        // An error is the end of the parent too.
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "heapwood-parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }
}

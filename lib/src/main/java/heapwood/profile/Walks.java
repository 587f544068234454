package heapwood.profile;

import heapwood.tree.StackTree;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Functions for walks of trees that may take long and that end when the thread is interrupted. */
final class Walks {
    /** The number of nodes between two checks for an interrupt: some milliseconds of work. */
    private static final int STEP = 1 << 16;

    private Walks() {}

    /**
     * Walks a tree, as {@link StackTree#walk} does.
     *
     * @param what the activity, for the message: {@code comparing}
     * @throws UncheckedIOException with an {@link InterruptedIOException} as its cause if the thread is interrupted; its interrupt
     *     flag stays set, and the message states the number of nodes visited
     */
    static void walk(StackTree tree, String what, StackTree.NodeVisitor visitor) {
        Counter counter = new Counter(what, tree.nodeCount());
        tree.walk((depth, names, offset, length, self, total) -> {
            counter.advance();
            visitor.node(depth, names, offset, length, self, total);
        });
    }

    /** Iterates over a tree's keys, as {@link StackTree#iterate} does. An interrupt is handled as by {@link #walk}. */
    static void iterate(StackTree tree, String what, StackTree.KeyVisitor visitor) {
        Counter counter = new Counter(what, tree.nodeCount());
        tree.iterate((key, length, self) -> {
            counter.advance();
            visitor.node(key, length, self);
        });
    }

    private static final class Counter {
        private final String what;
        private final long nodes;
        private long done;

        Counter(String what, long nodes) {
            this.what = what;
            this.nodes = nodes;
        }

        void advance() {
            if ((done++ & STEP - 1) == STEP - 1 && Thread.currentThread().isInterrupted()) {
                throw new UncheckedIOException(new InterruptedIOException(what + " was interrupted after "
                        + Quantity.count(done) + " of " + Quantity.count(nodes) + " nodes"));
            }
        }
    }
}

package heapwood.profile;

import heapwood.tree.StackTree;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Walks of trees that may take long, and that an interrupt of the thread ends. */
final class Walks {
    /** Nodes between two looks at the thread: some milliseconds. */
    private static final int STEP = 1 << 16;

    private Walks() {}

    /**
     * Walks a tree, as {@link StackTree#walk} does.
     *
     * @param what is being done, for the message: {@code comparing}
     * @throws UncheckedIOException of an {@link InterruptedIOException} if the thread is interrupted, whose flag stays set; the message
     *     says how many nodes were done
     */
    static void walk(StackTree tree, String what, StackTree.NodeVisitor visitor) {
        Counter counter = new Counter(what, tree.nodeCount());
        tree.walk((depth, names, offset, length, self, total) -> {
            counter.advance();
            visitor.node(depth, names, offset, length, self, total);
        });
    }

    /** Iterates over a tree's keys, as {@link StackTree#iterate} does; else as {@link #walk}. */
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

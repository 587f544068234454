package heapwood.score.trees;

import java.util.ArrayList;
import java.util.List;

/** Trees that do to their JVM what a tree must not do. */
public final class Rude {
    private Rude() {}

    /** Ends the JVM. */
    public static class Exits extends PlainTree {
        @Override
        void add(List<byte[]> frames, long value) {
            if (frames.size() > 3) {
                System.exit(7);
            }
            super.add(frames, value);
        }
    }

    /** Never returns from a walk of more than a few nodes. */
    public static class Loops extends PlainTree {
        @Override
        public void walk(NodeVisitor visitor) {
            while (nodes(root) > 3) {
                Thread.onSpinWait();
            }
            super.walk(visitor);
        }

        private int nodes(Node node) {
            return 1 + sorted(node).stream().mapToInt(this::nodes).sum();
        }
    }

    /** Fills the heap. */
    public static class Eats extends PlainTree {
        private final List<long[]> eaten = new ArrayList<>();

        @Override
        void add(List<byte[]> frames, long value) {
            while (frames.size() > 2) {
                eaten.add(new long[1 << 20]);
            }
            super.add(frames, value);
        }
    }

    /** Prints megabytes, and starts threads. */
    public static class Loud extends PlainTree {
        @Override
        void add(List<byte[]> frames, long value) {
            System.out.println("x".repeat(10_000));
            Thread thread = new Thread(() -> System.err.println("here"));
            thread.setDaemon(true);
            thread.start();
            super.add(frames, value);
        }
    }
}

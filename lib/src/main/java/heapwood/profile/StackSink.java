package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sink that adds stacks, given as the ids of their frames, to a tree, and measures the time that takes. A {@link CompactTree} is
 * passed ids, so that no name is looked up twice; any other tree is passed keys.
 */
abstract class StackSink {
    private static final byte[] NO_STACK = "(no stack)".getBytes(StandardCharsets.US_ASCII);

    private int[] noStack;
    private long stacks;
    private long withoutStack;
    private long nanos;

    /** The time of the stacks that are added next, in nanoseconds since 1970. */
    private long time;

    static StackSink into(StackTree tree) {
        return tree instanceof CompactTree compact ? new Ids(compact) : new Keys(tree);
    }

    /** Returns a sink that adds stacks to a timeline, each at the time that was set last. */
    static StackSink into(Timeline timeline) {
        return new Timed(timeline);
    }

    /** Returns whether this sink needs the time of each stack. */
    final boolean isTimed() {
        return this instanceof Timed;
    }

    /**
     * Sets the time of the stacks that are added next.
     *
     * @param nanosSince1970 the time in nanoseconds since 1970
     */
    final void setTime(long nanosSince1970) {
        time = nanosSince1970;
    }

    /**
     * Returns the id of a frame, and assigns one if its name is new. A separator in the name becomes a colon, as in the {@code
     * stackcollapse} scripts, and a line feed becomes a space.
     */
    final int frame(String name) {
        return intern(
                name.replace((char) StackTree.SEPARATOR, ':').replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a stack.
     *
     * @param frames the frames' ids, the outermost first; empty for a stack that is not known
     */
    final void add(int[] frames, long value) {
        add(frames, frames.length, value);
    }

    /**
     * Adds a stack.
     *
     * @param frames the frames' ids, the outermost first, in the first {@code length} elements
     * @param length the number of frames; 0 for a stack that is not known
     */
    final void add(int[] frames, int length, long value) {
        long start = System.nanoTime();
        if (length > 0) {
            insert(frames, length, value);
        } else {
            if (noStack == null) {
                noStack = new int[] {intern(NO_STACK)};
            }
            withoutStack++;
            insert(noStack, 1, value);
        }
        stacks++;
        nanos += System.nanoTime() - start;
    }

    /**
     * Adds a stack given by its key, the frames' names joined by separators.
     *
     * @param length the length of the key in bytes
     */
    final void add(byte[] key, int offset, int length, long value) {
        long start = System.nanoTime();
        insert(key, offset, length, value);
        stacks++;
        nanos += System.nanoTime() - start;
    }

    abstract int intern(byte[] name);

    abstract void insert(int[] frames, int length, long value);

    abstract void insert(byte[] key, int offset, int length, long value);

    /** Returns the number of stacks added. */
    final long stacks() {
        return stacks;
    }

    /** Returns the number of stacks without a frame. */
    final long withoutStack() {
        return withoutStack;
    }

    /** Returns the time spent inserting, in nanoseconds. */
    final long nanos() {
        return nanos;
    }

    private static final class Ids extends StackSink {
        private final CompactTree tree;

        Ids(CompactTree tree) {
            this.tree = tree;
        }

        @Override
        int intern(byte[] name) {
            return tree.forest().intern(name);
        }

        @Override
        void insert(int[] frames, int length, long value) {
            tree.forest().insert(tree.handle(), frames, 0, length, value);
        }

        @Override
        void insert(byte[] key, int offset, int length, long value) {
            tree.insert(key, offset, length, value);
        }
    }

    private static final class Timed extends StackSink {
        private final Timeline timeline;

        Timed(Timeline timeline) {
            this.timeline = timeline;
        }

        @Override
        int intern(byte[] name) {
            return timeline.name(name);
        }

        @Override
        void insert(int[] frames, int length, long value) {
            int node = 0;
            for (int i = 0; i < length; i++) {
                node = timeline.child(node, frames[i]);
            }
            timeline.add(super.time, node, value);
        }

        @Override
        void insert(byte[] key, int offset, int length, long value) {
            throw new IllegalStateException("formats without frames' ids have no times");
        }
    }

    private static final class Keys extends StackSink {
        private final StackTree tree;
        private final FrameNames ids = new FrameNames();
        private final List<byte[]> names = new ArrayList<>();
        private byte[] key = new byte[256];

        Keys(StackTree tree) {
            this.tree = tree;
        }

        @Override
        int intern(byte[] name) {
            int id = ids.idOf(name, 0, name.length);
            if (id == names.size()) {
                names.add(name);
            }
            return id;
        }

        @Override
        void insert(int[] frames, int count, long value) {
            int length = 0;
            for (int i = 0; i < count; i++) {
                byte[] name = names.get(frames[i]);
                int end = Math.addExact(length, name.length + 1);
                if (end > key.length) {
                    key = Arrays.copyOf(key, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, key.length * 2L)));
                }
                if (i > 0) {
                    key[length++] = StackTree.SEPARATOR;
                }
                System.arraycopy(name, 0, key, length, name.length);
                length += name.length;
            }
            tree.insert(key, 0, length, value);
        }

        @Override
        void insert(byte[] bytes, int offset, int length, long value) {
            tree.insert(bytes, offset, length, value);
        }
    }
}

package heapwood.profile;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The frames of a tree by weight, whatever stack they are in. A frame's <em>self</em> is the sum of its nodes' self values. Its
 * <em>total</em> is the sum of the values of the stacks that contain it; each stack is counted once, however often the frame recurs
 * in it. Sums are unsigned 64-bit.
 *
 * <p>Made by one walk, in time linear in the nodes and their names' bytes; takes some 30 bytes and the name for each
 * distinct frame, nothing for a node.
 */
public final class TopFrames {
    private final FrameNames names = new FrameNames();

    /**
     * The sums of self values by frame id. The next arrays hold totals and the number of nodes with that name on the path to the
     * current node.
     */
    private long[] selfs = new long[1 << 6];

    private long[] totals = new long[1 << 6];
    private int[] onPath = new int[1 << 6];

    /** The frame ids on the path to the current node, by depth - 1, since the root is no frame. */
    private int[] path = new int[1 << 6];

    private int pathLength;
    private int deepest;

    private TopFrames() {}

    /**
     * Returns the frames of a tree. Takes one walk.
     *
     * @param tree the tree to sum up
     * @throws IllegalStateException if the tree's distinct names have more than 2 GB
     */
    public static TopFrames of(StackTree tree) {
        TopFrames frames = new TopFrames();
        Walks.walk(tree, "adding frames up", frames::add);
        return frames;
    }

    private void add(int depth, byte[] nodeNames, int offset, int length, long self, long total) {
        if (depth == 0) {
            return;
        }
        while (pathLength >= depth) {
            onPath[path[--pathLength]]--;
        }
        int id = names.idOf(nodeNames, offset, length);
        reserve(id);
        selfs[id] += self;
        if (onPath[id]++ == 0) {
            totals[id] += total;
        }
        path[pathLength++] = id;
        deepest = Math.max(deepest, pathLength);
    }

    private void reserve(int id) {
        if (id >= selfs.length) {
            selfs = Arrays.copyOf(selfs, id * 2);
            totals = Arrays.copyOf(totals, id * 2);
            onPath = Arrays.copyOf(onPath, id * 2);
        }
        if (pathLength == path.length) {
            path = Arrays.copyOf(path, pathLength * 2);
        }
    }

    /** Returns the number of distinct frame names. The root's empty name is not counted, unless a frame has it too. */
    public int frameCount() {
        return names.count();
    }

    /** Returns the number of frames in the deepest stack; 0 if there is no stack. */
    public int deepest() {
        return deepest;
    }

    /**
     * Returns the frames with the largest self values, largest first, equal ones by name. Frames whose self value is 0 are left
     * out.
     *
     * @param limit the largest number of frames to return
     */
    public List<Frame> bySelf(int limit) {
        return largest(selfs, limit);
    }

    /**
     * Returns the frames with the largest totals, largest first, equal ones by name. Frames whose total is 0 are left out.
     *
     * @param limit the largest number of frames to return
     */
    public List<Frame> byTotal(int limit) {
        return largest(totals, limit);
    }

    private List<Frame> largest(long[] values, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit is " + limit + ", and must not be negative");
        }
        Comparator<Integer> smallestFirst = (a, b) -> {
            int order = Long.compareUnsigned(values[a], values[b]);
            return order != 0 ? order : names.compare(b, a);
        };
        PriorityQueue<Integer> kept = new PriorityQueue<>(smallestFirst);
        for (int id = 0; id < names.count(); id++) {
            if (values[id] == 0) {
                continue;
            }
            kept.add(id);
            if (kept.size() > limit) {
                kept.remove();
            }
        }
        ArrayDeque<Frame> largestFirst = new ArrayDeque<>();
        while (!kept.isEmpty()) {
            largestFirst.addFirst(frame(kept.remove()));
        }
        return List.copyOf(largestFirst);
    }

    private Frame frame(int id) {
        return new Frame(new String(names.name(id), StandardCharsets.UTF_8), selfs[id], totals[id]);
    }

    /**
     * A frame and its weight.
     *
     * @param name the frame's name, decoded as UTF-8; bytes that are not valid UTF-8 are shown as U+FFFD
     * @param self the sum of the values of the stacks that end in it, unsigned
     * @param total the sum of the values of the stacks that contain it, unsigned
     */
    public record Frame(String name, long self, long total) {}
}

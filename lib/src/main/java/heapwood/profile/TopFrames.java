package heapwood.profile;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The frames of a tree by weight, whatever stack they are in: a frame's <em>self</em> is the sum of its nodes' self
 * values; its <em>total</em> is what the stacks that contain it count, each stack once however often the frame recurs in
 * it. Sums are unsigned 64-bit.
 *
 * <p>Made by one walk, in time linear in the nodes and their names' bytes; takes some 30 bytes and the name for each
 * distinct frame, nothing for a node.
 */
public final class TopFrames {
    private final FrameNames names = new FrameNames();

    /** By frame id: sums, and how many nodes on the path to the node at hand have that name. */
    private long[] selfs = new long[1 << 6];

    private long[] totals = new long[1 << 6];
    private int[] onPath = new int[1 << 6];

    /** depth - 1 -> frame id, on the path to the node at hand; the root is no frame. */
    private int[] path = new int[1 << 6];

    private int pathLength;
    private int deepest;

    private TopFrames() {}

    /**
     * Sums up a tree.
     *
     * @throws IllegalStateException if its distinct names have more than 2 GB
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

    /** The number of distinct frame names; the root's empty one is not among them, unless a frame has it too. */
    public int frameCount() {
        return names.count();
    }

    /** The number of frames in the deepest stack; 0 if there is none. */
    public int deepest() {
        return deepest;
    }

    /**
     * The frames with the largest self values, largest first, equal ones by name; frames without self are left out.
     *
     * @param limit how many at most
     */
    public List<Frame> bySelf(int limit) {
        return largest(selfs, limit);
    }

    /**
     * The frames with the largest totals, largest first, equal ones by name; frames without total are left out.
     *
     * @param limit how many at most
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
     * @param name its name, decoded as UTF-8; bytes that are none show as U+FFFD
     * @param self what stacks that end in it count, unsigned
     * @param total what stacks that contain it count, unsigned
     */
    public record Frame(String name, long self, long total) {}
}

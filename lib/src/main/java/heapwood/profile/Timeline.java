package heapwood.profile;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.HashSeed;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The samples of a profile with their times, to the nanosecond. {@link ProfileReader#readTimes} fills it from a recording
 * or another profile with times; the tree of any range of time can be asked for, and a {@link Heatmap} shows when there
 * was much.
 *
 * <p>Stacks are stored once, as a tree whose nodes have numbers in the order of insertion, so that a parent's number is
 * smaller than its children's. A sample takes 20 bytes. Not safe for use by several threads at once.
 */
public final class Timeline {
    private static final int ROOT = 0;

    private final FrameNames names = new FrameNames();
    private final long multiplier = HashSeed.multiplier(HashSeed.next());

    /** The parent of each node. The next array has each node's name. */
    private int[] parents = new int[64];

    private int[] nodeNames = new int[64];
    private int nodes = 1;

    /** The hash table of nodes, with open addressing: a node, or 0 where a place is free. */
    private int[] table = new int[256];

    /** The time of each sample in nanoseconds since 1970. The next arrays have each sample's node and value. */
    private long[] times = new long[256];

    private int[] at = new int[256];
    private long[] values = new long[256];
    private int count;

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * Adds the values of a tree's nodes as samples of one moment.
     *
     * @param time the time of all these samples
     * @param tree the tree; read during the call only
     */
    public void add(Instant time, StackTree tree) {
        long nanos = nanos(time);
        int[][] path = {new int[64]};
        tree.walk((depth, bytes, offset, length, self, total) -> {
            if (depth == path[0].length) {
                path[0] = Arrays.copyOf(path[0], 2 * depth);
            }
            if (depth > 0) {
                path[0][depth] = child(path[0][depth - 1], names.idOf(bytes, offset, length));
            }
            if (self != 0) {
                add(nanos, path[0][depth], self);
            }
        });
    }

    /**
     * Adds a value without a stack, for a heat map alone.
     *
     * @param time the time of the value
     * @param value the value
     */
    public void add(Instant time, long value) {
        add(nanos(time), ROOT, value);
    }

    /** Returns the id of a frame's name. */
    int name(byte[] bytes) {
        return names.idOf(bytes, 0, bytes.length);
    }

    /** Returns the number of a node's child with a name. A new child gets the next number. */
    int child(int parent, int name) {
        int mask = table.length - 1;
        int place = place(parent, name, mask);
        for (; table[place] != 0; place = place + 1 & mask) {
            int node = table[place];
            if (parents[node] == parent && nodeNames[node] == name) {
                return node;
            }
        }
        if (nodes == parents.length) {
            parents = Arrays.copyOf(parents, 2 * nodes);
            nodeNames = Arrays.copyOf(nodeNames, 2 * nodes);
        }
        parents[nodes] = parent;
        nodeNames[nodes] = name;
        table[place] = nodes++;
        if (2 * nodes > table.length) {
            rehash();
        }
        return nodes - 1;
    }

    private void rehash() {
        table = new int[Math.multiplyExact(2, table.length)];
        int mask = table.length - 1;
        for (int node = 1; node < nodes; node++) {
            int place = place(parents[node], nodeNames[node], mask);
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = node;
        }
    }

    /** The order of insertion, and so the ids, are the profile's choice; which of them collide is not. */
    private int place(int parent, int name, int mask) {
        return (int) (HashSeed.hash((long) parent << 32 | name, multiplier) >>> 32) & mask;
    }

    /** Adds a sample. */
    void add(long nanos, int node, long value) {
        if (count == times.length) {
            int capacity = Math.addExact(count, count);
            times = Arrays.copyOf(times, capacity);
            at = Arrays.copyOf(at, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        times[count] = nanos;
        at[count] = node;
        values[count++] = value;
        first = Math.min(first, nanos);
        last = Math.max(last, nanos);
    }

    /** Returns the number of samples. */
    public int size() {
        return count;
    }

    /** Returns the time of the first sample; null if there is none. */
    public Instant first() {
        return count == 0 ? null : instant(first);
    }

    /** Returns the time of the last sample; null if there is none. */
    public Instant last() {
        return count == 0 ? null : instant(last);
    }

    /**
     * Returns the sums of the values in steps of time.
     *
     * @param from the start of the first step
     * @param step the length of a step, at least a nanosecond
     * @param steps the number of steps
     * @return the sum of each step; samples outside of all steps are not in it
     */
    public long[] sums(Instant from, Duration step, int steps) {
        long start = nanos(from);
        long length = step.toNanos();
        long[] sums = new long[steps];
        for (int i = 0; i < count; i++) {
            long index = step(i, start, length);
            if (index >= 0 && index < steps) {
                sums[(int) index] += values[i];
            }
        }
        return sums;
    }

    /** Returns the number of the step of time that a sample is in; negative before the first. */
    long step(int sample, long start, long length) {
        return Math.floorDiv(times[sample] - start, length);
    }

    /**
     * Returns the tree of the samples in a range of time.
     *
     * @param from the start of the range, inclusive
     * @param to the end of the range, exclusive
     */
    public CompactTree tree(Instant from, Instant to) {
        long start = nanos(from);
        long end = nanos(to);
        long[] selfs = new long[nodes];
        boolean[] present = new boolean[nodes];
        for (int i = 0; i < count; i++) {
            if (times[i] >= start && times[i] < end) {
                selfs[at[i]] += values[i];
                present[at[i]] = true;
            }
        }
        CompactTree tree = new CompactTree();
        CompactForest forest = tree.forest();
        int[] ids = new int[names.count()];
        Arrays.fill(ids, -1);
        for (int node = 0; node < nodes; node++) {
            if (present[node]) {
                int[] key = new int[depth(node)];
                int up = node;
                for (int i = key.length - 1; i >= 0; i--) {
                    int name = nodeNames[up];
                    if (ids[name] < 0) {
                        ids[name] = forest.intern(names.array(), names.offset(name), names.length(name));
                    }
                    key[i] = ids[name];
                    up = parents[up];
                }
                forest.insert(tree.handle(), key, 0, key.length, selfs[node]);
            }
        }
        return tree;
    }

    private int depth(int node) {
        int depth = 0;
        for (int up = node; up != ROOT; up = parents[up]) {
            depth++;
        }
        return depth;
    }

    int nodes() {
        return nodes;
    }

    int parent(int node) {
        return parents[node];
    }

    int nameOf(int node) {
        return nodeNames[node];
    }

    int names() {
        return names.count();
    }

    String text(int name) {
        return new String(names.array(), names.offset(name), names.length(name), StandardCharsets.UTF_8);
    }

    int node(int sample) {
        return at[sample];
    }

    long value(int sample) {
        return values[sample];
    }

    /** Returns a time in nanoseconds since 1970. Times before 1678 and after 2261 become the first or last that a long can hold. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Returns the moment of a time in nanoseconds since 1970. */
    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}

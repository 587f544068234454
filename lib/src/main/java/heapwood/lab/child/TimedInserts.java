package heapwood.lab.child;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * An inserter that times insertions only, not the making of stacks. Stacks are gathered in a block of memory, and the
 * clocks are read before and after a full block is inserted.
 *
 * <p>Processor time is that of the inserting thread, without the collector's and the compiler's threads. Elapsed time
 * includes all waits of that thread.
 */
class TimedInserts implements Inserter {
    private static final int BLOCK_BYTES = 16 << 20;
    private static final int BLOCK_STACKS = 1 << 14;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private StackTree tree;

    /**
     * The keys in the block. {@code keys[ends[i - 1], ends[i])} is a stack that counts {@code values[i]} in
     * {@code trees[i]}.
     */
    private byte[] keys = new byte[BLOCK_BYTES];

    private final int[] ends = new int[BLOCK_STACKS];
    private final long[] values = new long[BLOCK_STACKS];
    private final StackTree[] trees = new StackTree[BLOCK_STACKS];
    private int gathered;

    private long stacks;
    private long elapsedNanos;
    private long processorNanos;

    TimedInserts(StackTree tree) {
        this.tree = tree;
    }

    /** Directs all following stacks into another tree, and returns this inserter. */
    final Inserter into(StackTree other) {
        tree = other;
        return this;
    }

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        int from = gathered == 0 ? 0 : ends[gathered - 1];
        if (gathered == BLOCK_STACKS || length > keys.length - from) {
            insertGathered();
            from = 0;
        }
        if (length > keys.length) {
            keys = new byte[length];
        }
        System.arraycopy(key, offset, keys, from, length);
        ends[gathered] = from + length;
        values[gathered] = value;
        trees[gathered] = tree;
        gathered++;
        stacks++;
    }

    /** Inserts the gathered stacks, and adds the times. */
    final void insertGathered() {
        long elapsedBefore = System.nanoTime();
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        int from = 0;
        for (int i = 0; i < gathered; i++) {
            trees[i].insert(keys, from, ends[i] - from, values[i]);
            from = ends[i];
        }
        processorNanos += THREADS.getCurrentThreadCpuTime() - processorBefore;
        elapsedNanos += System.nanoTime() - elapsedBefore;
        Arrays.fill(trees, 0, gathered, null);
        gathered = 0;
    }

    /** Returns the number of stacks so far, those not yet inserted included. */
    final long stacks() {
        return stacks;
    }

    /** Returns the inserting thread's processor time so far, in nanoseconds. */
    final long processorNanos() {
        return processorNanos;
    }

    /** Returns the elapsed time so far, in nanoseconds. */
    final long elapsedNanos() {
        return elapsedNanos;
    }

    /** Returns the number of nodes of the present tree, stacks not yet inserted excluded. */
    final long nodeCount() {
        return tree.nodeCount();
    }
}

package heapwood.lab;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Times insertions, and nothing of what makes the stacks: these are gathered in a block of memory, and the clocks are read before
 * and after a full block is inserted.
 *
 * <p>Processor time is the inserting thread's, without those of the collector and the compiler; elapsed time has whatever made
 * that thread wait.
 */
class TimedInserts implements Inserter {
    private static final int BLOCK_BYTES = 16 << 20;
    private static final int BLOCK_STACKS = 1 << 14;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private StackTree tree;

    /** The block: {@code keys[ends[i - 1], ends[i])} is a stack that counts {@code values[i]} in {@code trees[i]}. */
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

    /** What comes from now on goes into another tree. */
    final void into(StackTree other) {
        tree = other;
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

    /** Inserts what is gathered. */
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

    /** How many stacks came, those not yet inserted included. */
    final long stacks() {
        return stacks;
    }

    /** The inserting thread's processor time so far. */
    final long processorNanos() {
        return processorNanos;
    }

    /** The time by the clock so far. */
    final long elapsedNanos() {
        return elapsedNanos;
    }

    /** How many nodes the present tree has, stacks not yet inserted excluded. */
    final long nodeCount() {
        return tree.nodeCount();
    }
}

package heapwood.lab;

import heapwood.tree.StackTree;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an insertion takes while a tree grows. Stacks are gathered in memory, a quarter as many as the tree has taken so far,
 * and the inserting thread's processor time is read before and after these are inserted; a row says what that quarter took.
 *
 * <p>Passes over the first stacks, kept in memory, come before the one that takes all: the first of them warm the code up, and
 * since what a small tree takes is little to measure, it is measured in several.
 */
class GrowTask implements StackTree {
    /** How many nodes the first stacks make. */
    private static final long SMALL = 60_000;

    private static final int BLOCK_BYTES = 16 << 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final StackTree tree;
    private final int pass;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** {@code keys[ends[i - 1], ends[i])} is a stack that counts {@code values[i]}. */
    private byte[] keys = new byte[BLOCK_BYTES];

    private int[] ends = new int[64];
    private long[] values = new long[64];
    private int gathered;

    private long stacksBefore;
    private int stacksInRow;
    private long nanosInRow;

    private GrowTask(StackTree tree, int pass) {
        this.tree = tree;
        this.pass = pass;
    }

    /** @param passes how many over the first stacks, after as many to warm up */
    static List<Map<String, Object>> run(Workload workload, int passes) {
        List<byte[]> first = firstStacks(workload);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int pass = -passes; pass < passes; pass++) {
            GrowTask growing = new GrowTask(workload.kind().newTree(), pass);
            first.forEach(stack -> growing.insert(stack, 1));
            growing.end();
            rows.addAll(growing.rows);
        }
        GrowTask growing = new GrowTask(workload.kind().newTree(), passes);
        workload.insertInto(growing);
        growing.end();
        rows.addAll(growing.rows);
        rows.removeIf(row -> (int) row.get("pass") < 0);
        return rows;
    }

    private static List<byte[]> firstStacks(Workload workload) {
        List<byte[]> stacks = new ArrayList<>();
        GrowTask growing = new GrowTask(workload.kind().newTree(), 0) {
            @Override
            public void insert(byte[] key, int offset, int length, long value) {
                super.insert(key, offset, length, value);
                stacks.add(Arrays.copyOfRange(key, offset, offset + length));
                if (nodeCount() > SMALL) {
                    throw new Enough();
                }
            }
        };
        try {
            workload.insertInto(growing);
        } catch (Enough e) {
            // The first stacks are all that is wanted.
        }
        return stacks;
    }

    /** Gathers a stack. */
    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        int from = gathered == 0 ? 0 : ends[gathered - 1];
        if (length > keys.length - from) {
            insertGathered();
            from = 0;
            keys = length > keys.length ? new byte[length] : keys;
        }
        if (gathered == ends.length) {
            ends = Arrays.copyOf(ends, 2 * gathered);
            values = Arrays.copyOf(values, 2 * gathered);
        }
        System.arraycopy(key, offset, keys, from, length);
        ends[gathered] = from + length;
        values[gathered] = value;
        gathered++;
        if (stacksInRow + gathered > stacksBefore / 4) {
            end();
        }
    }

    private void end() {
        insertGathered();
        endRow();
    }

    private void insertGathered() {
        long before = THREADS.getCurrentThreadCpuTime();
        int from = 0;
        for (int i = 0; i < gathered; i++) {
            tree.insert(keys, from, ends[i] - from, values[i]);
            from = ends[i];
        }
        nanosInRow += THREADS.getCurrentThreadCpuTime() - before;
        stacksInRow += gathered;
        gathered = 0;
    }

    private void endRow() {
        if (stacksInRow > 0) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("pass", pass);
            row.put("nodes", tree.nodeCount());
            row.put("stacks", stacksInRow);
            row.put("insert_cpu_ms", nanosInRow / 1e6);
            rows.add(row);
        }
        stacksBefore += stacksInRow;
        stacksInRow = 0;
        nanosInRow = 0;
    }

    @Override
    public void iterate(KeyVisitor visitor) {
        tree.iterate(visitor);
    }

    @Override
    public void walk(NodeVisitor visitor) {
        tree.walk(visitor);
    }

    @Override
    public long nodeCount() {
        return tree.nodeCount();
    }

    @Override
    public long total() {
        return tree.total();
    }

    /** Ends the reading of stacks early. */
    private static final class Enough extends RuntimeException {
        Enough() {
            super(null, null, false, false);
        }
    }
}

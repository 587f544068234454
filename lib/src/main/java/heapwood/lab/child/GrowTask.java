package heapwood.lab.child;

import heapwood.lab.plan.Column;
import heapwood.lab.plan.Workload;
import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task that measures the time of an insertion while a tree grows. It makes a row each time that the tree has taken
 * a quarter more stacks.
 *
 * <p>Passes over the first stacks, kept in memory, come before the pass over all stacks. The first of them warm the
 * code up. The others measure small trees several times, since their few insertions give little to measure.
 */
final class GrowTask {
    /** The number of nodes that the first stacks make. */
    private static final long SMALL = 60_000;

    /** One in so many of the first stacks may be too many. */
    private static final int RARELY = 16;

    private final TimedInserts inserts;
    private final int pass;
    private final List<Map<Column, Object>> rows = new ArrayList<>();
    private long stacksReported;
    private long nanosReported;

    private GrowTask(StackTree tree, int pass) {
        this.pass = pass;
        inserts = new TimedInserts(tree) {
            @Override
            public void insert(byte[] key, int offset, int length, long value) {
                super.insert(key, offset, length, value);
                if ((stacks() - stacksReported) * 4 > stacksReported) {
                    report();
                }
            }
        };
    }

    /** @param passes the number of timed passes over the first stacks, after as many for the warm-up */
    static List<Map<Column, Object>> run(Workload workload, int passes) {
        List<byte[]> first = firstStacks(workload);
        List<Map<Column, Object>> rows = new ArrayList<>();
        for (int pass = -passes; pass < passes; pass++) {
            GrowTask growing = new GrowTask(workload.newTree(), pass);
            first.forEach(stack -> growing.inserts.insert(stack, 0, stack.length, 1));
            growing.report();
            rows.addAll(growing.rows);
        }
        GrowTask growing = new GrowTask(workload.newTree(), passes);
        workload.insertInto(growing.inserts);
        growing.report();
        rows.addAll(growing.rows);
        rows.removeIf(row -> (int) row.get(Column.PASS) < 0);
        return rows;
    }

    private static List<byte[]> firstStacks(Workload workload) {
        List<byte[]> stacks = new ArrayList<>();
        TimedInserts inserts = new TimedInserts(workload.newTree()) {
            private int counted;

            @Override
            public void insert(byte[] key, int offset, int length, long value) {
                stacks.add(Arrays.copyOfRange(key, offset, offset + length));
                super.insert(key, offset, length, value);
                insertGathered();
                // Counting may take a walk, so it is not done after each stack.
                if (stacks.size() - counted > counted / RARELY) {
                    counted = stacks.size();
                    if (nodeCount() > SMALL) {
                        throw new Enough();
                    }
                }
            }
        };
        try {
            workload.insertInto(inserts);
        } catch (Enough e) {
            // The first stacks are all that is wanted.
        }
        return stacks;
    }

    private void report() {
        if (inserts.stacks() == stacksReported) {
            return;
        }
        inserts.insertGathered();
        Map<Column, Object> row = new LinkedHashMap<>();
        row.put(Column.PASS, pass);
        row.put(Column.NODES, inserts.nodeCount());
        row.put(Column.STACKS, inserts.stacks() - stacksReported);
        row.put(Column.INSERT_CPU_MS, (inserts.processorNanos() - nanosReported) / 1e6);
        rows.add(row);
        stacksReported = inserts.stacks();
        nanosReported = inserts.processorNanos();
    }

    /** An exception that ends the reading of stacks early. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }
}

package heapwood.lab;

import heapwood.tree.StackTree;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a profile into a tree, several times in the same JVM, each time into a new tree: the first pass finds cold code, as
 * a command line does; later ones show what a profiler that runs all day pays.
 *
 * <p>Stacks are gathered in a block of memory, and the clocks are read before and after a full block is inserted: unpacking and
 * parsing the file are not in the times. Processor time is the inserting thread's, without those of the collector and the
 * compiler; elapsed time has whatever made that thread wait.
 */
final class IngestTask {
    private static final int BLOCK_BYTES = 16 << 20;
    private static final int BLOCK_STACKS = 1 << 14;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final StackTree tree;

    /** The block: {@code keys[ends[i - 1], ends[i])} is a stack that counts {@code values[i]}. */
    private byte[] keys = new byte[BLOCK_BYTES];

    private final int[] ends = new int[BLOCK_STACKS];
    private final long[] values = new long[BLOCK_STACKS];
    private int gathered;

    private long elapsedNanos;
    private long processorNanos;

    private IngestTask(StackTree tree) {
        this.tree = tree;
    }

    /** @param passes how many after the first */
    static List<Map<String, Object>> run(RealProfile profile, int passes) {
        List<Map<String, Object>> rows = new ArrayList<>();
        StackTree tree = null;
        for (int pass = 0; pass <= passes; pass++) {
            tree = null; // or two trees would be live
            tree = profile.kind().newTree();
            rows.add(new IngestTask(tree).pass(pass, profile));
        }
        LiveObjects live = LiveObjects.reachableFrom(tree);
        Reference.reachabilityFence(tree);
        rows.forEach(row -> {
            row.put("objects", live.objects());
            row.put("bytes", live.bytes());
        });
        return rows;
    }

    private Map<String, Object> pass(int number, RealProfile profile) {
        long start = System.nanoTime();
        long stacks = profile.read(this::gather).stacks();
        insertBlock();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("nodes", tree.nodeCount());
        row.put("stacks", stacks);
        row.put("pass", number);
        row.put("insert_cpu_ms", processorNanos / 1e6);
        row.put("insert_ms", elapsedNanos / 1e6);
        row.put("read_ms", (System.nanoTime() - start) / 1e6);
        return row;
    }

    private void gather(byte[] buffer, int offset, int length, long value) {
        int from = gathered == 0 ? 0 : ends[gathered - 1];
        if (gathered == BLOCK_STACKS || length > keys.length - from) {
            insertBlock();
            from = 0;
        }
        if (length > keys.length) {
            keys = Arrays.copyOf(keys, length);
        }
        System.arraycopy(buffer, offset, keys, from, length);
        ends[gathered] = from + length;
        values[gathered] = value;
        gathered++;
    }

    private void insertBlock() {
        long elapsedBefore = System.nanoTime();
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        int from = 0;
        for (int i = 0; i < gathered; i++) {
            tree.insert(keys, from, ends[i] - from, values[i]);
            from = ends[i];
        }
        processorNanos += THREADS.getCurrentThreadCpuTime() - processorBefore;
        elapsedNanos += System.nanoTime() - elapsedBefore;
        gathered = 0;
    }
}

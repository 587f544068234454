package heapwood.lab.child;

import heapwood.lab.plan.Climb;
import heapwood.lab.plan.Column;
import heapwood.ladder.Layout;
import heapwood.tree.Separators;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task that measures trees at one step of the ladder: the time of insertion and iteration, the time that a full
 * collection stops the program while the trees are live, and the number of objects and bytes.
 */
final class ClimbTask {
    /**
     * The processor time of warm-up before anything is timed, in nanoseconds, for three repetitions or more;
     * proportionally less for fewer.
     */
    private static final long WARM_NANOS = 600_000_000;

    /** The most passes of warm-up. With small trees most of the time goes into making keys. */
    private static final int MOST_WARM_PASSES = 20;

    private static final int WARM_REPETITIONS = 3;

    private static final int ITERATIONS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Layout layout;
    private final List<Object> kept;
    private final long nodes;
    private final long frames;

    /** The processor time of inserting the stacks, and of bringing the trees into their final form, in nanoseconds. */
    private final long nanos;

    /** Makes one pass. */
    private ClimbTask(Climb climb) {
        layout = climb.layout();
        CountedFrames inserts = new CountedFrames();
        List<StackTree> trees = climb.buildWith(layout, inserts::into);
        inserts.insertGathered();
        long before = THREADS.getCurrentThreadCpuTime();
        kept = layout.kept(trees);
        nanos = inserts.processorNanos() + THREADS.getCurrentThreadCpuTime() - before;
        frames = inserts.frames;
        nodes = trees.stream().mapToLong(StackTree::nodeCount).sum();
    }

    /** An inserter that counts the frames of all stacks, outside of the time that it measures. */
    private static final class CountedFrames extends TimedInserts {
        private long frames;

        CountedFrames() {
            super(null);
        }

        @Override
        public void insert(byte[] key, int offset, int length, long value) {
            for (int from = offset; from <= offset + length; frames++) {
                from = Separators.next(key, from, offset + length) + 1;
            }
            super.insert(key, offset, length, value);
        }
    }

    /** @param repetitions the number of passes to time after the warm-up, and of collections */
    static List<Map<Column, Object>> run(Climb climb, int repetitions) {
        double part = Math.min(1, (double) repetitions / WARM_REPETITIONS);
        long spent = 0;
        for (int pass = 0; pass < part * MOST_WARM_PASSES && spent < part * WARM_NANOS; pass++) {
            spent += new ClimbTask(climb).nanos;
        }
        double[] insertMillis = new double[repetitions];
        ClimbTask last = null;
        for (int pass = 0; pass < repetitions; pass++) {
            last = null; // or two passes' trees would be live
            last = new ClimbTask(climb);
            insertMillis[pass] = last.nanos / 1e6;
        }
        Map<Column, Object> row = new LinkedHashMap<>();
        row.put(Column.NODES, last.nodes);
        row.put(Column.FRAMES, last.frames);
        row.put(Column.INSERT_CPU_MS, median(insertMillis));
        row.put(Column.ITERATE_CPU_MS, iterateMillis(last, part * WARM_NANOS / 2));
        row.put(Column.PAUSE_MS, pauseMillis(repetitions));
        // After the timing, for counting leaves a mark in each object.
        LiveObjects live = LiveObjects.reachableFromAll(last.kept);
        Reference.reachabilityFence(last);
        row.put(Column.OBJECTS, live.objects());
        row.put(Column.BYTES, live.bytes());
        return List.of(row);
    }

    private static double iterateMillis(ClimbTask pass, double warm) {
        for (long nanos = 0; nanos < warm; ) {
            nanos += pass.iterateNanos();
        }
        double[] millis = new double[ITERATIONS];
        Arrays.setAll(millis, i -> pass.iterateNanos() / 1e6);
        return median(millis);
    }

    private long iterateNanos() {
        long[] seen = new long[1];
        StackTree.KeyVisitor visitor = (key, length, self) -> seen[0] += length + self;
        long before = THREADS.getCurrentThreadCpuTime();
        for (Object tree : kept) {
            layout.iterate(tree, visitor);
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static double pauseMillis(int collections) {
        try {
            return median(GcRecording.ofFullCollections(collections + 1).stream()
                    .filter(call -> call.number() > 0)
                    .mapToDouble(GcRecording.Call::pauseMillis)
                    .toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the JVM's events could not be written: free some disk space", e);
        }
    }

    /** Returns the median. Computed here, since children run without a library of statistics. */
    private static double median(double... values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}

package heapwood.lab.child;

import com.sun.management.ThreadMXBean;
import heapwood.lab.host.Collector;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Window;
import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The task that moves a sliding window of trees and measures the cost for the program, the collector and the machine:
 * the processor time, the elapsed time, and the latency of each step. A step makes one stack's key, in a buffer that is
 * reused, and inserts it. The first step of a tree also drops the oldest tree.
 *
 * <p>First the window is filled. For the warm-up it slides on for half of the time to measure, and until two
 * collections were seen and the heap has been filled once more; before that, an old generation still has free space
 * that no collection made. Then it is measured for that time, and until enough collections were seen and the heap has
 * been filled once. Neither phase takes more than four times the time to measure, or four times that of filling the
 * window if that is longer. A window of compact trees makes hardly any garbage, and is measured for the time alone.
 * Without a collector (Epsilon), both phases end before the heap is full.
 */
final class WindowTask {
    private static final int WARM_UP_COLLECTIONS = 2;
    private static final int WARM_UP_PART = 2;
    private static final int LONGEST = 4;
    private static final long NANOS = 1_000_000;

    /**
     * The bytes of heap that are left free under Epsilon. Reading the events of the flight recorder takes some, and
     * garbage from outside the window is never freed.
     */
    private static final long MARGIN = 64 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Window window;
    private final int leastCollections;
    private final TreeWindow trees;
    private final TreeGenerator generator;
    private final Histogram steps = Latencies.histogram();
    private final boolean collects = !Collector.inUse().equals(Optional.of(Collector.EPSILON));
    /** True if the measurement waits for collections. */
    private final boolean makesGarbage;

    private long fillNanos;
    private long inserted;
    private long lastAllocated;
    private long lastStep;

    private WindowTask(Window window, int leastCollections) {
        this.window = window;
        this.leastCollections = leastCollections;
        makesGarbage = collects && window.kind() == TreeKind.REFERENCE;
        trees = window.own() == null
                ? new TreeWindow(window.kind(), window.forest().trees())
                : new TreeWindow(
                        window.own().layout().newForest(), window.forest().trees());
        generator = new TreeGenerator(window.forest().seed());
    }

    /**
     * Runs the task.
     *
     * @param window the window
     * @param leastCollections the number of collections to see, within four times the longer of the window's time and
     *     the time of filling it
     * @return the measured columns, in one row
     */
    static List<Map<Column, Object>> run(Window window, int leastCollections) {
        try {
            return List.of(new WindowTask(window, leastCollections).measured());
        } catch (IOException e) {
            throw new UncheckedIOException("the JVM's events could not be written: free some disk space", e);
        }
    }

    private Map<Column, Object> measured() throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < window.forest().trees(); i++) {
            slide();
        }
        Map<Column, Object> row = new LinkedHashMap<>();
        row.put(Column.NODES, trees.nodes());
        fillNanos = System.nanoTime() - start;
        row.put(Column.BUILD_MS, fillNanos / 1e6);
        warmUp();
        steps.reset();
        try (GcSpan span = new GcSpan()) {
            measure(row, span);
            span.read().describe(row);
        }
        // After the measurement, read the live bytes from the JVM.
        System.gc();
        row.put(
                Column.USED_BYTES,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        Reference.reachabilityFence(trees);
        return row;
    }

    private void measure(Map<Column, Object> row, GcSpan span) {
        Hiccups hiccups = new Hiccups();
        long insertedBefore = inserted;
        CpuUse.Start cpu = CpuUse.start();
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long ownBefore = THREADS.getCurrentThreadCpuTime();
        long beansBefore = beans(GarbageCollectorMXBean::getCollectionTime);
        long start = System.nanoTime();
        String ended = slideOn(window.millis() * NANOS, leastCollections, 1);
        double millis = (System.nanoTime() - start) / 1e6;
        double own = (THREADS.getCurrentThreadCpuTime() - ownBefore) / 1e6;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        CpuUse use = cpu.untilNow();
        hiccups.close();
        span.stop();
        row.put(Column.ENDED_BY, ended);
        row.put(Column.MEASURED_MS, millis);
        row.put(Column.INSERTED_NODES, inserted - insertedBefore);
        row.put(Column.ALLOCATED_BYTES, allocated);
        row.put(Column.MUTATOR_CPU_MS, own);
        row.put(Column.PROCESS_CPU_MS, use.processMillis());
        use.describe(row);
        row.put(Column.GC_CPU_REST_MS, use.byDifference());
        row.put(Column.COMPILER_CPU_MS, use.compilerMillis());
        row.put(Column.GC_BEANS_MS, beans(GarbageCollectorMXBean::getCollectionTime) - beansBefore);
        row.put(Column.STEPS, steps.getTotalCount());
        Latencies.describe(row, "step", steps);
        Latencies.describe(row, "hiccup", hiccups.histogram());
    }

    private void warmUp() {
        slideOn(window.millis() * NANOS / WARM_UP_PART, WARM_UP_COLLECTIONS, 0.5);
    }

    /**
     * Slides the window for a time, and on until there were enough collections and the heap has been filled once.
     *
     * @param least the least time, in nanoseconds
     * @param enough the number of collections to see
     * @param heapPart the part of the heap that may be filled without a collector
     * @return the reason of the end: {@code time}, {@code too few collections}, {@code heap not filled once}, or
     *     {@code heap}
     */
    private String slideOn(long least, int enough, double heapPart) {
        long collectionsBefore = collections();
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long longest = LONGEST * Math.max(window.millis() * NANOS, fillNanos);
        lastStep = start;
        while (true) {
            slide();
            long elapsed = System.nanoTime() - start;
            long seen = collections() - collectionsBefore;
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            boolean filled = allocated >= Runtime.getRuntime().maxMemory();
            if (elapsed >= least && (!makesGarbage || seen >= enough && filled)) {
                return "time";
            }
            if (elapsed >= longest) {
                return seen < enough ? "too few collections" : "heap not filled once";
            }
            if (heapFull(heapPart)) {
                return "heap";
            }
        }
    }

    /** Replaces the oldest tree by a new, full one. */
    private void slide() {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        StackTree tree = trees.slide();
        generator.insertFullKeys(timed(tree), window.shape());
        inserted += window.shape().nodeCount(); // counting may take a walk
        lastAllocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    /**
     * Returns whether the next tree may not fit into a part of the heap. The result is false if there is a collector.
     */
    private boolean heapFull(double part) {
        Runtime heap = Runtime.getRuntime();
        double kept = (1 - part) * heap.maxMemory();
        return !collects && heap.freeMemory() < kept + 2 * lastAllocated + MARGIN;
    }

    private static long collections() {
        return beans(GarbageCollectorMXBean::getCollectionCount);
    }

    private static long beans(ToLongFunction<GarbageCollectorMXBean> figure) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(figure)
                .sum();
    }

    /**
     * Returns an inserter that records the time from the end of one step to the end of the next. This is the latency
     * that a caller sees, pauses included.
     */
    private Inserter timed(StackTree tree) {
        return (key, offset, length, value) -> {
            tree.insert(key, offset, length, value);
            long now = System.nanoTime();
            Latencies.record(steps, now - lastStep);
            lastStep = now;
        };
    }
}

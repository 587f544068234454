package heapwood.lab.plan;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A single measurement in one fresh JVM.
 *
 * @param task the task
 * @param workload the trees that the task is about
 * @param jdk the child's JDK
 * @param collector the child's collector
 * @param heapBytes the child's heap, in bytes, which neither grows nor shrinks
 * @param flags further flags of the child's JVM
 * @param collections the number of full collections to time, or of passes over a profile, after a first one to warm up;
 *     or the number of collections to see while a window slides
 * @param repetition the number, from 0, of this trial among equal ones
 * @param patience the longest time that the child may run
 */
public record Trial(
        Task task,
        Workload workload,
        Jdk jdk,
        Collector collector,
        long heapBytes,
        List<String> flags,
        int collections,
        int repetition,
        Duration patience) {
    private static final long MEBIBYTE = 1L << 20;
    private static final long SMALLEST_HEAP = 64 * MEBIBYTE;
    /**
     * The least heap of a window under a collector that stops the program. Its heap is what is asked about, so it is only kept from being
     * too small for the JVM itself. Collectors that work beside the program need more: ZGC ends out of memory in 16 MiB.
     */
    private static final long SMALLEST_WINDOW_HEAP = 16 * MEBIBYTE;

    private static final long BESIDE_TREES = 24 * MEBIBYTE;
    /**
     * The bytes that a measuring JVM keeps alive itself. 4 to 6 MB beside the trees were seen in use after a full
     * collection.
     */
    public static final long JVM_BYTES = 5_000_000;

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);
    private static final long PATIENCE_NANOS_A_NODE = 20_000;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is invalid or does not fit the others; the message names it
     */
    public Trial {
        Objects.requireNonNull(task);
        Objects.requireNonNull(workload);
        Objects.requireNonNull(jdk);
        Objects.requireNonNull(collector);
        flags = List.copyOf(flags);
        if (heapBytes < MEBIBYTE) {
            throw new IllegalArgumentException(
                    "a heap of " + heapBytes + " bytes is too small: ask for at least 1 MiB");
        }
        if (task == Task.INGEST && !(workload instanceof RealProfile)) {
            throw new IllegalArgumentException("only a real profile can be ingested, not " + workload);
        }
        if (task == Task.WINDOW != workload instanceof Window) {
            throw new IllegalArgumentException(
                    "a window is for the task window, and that for a window, not " + task + " for " + workload);
        }
        if (task == Task.CLIMB != workload instanceof Climb && !(task == Task.GROW && workload instanceof Climb)) {
            throw new IllegalArgumentException(
                    "a climb is for the tasks climb and grow, and climb for a climb, not " + task + " for " + workload);
        }
        if (collections < 1) {
            throw new IllegalArgumentException("a trial needs at least 1 collection: " + collections);
        }
    }

    /**
     * Returns a trial with a heap chosen by its headroom. The heap is {@code headroom} times the expected size of the
     * live trees, plus 24 MiB and the heap that the task itself needs, rounded up to a MiB and at least 64 MiB. A
     * window's headroom is the subject of its trial, so its heap is exactly {@code headroom} times the size of its
     * trees and the JVM's own objects, rounded up to a MiB and at least 16 MiB (64 under a collector that
     * works beside the program). The trial has 5 collections, and the
     * patience of a busy machine: two minutes and 20 µs a node.
     *
     * @param task the task
     * @param workload the trees
     * @param jdk the child's JDK
     * @param collector the child's collector
     * @param headroom the size of the heap as a multiple of the live bytes, more than 1
     * @throws IllegalArgumentException if {@code headroom} is 1 or less
     */
    public static Trial of(Task task, Workload workload, Jdk jdk, Collector collector, double headroom) {
        if (!(headroom > 1)) {
            throw new IllegalArgumentException(
                    "a heap of " + headroom + " times the live bytes cannot hold them: choose more than 1");
        }
        boolean compressed = compresses(collector);
        double live = workload.expectedBytes(compressed);
        long heap = task == Task.WINDOW
                ? (long) (headroom * (live + JVM_BYTES))
                : (long) (headroom * live) + BESIDE_TREES + task.bytesFor(workload.expectedObjects(), compressed);
        long smallest = task == Task.WINDOW && collector.stopsTheWorld() ? SMALLEST_WINDOW_HEAP : SMALLEST_HEAP;
        long rounded = (Math.max(heap, smallest) + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE;
        Duration patience = LEAST_PATIENCE.plusNanos(workload.nodes() * PATIENCE_NANOS_A_NODE);
        return new Trial(task, workload, jdk, collector, rounded, List.of(), 5, 0, patience);
    }

    /**
     * Returns the same trial, heap included, with another workload.
     *
     * @param other the workload
     */
    public Trial with(Workload other) {
        return new Trial(task, other, jdk, collector, heapBytes, flags, collections, repetition, patience);
    }

    /**
     * Returns the same trial with another heap.
     *
     * @param bytes the size of the heap, in bytes, at least 1 MiB
     */
    public Trial withHeap(long bytes) {
        return new Trial(task, workload, jdk, collector, bytes, flags, collections, repetition, patience);
    }

    /**
     * Returns the same trial with other flags in place of its own.
     *
     * @param further the flags, such as {@code -XX:+AlwaysPreTouch}
     */
    public Trial withFlags(String... further) {
        return new Trial(
                task, workload, jdk, collector, heapBytes, List.of(further), collections, repetition, patience);
    }

    /**
     * Returns the same trial with another number of collections.
     *
     * @param number the number, at least 1
     */
    public Trial withCollections(int number) {
        return new Trial(task, workload, jdk, collector, heapBytes, flags, number, repetition, patience);
    }

    /**
     * Returns the same trial with another patience.
     *
     * @param other the longest time that the child may run
     */
    public Trial withPatience(Duration other) {
        return new Trial(task, workload, jdk, collector, heapBytes, flags, collections, repetition, other);
    }

    /**
     * Returns a number of equal trials, numbered by repetition from 0.
     *
     * @param repetitions the number of trials
     */
    public List<Trial> repeated(int repetitions) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            trials.add(new Trial(task, workload, jdk, collector, heapBytes, flags, collections, i, patience));
        }
        return trials;
    }

    /** Returns whether references take 4 bytes under a collector, in heaps below 32 GB. */
    public static boolean compresses(Collector collector) {
        return collector != Collector.ZGC;
    }

    /** Returns the expected size of the live trees in this trial's heap, in bytes. */
    public long expectedBytes() {
        return workload.expectedBytes(compresses(collector));
    }

    /**
     * Returns an estimate of the time that the trial takes on an idle machine of today. It may take half or twice as
     * long.
     */
    public Duration estimate() {
        return Estimate.of(this);
    }

    /** Returns the most memory that the trial's JVM may take, in bytes. */
    public long neededBytes() {
        return Memory.neededFor(heapBytes);
    }

    /** Returns a description such as {@code window, G1, JDK 25, heap 64 MiB, 10 reference trees …}. */
    @Override
    public String toString() {
        return task + ", " + collector + ", " + jdk.label() + (flags.isEmpty() ? "" : " " + String.join(" ", flags))
                + ", heap " + heapMebibytes() + " MiB, " + workload
                + (repetition == 0 ? "" : ", repetition " + repetition);
    }

    /** Returns the heap in MiB, rounded down. */
    public long heapMebibytes() {
        return heapBytes / MEBIBYTE;
    }

    /**
     * Returns all properties that identify this trial, in one line. Two trials with the same key are the same
     * measurement.
     */
    public String key() {
        return String.join(
                " | ",
                task.toString(),
                workload.key(),
                jdk.build(),
                collector.label(),
                heapMebibytes() + " MiB",
                flags.isEmpty() ? "no flags" : String.join(" ", flags),
                collections + " collections",
                "repetition " + repetition);
    }
}

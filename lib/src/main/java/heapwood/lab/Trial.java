package heapwood.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One measurement in one fresh JVM.
 *
 * @param task what to measure
 * @param workload the trees it is about
 * @param jdk the child's JDK
 * @param collector the child's collector
 * @param heapBytes the child's heap, which neither grows nor shrinks
 * @param flags further flags of the child's JVM
 * @param collections how many full collections to time, or passes over a profile, after a first one to warm up; or how many
 *     collections to see while a window slides
 * @param repetition the number, from 0, of this trial among equal ones
 * @param patience how long the child may run
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
    /** A window's heap is what is asked about, so it is only kept from being too small for the JVM itself. */
    private static final long SMALLEST_WINDOW_HEAP = 16 * MEBIBYTE;

    private static final long BESIDE_TREES = 24 * MEBIBYTE;
    /** What a JVM that measures keeps alive itself: 4 to 6 MB were seen in use beside the trees after a full collection. */
    static final long JVM_BYTES = 5_000_000;

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);
    private static final long PATIENCE_NANOS_A_NODE = 20_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one makes no sense; the message names it
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
        if (task == Task.CLIMB != workload instanceof Climb) {
            throw new IllegalArgumentException(
                    "a climb is for the task climb, and that for a climb, not " + task + " for " + workload);
        }
        if (collections < 1) {
            throw new IllegalArgumentException("a trial needs at least 1 collection: " + collections);
        }
    }

    /**
     * A trial of this task with a heap of {@code headroom} times the bytes that the live trees are expected to take, and what
     * the task itself needs; for a window, whose headroom is what is asked about, exactly {@code headroom} times its trees and the JVM's
     * own objects, to the next MiB and at least 16; 5 collections, and the patience of a busy machine: two minutes and 20 µs a node.
     *
     * @param task what to measure
     * @param workload the trees
     * @param jdk the child's JDK
     * @param collector the child's collector
     * @param headroom more than 1
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
        long smallest = task == Task.WINDOW ? SMALLEST_WINDOW_HEAP : SMALLEST_HEAP;
        long rounded = (Math.max(heap, smallest) + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE;
        Duration patience = LEAST_PATIENCE.plusNanos(workload.nodes() * PATIENCE_NANOS_A_NODE);
        return new Trial(task, workload, jdk, collector, rounded, List.of(), 5, 0, patience);
    }

    /** The same, heap included, with another workload. */
    public Trial with(Workload other) {
        return new Trial(task, other, jdk, collector, heapBytes, flags, collections, repetition, patience);
    }

    /** The same with another heap. */
    public Trial withHeap(long bytes) {
        return new Trial(task, workload, jdk, collector, bytes, flags, collections, repetition, patience);
    }

    /** The same with further flags instead of those it has. */
    public Trial withFlags(String... further) {
        return new Trial(
                task, workload, jdk, collector, heapBytes, List.of(further), collections, repetition, patience);
    }

    /** The same with another number of collections. */
    public Trial withCollections(int number) {
        return new Trial(task, workload, jdk, collector, heapBytes, flags, number, repetition, patience);
    }

    /** The same with another patience. */
    public Trial withPatience(Duration other) {
        return new Trial(task, workload, jdk, collector, heapBytes, flags, collections, repetition, other);
    }

    /** So many equal trials, numbered. */
    public List<Trial> repeated(int repetitions) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            trials.add(new Trial(task, workload, jdk, collector, heapBytes, flags, collections, i, patience));
        }
        return trials;
    }

    /** Whether references take 4 bytes under a collector, in heaps below 32 GB. */
    static boolean compresses(Collector collector) {
        return collector != Collector.ZGC;
    }

    /** What its live trees are expected to take in its heap, in bytes. */
    public long expectedBytes() {
        return workload.expectedBytes(compresses(collector));
    }

    /** About how long it takes on an idle machine of today; it may well be half or twice as long. */
    public Duration estimate() {
        return Estimate.of(this);
    }

    /** What its JVM may come to take, in bytes. */
    public long neededBytes() {
        return Memory.neededFor(heapBytes);
    }

    /** In words: {@code window, G1, JDK 25, repetition 0: 10 reference trees …}. */
    @Override
    public String toString() {
        return task + ", " + collector + ", " + jdk.label() + (flags.isEmpty() ? "" : " " + String.join(" ", flags))
                + ", heap " + heapMebibytes() + " MiB, " + workload
                + (repetition == 0 ? "" : ", repetition " + repetition);
    }

    /** The heap in MiB, rounded down. */
    public long heapMebibytes() {
        return heapBytes / MEBIBYTE;
    }

    /** All that makes this trial what it is, in one line: two trials with the same key are the same measurement. */
    String key() {
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

    /** The command that runs it. */
    List<String> command(String classPath, String orders) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jvmFlags());
        command.addAll(List.of("-cp", classPath, TrialMain.class.getName(), orders));
        return command;
    }

    private List<String> jvmFlags() {
        List<String> all = new ArrayList<>(collector.flags(jdk));
        all.add("-Xms" + heapMebibytes() + "m");
        all.add("-Xmx" + heapMebibytes() + "m");
        all.addAll(List.of(
                // One clear end instead of a program that stumbles on.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + Path.of(Child.DIRECTORY, "hs_err.log"),
                "-Djava.io.tmpdir=" + Child.DIRECTORY,
                // No file of performance counters: it would outlive a child that is killed.
                "-XX:+PerfDisableSharedMem",
                // The JVM's own account of its threads' processor time.
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                // JOL attaches to its own JVM.
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "-Djava.awt.headless=true"));
        all.addAll(flags);
        return all;
    }
}

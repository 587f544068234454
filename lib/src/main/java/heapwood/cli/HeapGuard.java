package heapwood.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import heapwood.lab.Collector;
import heapwood.lab.LiveObjects;
import heapwood.lab.Memory;
import heapwood.profile.Quantity;
import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** Foresees whether the trees of a step fit into the heap, so that a run stops before the collector struggles. */
final class HeapGuard {
    /** Heap for each live byte: collectors need room to move. */
    private static final double ROOM = 1.5;

    /**
     * The same for Serial and Parallel, whose old generation is two thirds of the heap: once it is full, each young object
     * too many brings a full collection.
     */
    private static final double ROOM_WITH_FIXED_GENERATIONS = 2;

    private static final long STEP_OF_ADVICE = 100 << 20;

    private final TreeKind kind;
    private final long heap;
    private final long machine;
    private final double bytesPerNode;
    private final double room;
    private long held;

    /** For this JVM, whose bytes per node it measures on one tree of the first step: they depend on collector and flags. */
    static HeapGuard ofThisJvm(TreeKind kind) {
        TreeShape shape = Schedule.step(Schedule.FIRST).shape();
        StackTree sample = kind.newTree();
        new TreeGenerator(Schedule.SEED).insertFullKeys(sample, shape);
        double bytesPerNode = (double) LiveObjects.reachableFrom(sample).bytes() / sample.nodeCount();
        return new HeapGuard(kind, largestHeap(), Memory.total(), bytesPerNode, room());
    }

    /** What {@code -Xmx} was given; {@link Runtime#maxMemory} is less by a part of the young generation in some collectors. */
    private static long largestHeap() {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Long.parseLong(flags.getVMOption("MaxHeapSize").getValue());
    }

    private static double room() {
        boolean fixed = Collector.inUse()
                .filter(Set.of(Collector.SERIAL, Collector.PARALLEL)::contains)
                .isPresent();
        return fixed ? ROOM_WITH_FIXED_GENERATIONS : ROOM;
    }

    HeapGuard(TreeKind kind, long heap, long machine, double bytesPerNode, double room) {
        this.kind = kind;
        this.heap = heap;
        this.machine = machine;
        this.bytesPerNode = bytesPerNode;
        this.room = room;
    }

    /** Says that so many bytes are live and will stay so. */
    void hold(long bytes) {
        held += bytes;
    }

    /**
     * @param step what is to be built next
     * @param command what followed {@code java} when this JVM was started, to be shown with a larger heap
     * @throws CommandFailure if the heap is too small for it
     */
    void check(Schedule.Step step, String command) {
        double stepBytes = step.nodeCount() * bytesPerNode;
        double needed = (held + stepBytes) * room;
        if (needed > heap) {
            int fitting = (int) Math.max(0, (heap / room - held) / stepBytes * step.trees());
            throw new CommandFailure(
                    ExitCode.HEAP_TOO_SMALL,
                    "stopped before " + step.shape() + ": its " + Quantity.count(step.nodeCount()) + " nodes"
                            + (held == 0 ? "" : " and those before them") + " take about "
                            + Quantity.bytes((long) (held + stepBytes)) + " as " + kind
                            + " trees, which needs a heap of "
                            + Quantity.bytes((long) needed) + ", and this one is " + Quantity.bytes(heap) + "; "
                            + advice((long) needed, fitting, command));
        }
    }

    private String advice(long needed, int fitting, String command) {
        String fewer = fitting == 0 ? "" : ", or choose --trees " + fitting;
        String other = kind == TreeKind.REFERENCE ? ", or --tree compact" : "";
        if (needed > machine) {
            return ("this machine has " + Quantity.bytes(machine) + " of memory" + fewer + other)
                    .replaceFirst(", or", ":");
        }
        long megabytes = (needed / STEP_OF_ADVICE + 1) * STEP_OF_ADVICE >> 20;
        return "run java -Xmx" + megabytes + "m " + command + fewer + other;
    }
}

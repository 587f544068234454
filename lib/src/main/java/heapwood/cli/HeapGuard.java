package heapwood.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import heapwood.lab.child.LiveObjects;
import heapwood.lab.host.Collector;
import heapwood.lab.host.Memory;
import heapwood.profile.Quantity;
import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** An estimate of whether the next trees fit into the heap, so that a run stops before collections become too frequent. */
final class HeapGuard {
    /** The factor from live bytes to the heap needed: collectors need space to move objects. */
    private static final double ROOM = 1.5;

    /**
     * The factor for Serial and Parallel, whose old generation is two thirds of the heap. Once it is full, each young object that
     * does not fit causes a full collection.
     */
    private static final double ROOM_WITH_FIXED_GENERATIONS = 2;

    private static final long STEP_OF_ADVICE = 100 << 20;

    private final TreeKind kind;
    private final long heap;
    private final long machine;
    private final double bytesPerNode;
    private final double room;
    private long held;

    /**
     * Returns a guard for this JVM. It measures the bytes per node on one tree of the first step, since they depend on the
     * collector and the flags.
     */
    static HeapGuard ofThisJvm(TreeKind kind) {
        TreeShape shape = Schedule.step(Schedule.FIRST).shape();
        StackTree sample = kind.newTree();
        new TreeGenerator(Schedule.SEED).insertFullKeys(sample, shape);
        double bytesPerNode = (double) LiveObjects.reachableFrom(sample).bytes() / sample.nodeCount();
        return new HeapGuard(kind, largestHeap(), Memory.total(), bytesPerNode, room());
    }

    /**
     * Returns the value of {@code -Xmx} in bytes. {@link Runtime#maxMemory} is smaller by a part of the young generation under some
     * collectors.
     */
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

    /** Adds live bytes that will not be freed. */
    void hold(long bytes) {
        held += bytes;
    }

    /**
     * Checks that the trees of a step fit into the heap beside the bytes held.
     *
     * @param step the step to be built next
     * @param command the arguments of {@code java} when this JVM was started, shown in the message with a larger heap
     * @throws CommandFailure if the heap is too small for the step
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

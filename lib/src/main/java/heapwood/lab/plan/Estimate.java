package heapwood.lab.plan;

import heapwood.lab.host.Collector;
import heapwood.workload.TreeKind;
import java.time.Duration;

/**
 * An estimate of the time that a trial takes on an idle machine of two cores, used for planning and for the remaining
 * time of a run. Each figure is the mean over the rows of many trials, all collectors together. A single trial may take
 * half or twice as long.
 */
final class Estimate {
    private static final double MILLION = 1e6;

    /**
     * The time of a JVM's start and end, in milliseconds, and then that of starting the flight recorder and reading its
     * recording.
     */
    private static final double JVM_MILLIS = 600;

    private static final double RECORDER_MILLIS = 450;

    /**
     * The time of making and inserting one node's key into a pre-sized heap while the code is still cold, in
     * nanoseconds.
     */
    private static final double BUILD_NANOS = 400;

    /**
     * The times per node of the reference tree of a full collection, of the JVM's histogram, and of JOL's walk, in
     * nanoseconds.
     */
    private static final double COLLECTION_NANOS = 110;

    private static final double HISTOGRAM_NANOS = 200;
    private static final double WALK_NANOS = 3_000;

    /** The time of a full collection of an empty JVM, in milliseconds. */
    private static final double COLLECTION_MILLIS = 15;

    /**
     * The time of filling a byte of the heap with new trees, in nanoseconds: the program's part, and then the
     * collector's where half of the heap is free.
     */
    private static final double FILL_NANOS = 0.5;

    private static final double FILL_GC_NANOS = 1;

    /**
     * The time per node of reading a real profile's stacks, of inserting them once, and of iterating over them, in
     * nanoseconds.
     */
    private static final double PASS_NANOS = 1_500;

    private Estimate() {}

    static Duration of(Trial trial) {
        double nodes = trial.workload().nodes();
        boolean objects = trial.workload().kind() == TreeKind.REFERENCE;
        double build = nodes * BUILD_NANOS / MILLION;
        double histogram = objects ? nodes * HISTOGRAM_NANOS / MILLION : 0;
        double walk = objects ? nodes * WALK_NANOS / MILLION : 0;
        double collection = COLLECTION_MILLIS + (objects ? nodes * COLLECTION_NANOS / MILLION : 0);
        double work = switch (trial.task()) {
            case COUNT -> build + histogram + walk;
            case PAUSE -> RECORDER_MILLIS + build + histogram + (trial.collections() + 1) * collection;
            case WINDOW -> RECORDER_MILLIS + build + collection + windowMillis(trial, objects);
            case INGEST, GROW, CLIMB -> (trial.collections() + 1) * nodes * PASS_NANOS / MILLION + walk;
        };
        return Duration.ofMillis((long) (JVM_MILLIS + work));
    }

    /**
     * Returns the time of the warm-up and the measurement, in milliseconds. The warm-up is half as long; both continue
     * until the heap has been filled once more if dropped trees are garbage.
     */
    private static double windowMillis(Trial trial, boolean objects) {
        double millis = ((Window) trial.workload()).millis();
        double fill = 0;
        if (objects && trial.collector() != Collector.EPSILON) {
            double headroom = (double) trial.heapBytes() / (trial.expectedBytes() + Trial.JVM_BYTES);
            double nanos = FILL_NANOS + FILL_GC_NANOS / Math.max(0.2, headroom - 1);
            fill = trial.heapBytes() * nanos / MILLION;
        }
        return Math.max(millis / 2, fill) + Math.max(millis, fill);
    }
}

package heapwood.lab;

import heapwood.workload.TreeKind;
import java.time.Duration;

/**
 * About how long a trial takes on an idle machine of two cores: to plan by, and to tell how much of a run remains. Each figure is
 * what rows of many trials have in the mean, collectors taken together; a single trial may take half or twice as long.
 */
final class Estimate {
    private static final double MILLION = 1e6;

    /** A JVM's start, the flight recorder's, reading what it recorded, and the JVM's end. */
    private static final double JVM_MILLIS = 600;

    private static final double RECORDER_MILLIS = 450;

    /** For each node: to make its key and insert it into a heap that is pre-sized, code still cold. */
    private static final double BUILD_NANOS = 400;

    /** For each node of the reference tree: a full collection, the JVM's histogram, and JOL's walk. */
    private static final double COLLECTION_NANOS = 110;

    private static final double HISTOGRAM_NANOS = 200;
    private static final double WALK_NANOS = 3_000;

    /** A full collection of an empty JVM. */
    private static final double COLLECTION_MILLIS = 15;

    /** For each byte of the heap, to fill it once with new trees: the program's part, and the collector's where half of it is free. */
    private static final double FILL_NANOS = 0.5;

    private static final double FILL_GC_NANOS = 1;

    /** For each node: to read a real profile's stacks, to insert them once, and to iterate over them. */
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

    /** The warm-up, half as long as what follows; both go on until the heap has been filled once more, where trees are garbage when dropped. */
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

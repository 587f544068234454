package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Memory;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.plan.Window;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;

/**
 * A plan of sliding windows along three lines: over the headroom at a fixed number of live trees, over the number of
 * live trees at a fixed headroom, and over the number of live trees in a fixed heap. The lines meet where
 * {@code middle} trees have the fixed headroom, and where they have the largest.
 *
 * <p>All trees are the original program's first ones, of 100,002 nodes. The compact trees get the heaps of the
 * reference trees.
 *
 * @param symbolBytes the random bytes in one name
 * @param millis the time to measure each window, in milliseconds
 * @param middle the number of live trees of the line over the headroom
 * @param headrooms the headrooms of that line, more than 1 and growing
 * @param headroom the fixed headroom
 * @param trees the numbers of live trees at the fixed headroom
 * @param treesInHeap the numbers of live trees in the fixed heap, which is that of the middle with the largest headroom
 */
public record WindowSweep(
        int symbolBytes,
        int millis,
        int middle,
        List<Double> headrooms,
        double headroom,
        List<Integer> trees,
        List<Integer> treesInHeap) {
    private static final double NEAR = 0.03;

    /**
     * Returns the trial of one window.
     *
     * @param jdk the child's JDK
     * @param collector the child's collector
     * @param tree the kind of tree
     * @param live the number of live trees
     * @param times the headroom
     */
    public Trial trial(Jdk jdk, Collector collector, TreeKind tree, int live, double times) {
        Window window = window(live);
        return Trial.of(Task.WINDOW, window, jdk, collector, times).with(window.as(tree));
    }

    /** Returns the number of live trees of the largest window. */
    public int most() {
        return trees.get(trees.size() - 1);
    }

    private Window window(int live) {
        TreeShape first = Schedule.step(Schedule.FIRST).shape();
        TreeShape shape = new TreeShape(first.width(), first.depth(), symbolBytes);
        return new Window(new Forest(TreeKind.REFERENCE, live, shape, Schedule.SEED, true), millis);
    }

    /**
     * Returns the trials of all three lines of one tree under one collector.
     *
     * @param jdk the child's JDK
     * @param collector the child's collector
     * @param tree the kind of tree
     * @param repetitions the number of repetitions of the middle at the fixed headroom and at the ends of the line over
     *     the headroom; all others are measured once
     */
    public List<Trial> lines(Jdk jdk, Collector collector, TreeKind tree, int repetitions) {
        Set<Trial> trials = new LinkedHashSet<>();
        List<Double> repeated = List.of(headrooms.get(0), headroom, headrooms.get(headrooms.size() - 1));
        for (double times : headrooms) {
            trials.addAll(
                    trial(jdk, collector, tree, middle, times).repeated(repeated.contains(times) ? repetitions : 1));
        }
        for (int live : trees) {
            trials.add(trial(jdk, collector, tree, live, headroom));
        }
        for (int live : treesInHeap) {
            trials.add(trial(jdk, collector, tree, live, headroom).withHeap(heapBytes()));
        }
        return new ArrayList<>(trials);
    }

    /**
     * Returns a trial of the middle window without a collector, that is, with Epsilon. Its heap is as large as the
     * available memory allows, so that it does not become full while Epsilon measures, if the memory suffices.
     *
     * @param jdk the child's JDK
     * @param tree the kind of tree
     * @param mostBytes the largest heap, in bytes
     */
    public Trial withoutCollector(Jdk jdk, TreeKind tree, long mostBytes) {
        long heap = Math.min(mostBytes, Memory.largestHeap());
        // Without this flag it would touch new pages while it is measured; other collectors have touched theirs before.
        return trial(jdk, Collector.EPSILON, tree, middle, headroom)
                .withHeap(Math.max(heap, 2L << 20))
                .withFlags("-XX:+AlwaysPreTouch");
    }

    /** Returns the fixed heap, the same for all collectors, in bytes. */
    public long heapBytes() {
        double most = headrooms.get(headrooms.size() - 1);
        return trial(Jdk.current(), Collector.G1, TreeKind.REFERENCE, middle, most)
                .heapBytes();
    }

    /**
     * Returns the points with the middle number of live trees and one of the headrooms.
     *
     * @param points the points of all lines
     * @throws IllegalStateException if there is no such point
     */
    public List<WindowPoint> overHeadroom(List<WindowPoint> points) {
        long objects = window(middle).referenceObjects();
        return measured(
                "over the headroom",
                points,
                point -> point.referenceObjects() == objects
                        && headrooms.stream().anyMatch(times -> has(point, times)));
    }

    /**
     * Returns the points with the fixed headroom.
     *
     * @param points the points of all lines
     * @throws IllegalStateException if there is no such point
     */
    public List<WindowPoint> atHeadroom(List<WindowPoint> points) {
        return measured("at the fixed headroom", points, point -> has(point, headroom));
    }

    /**
     * Returns the points in the fixed heap.
     *
     * @param points the points of all lines
     * @throws IllegalStateException if there is no such point
     */
    public List<WindowPoint> inHeap(List<WindowPoint> points) {
        return measured("in the fixed heap", points, point -> isFixedHeap(point.heapMebibytes()));
    }

    /** Returns the points of a line. Fails without a point, since such a line has no ends and cannot be described. */
    private static List<WindowPoint> measured(String line, List<WindowPoint> points, Predicate<WindowPoint> belongs) {
        List<WindowPoint> found = points.stream()
                .filter(point -> point.collector() != Collector.EPSILON && belongs.test(point))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "not measured: of the windows " + line
                            + " no trial ended well; the rows say why, and running the cell of the trials again measures what failed");
        }
        return found;
    }

    /**
     * Returns whether a point was measured at a headroom, in the heap that is planned for it or in one of about the
     * same headroom. Heaps are whole MiB and have a least size, so a small window's headroom is not exactly the
     * requested one.
     */
    private boolean has(WindowPoint point, double times) {
        return has(point.headroom(), point.heapMebibytes(), point.referenceObjects(), point.collector(), times);
    }

    private boolean has(double had, long mebibytes, long referenceObjects, Collector collector, double times) {
        return Math.abs(had / times - 1) < NEAR || mebibytes == plannedMebibytes(referenceObjects, collector, times);
    }

    /**
     * Returns the heap that is planned for a window of a number of objects, in MiB; -1 if no such window is planned.
     */
    private long plannedMebibytes(long referenceObjects, Collector collector, double times) {
        return Stream.concat(Stream.of(middle), Stream.concat(trees.stream(), treesInHeap.stream()))
                .filter(live -> window(live).referenceObjects() == referenceObjects)
                .mapToLong(live -> trial(Jdk.current(), collector, TreeKind.REFERENCE, live, times)
                        .heapMebibytes())
                .findFirst()
                .orElse(-1);
    }

    /**
     * Returns whether a failed row belongs to the line in the fixed heap.
     *
     * @param failed the row of a window trial that failed
     */
    public boolean inHeap(Row failed) {
        return isFixedHeap((long) number(failed, Column.HEAP_MIB));
    }

    /** Returns whether a row belongs to the middle window at the fixed headroom, run without flags of its own. */
    boolean isMiddle(Row row) {
        return number(row, Column.TREES) == middle
                && text(row, Column.FLAGS).isEmpty()
                && has(
                        WindowPoint.headroom(row),
                        (long) number(row, Column.HEAP_MIB),
                        PausePoint.referenceObjects(row),
                        Collector.of(text(row, Column.COLLECTOR)),
                        headroom);
    }

    private boolean isFixedHeap(long mebibytes) {
        return mebibytes == heapBytes() >> 20;
    }

    /**
     * Returns the points whose costs are comparable: those of the middle window at the fixed headroom, and Epsilon's.
     *
     * @param points the points of all lines
     */
    public List<WindowPoint> compared(List<WindowPoint> points) {
        long objects = window(middle).referenceObjects();
        return points.stream()
                .filter(point -> point.referenceObjects() == objects
                        && (point.collector() == Collector.EPSILON || has(point, headroom)))
                .toList();
    }
}

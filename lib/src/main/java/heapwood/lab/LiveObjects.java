package heapwood.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.info.GraphStats;

/**
 * How many objects are reachable from some roots, and how many bytes they take in this JVM: exact, by walking every
 * reference (JOL).
 *
 * <p>What is counted: each root, and each object that a chain of instance fields and array elements leads to, once,
 * however many chains lead there. Class objects and what only static fields hold are not counted; an object that a static
 * field holds <em>and</em> that a root reaches is. So the trees of a {@link heapwood.tree.ReferenceTree} with a leaf
 * reach two objects that all such trees share, the empty child array and the root's empty name: they count once for all
 * trees of one call. A collection that is passed as the roots is not itself counted, its elements are.
 *
 * <p>The number of objects is the same in every JVM. The bytes are not: they depend on the width of references and of
 * object headers, which collector, heap size and flags decide.
 *
 * <p>Counting sets each object's identity hash, which makes later collections a little slower, so count after timing.
 *
 * @param objects how many objects
 * @param bytes what they take, headers and padding included
 */
public record LiveObjects(long objects, long bytes) {

    /**
     * Counts. Takes some 300 to 800 ns an object, and at its peak 12 to 36 bytes of heap an object for the set of those
     * seen (twice that where references are not compressed).
     *
     * @param roots where to start, not null
     */
    public static LiveObjects reachableFrom(Object... roots) {
        if (roots.length == 0) {
            return new LiveObjects(0, 0);
        }
        Jol.wake();
        GraphStats stats = GraphStats.parseInstance(roots);
        return new LiveObjects(stats.totalCount(), stats.totalSize());
    }

    /** {@link #reachableFrom(Object...)} of a collection's elements; the collection itself is not counted. */
    public static LiveObjects reachableFromAll(Collection<?> roots) {
        return reachableFrom(roots.toArray());
    }

    /**
     * Counts all objects of this JVM that a full collection leaves, by its class histogram: much faster than {@link #reachableFrom}
     * in a graph of millions. The JVM's own objects are in it, and come and go, so the difference of two counts is good to some
     * hundreds of objects.
     *
     * @throws IllegalStateException if this JVM offers no histogram
     */
    public static LiveObjects inThisJvm() {
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        return new LiveObjects(histogram.objects(any -> true), histogram.bytes(any -> true));
    }

    /** Returns how many objects and bytes more there are here than in another count. */
    public LiveObjects minus(LiveObjects other) {
        return new LiveObjects(objects - other.objects, bytes - other.bytes);
    }

    /**
     * Counts by class, the class with the most bytes first. Meant for small graphs: it keeps some 60 to 100 bytes of heap
     * for each object it visits.
     *
     * @param roots where to start, not null
     */
    public static List<ByClass> byClass(Object... roots) {
        if (roots.length == 0) {
            return List.of();
        }
        Jol.wake();
        GraphLayout layout = GraphLayout.parseInstance(roots);
        List<ByClass> rows = new ArrayList<>();
        for (Class<?> c : layout.getClasses()) {
            long count = layout.getClassCounts().count(c);
            rows.add(new ByClass(c.getTypeName(), count, layout.getClassSizes().count(c)));
        }
        rows.sort(Comparator.comparingLong(ByClass::bytes).reversed().thenComparing(ByClass::className));
        return rows;
    }

    /**
     * Wakes the counter, so that a first count in front of a reader does not seem slow. Takes a few tenths of a second, once.
     *
     * @throws IllegalStateException if JOL does not work in this JVM
     */
    public static void prepare() {
        Jol.wake();
    }

    /**
     * The objects of one class.
     *
     * @param className as in source: {@code byte[]}
     * @param objects how many
     * @param bytes what they take together
     */
    public record ByClass(String className, long objects, long bytes) {}
}

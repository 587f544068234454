package heapwood.lab.child;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.info.GraphStats;

/**
 * The number of objects that are reachable from some roots, and their size in this JVM. Both are exact: JOL walks every
 * reference.
 *
 * <p>Each root is counted, and each object that a chain of instance fields and array elements leads to, once, however
 * many chains lead there. Class objects are not counted, nor are objects that only static fields hold; an object that a
 * static field holds <em>and</em> a root reaches is counted. So the trees of a {@link heapwood.tree.ReferenceTree} with
 * a leaf reach two objects that all such trees share, the empty child array and the root's empty name: they count once
 * for all trees of one call. Of a collection that is passed as the roots, the elements are counted, not the collection
 * itself.
 *
 * <p>The number of objects is the same in every JVM. The bytes are not: they depend on the width of references and of
 * object headers, which collector, heap size and flags determine.
 *
 * <p>Counting sets each object's identity hash, which makes later collections a little slower, so count after timing.
 *
 * @param objects the number of objects
 * @param bytes their size in bytes, headers and padding included
 */
public record LiveObjects(long objects, long bytes) {

    /**
     * Returns the objects reachable from roots. Takes some 300 to 800 ns an object, and at its peak 12 to 36 bytes of
     * heap an object for the set of visited ones (twice that if references are not compressed).
     *
     * @param roots the roots, not null
     */
    public static LiveObjects reachableFrom(Object... roots) {
        if (roots.length == 0) {
            return new LiveObjects(0, 0);
        }
        Jol.wake();
        GraphStats stats = GraphStats.parseInstance(roots);
        return new LiveObjects(stats.totalCount(), stats.totalSize());
    }

    /**
     * Returns the objects reachable from a collection's elements, as {@link #reachableFrom(Object...)} does. The
     * collection itself is not counted.
     *
     * @param roots the collection of roots, none of them null
     */
    public static LiveObjects reachableFromAll(Collection<?> roots) {
        return reachableFrom(roots.toArray());
    }

    /**
     * Returns all objects of this JVM that survive a full collection, by its class histogram. Much faster than
     * {@link #reachableFrom} in a graph of millions. The count includes the JVM's own objects, which come and go, so
     * the difference of two counts is accurate to some hundreds of objects.
     *
     * @throws IllegalStateException if this JVM offers no histogram
     */
    public static LiveObjects inThisJvm() {
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        return new LiveObjects(histogram.objects(any -> true), histogram.bytes(any -> true));
    }

    /**
     * Returns the difference of this count and another one, in objects and bytes.
     *
     * @param other the count to subtract
     */
    public LiveObjects minus(LiveObjects other) {
        return new LiveObjects(objects - other.objects, bytes - other.bytes);
    }

    /**
     * Returns the objects reachable from roots by class, the class with the most bytes first. Meant for small graphs:
     * it keeps some 60 to 100 bytes of heap for each object it visits.
     *
     * @param roots the roots, not null
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
     * Initializes the counter, so that the first count is as fast as later ones. Takes a few tenths of a second, once.
     *
     * @throws IllegalStateException if JOL does not work in this JVM
     */
    public static void prepare() {
        Jol.wake();
    }

    /**
     * The objects of one class.
     *
     * @param className the class's name as in source code: {@code byte[]}
     * @param objects the number of objects
     * @param bytes their size in bytes
     */
    public record ByClass(String className, long objects, long bytes) {}
}

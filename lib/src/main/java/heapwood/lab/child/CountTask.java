package heapwood.lab.child;

import heapwood.lab.plan.Column;
import heapwood.lab.plan.Workload;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The task that counts a forest's live objects in two independent ways. The JVM's histogram walks the heap; JOL walks
 * references from the trees, or from the forest that compact trees share. The histogram comes first, since it would
 * otherwise include JOL's own set of objects.
 */
final class CountTask {
    private static final String TREES = "heapwood.tree.";
    private static final Predicate<String> BYTE_ARRAYS = "[B"::equals;
    private static final Predicate<String> TREE_OBJECTS = name -> name.startsWith(TREES);
    private static final Predicate<String> TREE_ARRAYS = name -> name.startsWith("[L" + TREES);
    private static final Predicate<String> OTHER_ARRAYS =
            name -> name.startsWith("[") && !BYTE_ARRAYS.test(name) && !TREE_ARRAYS.test(name);

    private CountTask() {}

    static List<Map<Column, Object>> run(Workload workload) {
        long start = System.nanoTime();
        List<StackTree> trees = workload.build();
        double buildMillis = (System.nanoTime() - start) / 1e6;
        long nodes = trees.stream().mapToLong(StackTree::nodeCount).sum();
        List<Object> holders = TreeKind.holders(trees);
        trees = null; // or handles of compact trees would be in the histogram
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        LiveObjects live = LiveObjects.reachableFromAll(holders);
        Map<Column, Object> row = new LinkedHashMap<>();
        row.put(Column.NODES, nodes);
        row.put(Column.BUILD_MS, buildMillis);
        row.put(Column.OBJECTS, live.objects());
        row.put(Column.BYTES, live.bytes());
        row.put(Column.TREE_OBJECTS, histogram.objects(TREE_OBJECTS));
        row.put(Column.TREE_ARRAYS, histogram.objects(TREE_ARRAYS));
        row.put(Column.BYTE_ARRAYS, histogram.objects(BYTE_ARRAYS));
        row.put(Column.OTHER_ARRAYS, histogram.objects(OTHER_ARRAYS));
        row.put(Column.TREE_CLASS_BYTES, histogram.bytes(TREE_OBJECTS.or(TREE_ARRAYS)));
        row.put(Column.BYTE_ARRAY_BYTES, histogram.bytes(BYTE_ARRAYS));
        row.put(Column.OTHER_ARRAY_BYTES, histogram.bytes(OTHER_ARRAYS));
        row.put(Column.HEAP_OBJECTS, histogram.objects(name -> true));
        row.put(Column.HEAP_BYTES, histogram.bytes(name -> true));
        Reference.reachabilityFence(holders);
        return List.of(row);
    }
}

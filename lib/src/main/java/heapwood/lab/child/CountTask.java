package heapwood.lab.child;

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

    static List<Map<String, Object>> run(Workload workload) {
        long start = System.nanoTime();
        List<StackTree> trees = workload.build();
        double buildMillis = (System.nanoTime() - start) / 1e6;
        long nodes = trees.stream().mapToLong(StackTree::nodeCount).sum();
        List<Object> holders = TreeKind.holders(trees);
        trees = null; // or handles of compact trees would be in the histogram
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        LiveObjects live = LiveObjects.reachableFromAll(holders);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("nodes", nodes);
        row.put("build_ms", buildMillis);
        row.put("objects", live.objects());
        row.put("bytes", live.bytes());
        row.put("tree_objects", histogram.objects(TREE_OBJECTS));
        row.put("tree_arrays", histogram.objects(TREE_ARRAYS));
        row.put("byte_arrays", histogram.objects(BYTE_ARRAYS));
        row.put("other_arrays", histogram.objects(OTHER_ARRAYS));
        row.put("tree_class_bytes", histogram.bytes(TREE_OBJECTS.or(TREE_ARRAYS)));
        row.put("byte_array_bytes", histogram.bytes(BYTE_ARRAYS));
        row.put("other_array_bytes", histogram.bytes(OTHER_ARRAYS));
        row.put("heap_objects", histogram.objects(name -> true));
        row.put("heap_bytes", histogram.bytes(name -> true));
        Reference.reachabilityFence(holders);
        return List.of(row);
    }
}

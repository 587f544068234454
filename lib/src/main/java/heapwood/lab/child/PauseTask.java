package heapwood.lab.child;

import heapwood.lab.plan.Column;
import heapwood.lab.plan.Workload;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task that times full collections of a heap that holds a forest and nothing else of size. The first call is marked
 * as a warm-up: it moves the objects that were still young after building, and compacts for the first time.
 */
final class PauseTask {
    private PauseTask() {}

    static List<Map<Column, Object>> run(Workload workload, int collections) {
        long start = System.nanoTime();
        List<StackTree> trees = workload.build();
        double buildMillis = (System.nanoTime() - start) / 1e6;
        List<GcRecording.Call> calls = record(collections + 1);
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        // After the timing, since a histogram collects once more; it does not change the objects.
        ClassHistogram histogram = ClassHistogram.ofThisJvm();
        long nodes = trees.stream().mapToLong(StackTree::nodeCount).sum();
        Reference.reachabilityFence(trees);
        List<Map<Column, Object>> rows = new ArrayList<>();
        for (GcRecording.Call call : calls) {
            Map<Column, Object> row = new LinkedHashMap<>();
            row.put(Column.NODES, nodes);
            row.put(Column.BUILD_MS, buildMillis);
            row.put(Column.USED_BYTES, used);
            row.put(Column.HEAP_OBJECTS, histogram.objects(name -> true));
            row.put(Column.HEAP_BYTES, histogram.bytes(name -> true));
            row.put(Column.COLLECTION, call.number());
            row.put(Column.WARM_UP, call.number() == 0);
            row.put(Column.COLLECTIONS_SEEN, call.collections());
            row.put(Column.PAUSES, call.pauses());
            row.put(Column.PAUSE_MS, call.pauseMillis());
            row.put(Column.LONGEST_PAUSE_MS, call.longestPauseMillis());
            row.put(Column.CYCLE_MS, call.cycleMillis());
            row.put(Column.CALL_MS, call.callMillis());
            call.cpu().describe(row);
            rows.add(row);
        }
        return rows;
    }

    private static List<GcRecording.Call> record(int calls) {
        try {
            return GcRecording.ofFullCollections(calls);
        } catch (IOException e) {
            throw new UncheckedIOException("the JVM's events could not be written: free some disk space", e);
        }
    }
}

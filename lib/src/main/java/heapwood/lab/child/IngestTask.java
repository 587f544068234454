package heapwood.lab.child;

import heapwood.lab.plan.Column;
import heapwood.lab.plan.RealProfile;
import heapwood.tree.StackTree;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task that reads a profile into a new tree, several times in the same JVM. The first pass runs with cold code, as
 * a command line program does; later passes show the cost in a profiler that runs all day.
 *
 * <p>The times exclude unpacking and parsing the file, and are measured by {@link TimedInserts}.
 */
final class IngestTask {
    private IngestTask() {}

    /** @param passes the number of passes after the first */
    static List<Map<Column, Object>> run(RealProfile profile, int passes) {
        List<Map<Column, Object>> rows = new ArrayList<>();
        StackTree tree = null;
        for (int pass = 0; pass <= passes; pass++) {
            tree = null; // or two trees would be live
            tree = profile.kind().newTree();
            rows.add(pass(pass, profile, tree));
        }
        LiveObjects live = LiveObjects.reachableFrom(tree);
        Reference.reachabilityFence(tree);
        rows.forEach(row -> {
            row.put(Column.OBJECTS, live.objects());
            row.put(Column.BYTES, live.bytes());
        });
        return rows;
    }

    private static Map<Column, Object> pass(int number, RealProfile profile, StackTree tree) {
        long start = System.nanoTime();
        TimedInserts inserts = new TimedInserts(tree);
        profile.insertInto(inserts);
        inserts.insertGathered();
        Map<Column, Object> row = new LinkedHashMap<>();
        row.put(Column.NODES, tree.nodeCount());
        row.put(Column.STACKS, inserts.stacks());
        row.put(Column.PASS, number);
        row.put(Column.INSERT_CPU_MS, inserts.processorNanos() / 1e6);
        row.put(Column.INSERT_MS, inserts.elapsedNanos() / 1e6);
        row.put(Column.READ_MS, (System.nanoTime() - start) / 1e6);
        return row;
    }
}

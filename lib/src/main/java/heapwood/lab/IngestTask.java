package heapwood.lab;

import heapwood.tree.StackTree;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a profile into a tree, several times in the same JVM, each time into a new tree: the first pass finds cold code, as
 * a command line does; later ones show what a profiler that runs all day pays.
 *
 * <p>The clock is read around each insertion, so that decoding and parsing the file are not in the time; the clock itself
 * is, some 50 ns a stack.
 */
final class IngestTask {
    private final RealProfile profile;
    private long insertNanos;

    private IngestTask(RealProfile profile) {
        this.profile = profile;
    }

    /** @param passes how many after the first */
    static List<Map<String, Object>> run(RealProfile profile, int passes) {
        List<Map<String, Object>> rows = new ArrayList<>();
        StackTree tree = null;
        for (int pass = 0; pass <= passes; pass++) {
            tree = null; // or two trees would be live
            tree = new IngestTask(profile).pass(pass, rows);
        }
        LiveObjects live = LiveObjects.reachableFrom(tree);
        Reference.reachabilityFence(tree);
        rows.forEach(row -> {
            row.put("objects", live.objects());
            row.put("bytes", live.bytes());
        });
        return rows;
    }

    private StackTree pass(int number, List<Map<String, Object>> rows) {
        StackTree tree = profile.kind().newTree();
        long start = System.nanoTime();
        long stacks = profile.read((buffer, offset, length, value) -> insert(tree, buffer, offset, length, value))
                .stacks();
        long wallNanos = System.nanoTime() - start;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("nodes", tree.nodeCount());
        row.put("stacks", stacks);
        row.put("pass", number);
        row.put("insert_ms", insertNanos / 1e6);
        row.put("read_ms", wallNanos / 1e6);
        rows.add(row);
        return tree;
    }

    private void insert(StackTree tree, byte[] buffer, int offset, int length, long value) {
        long start = System.nanoTime();
        tree.insert(buffer, offset, length, value);
        insertNanos += System.nanoTime() - start;
    }
}

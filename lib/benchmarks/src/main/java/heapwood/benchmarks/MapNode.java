package heapwood.benchmarks;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** A node with a map of its children by name, as in async-profiler's converter. */
final class MapNode {
    private final Supplier<Map<String, MapNode>> maps;
    private Map<String, MapNode> children;
    private long self;
    private long total;

    MapNode(Supplier<Map<String, MapNode>> maps) {
        this.maps = maps;
    }

    void insert(byte[] key, int offset, int length, long value) {
        MapNode node = this;
        int end = offset + length;
        for (int from = offset; from <= end; ) {
            int to = from;
            while (to < end && key[to] != StackTree.SEPARATOR) {
                to++;
            }
            node.total += value;
            node = node.child(new String(key, from, to - from, StandardCharsets.ISO_8859_1));
            from = to + 1;
        }
        node.total += value;
        node.self += value;
    }

    private MapNode child(String name) {
        if (children == null) {
            children = maps.get();
        }
        return children.computeIfAbsent(name, any -> new MapNode(maps));
    }
}

package heapwood.benchmarks;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.util.Arrays;

/**
 * A tree of node objects with sorted children, like the reference tree, that keeps the last key and the nodes on its path, like the
 * compact tree. Compared with both, it separates the effect of arrays from that of keeping the path.
 */
final class RememberingTree implements Inserter {
    private static final Node[] NO_CHILDREN = {};

    private final Node root = new Node(new byte[0]);
    private byte[] lastKey = new byte[256];
    private int lastLength = -1;
    private Node[] path = new Node[64];
    private int[] ends = new int[64];
    private int frames;

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        int known = knownFrames(key, offset, length);
        root.total += value;
        Node node = root;
        for (int i = 0; i < known; i++) {
            node = path[i];
            node.total += value;
        }
        int end = offset + length;
        int from = known == 0 ? offset : offset + ends[known - 1] + 1;
        frames = known;
        while (from <= end) {
            int to = from;
            while (to < end && key[to] != StackTree.SEPARATOR) {
                to++;
            }
            node = node.child(key, from, to);
            node.total += value;
            remember(node, to - offset);
            from = to + 1;
        }
        node.self += value;
        if (length > lastKey.length) {
            lastKey = Arrays.copyOf(lastKey, 2 * length);
        }
        System.arraycopy(key, offset, lastKey, 0, length);
        lastLength = length;
    }

    /** Returns the number of leading frames that a key has in common with the last one. */
    private int knownFrames(byte[] key, int offset, int length) {
        if (lastLength < 0) {
            return 0;
        }
        int common = Arrays.mismatch(lastKey, 0, lastLength, key, offset, offset + length);
        if (common < 0) {
            return frames;
        }
        boolean frameEnds = common == length || key[offset + common] == StackTree.SEPARATOR;
        int known = frames;
        while (known > 0 && ends[known - 1] > (frameEnds ? common : common - 1)) {
            known--;
        }
        return known;
    }

    private void remember(Node node, int end) {
        if (frames == path.length) {
            path = Arrays.copyOf(path, 2 * frames);
            ends = Arrays.copyOf(ends, 2 * frames);
        }
        path[frames] = node;
        ends[frames++] = end;
    }

    /** Returns the number of nodes, the root included. */
    int nodes() {
        return root.nodes();
    }

    private static final class Node {
        final byte[] name;
        long self;
        long total;
        Node[] children = NO_CHILDREN;
        int childCount;

        Node(byte[] name) {
            this.name = name;
        }

        int nodes() {
            int nodes = 1;
            for (int i = 0; i < childCount; i++) {
                nodes += children[i].nodes();
            }
            return nodes;
        }

        Node child(byte[] key, int from, int to) {
            int low = 0;
            int high = childCount - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                Node child = children[middle];
                int order = Arrays.compareUnsigned(child.name, 0, child.name.length, key, from, to);
                if (order == 0) {
                    return child;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            if (childCount == children.length) {
                children = Arrays.copyOf(children, Math.max(1, childCount * 2));
            }
            System.arraycopy(children, low, children, low + 1, childCount - low);
            childCount++;
            return children[low] = new Node(Arrays.copyOfRange(key, from, to));
        }
    }
}

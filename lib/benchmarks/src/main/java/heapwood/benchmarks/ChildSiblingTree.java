package heapwood.benchmarks;

import java.util.Arrays;

/**
 * A tree in columns, laid out like Grafana Pyroscope's symbol database: for each node its frame, its first child, its next sibling,
 * its parent and its value. A child is found by a linear search of the siblings.
 */
final class ChildSiblingTree implements IdInserter {
    private static final int ROOT = 0;
    private static final int NONE = 0;

    private int[] frames = new int[1024];
    private int[] parents = new int[1024];
    private int[] firstChildren = new int[1024];
    private int[] nextSiblings = new int[1024];
    private long[] values = new long[1024];
    private int nodes = 1;

    @Override
    public void insert(int[] stack, int offset, int length, long value) {
        int node = ROOT;
        for (int i = offset; i < offset + length; i++) {
            node = child(node, stack[i]);
        }
        values[node] += value;
    }

    private int child(int parent, int frame) {
        int last = NONE;
        for (int child = firstChildren[parent]; child != NONE; child = nextSiblings[child]) {
            if (frames[child] == frame) {
                return child;
            }
            last = child;
        }
        if (nodes == frames.length) {
            grow();
        }
        frames[nodes] = frame;
        parents[nodes] = parent;
        if (last == NONE) {
            firstChildren[parent] = nodes;
        } else {
            nextSiblings[last] = nodes;
        }
        return nodes++;
    }

    private void grow() {
        frames = Arrays.copyOf(frames, 2 * nodes);
        parents = Arrays.copyOf(parents, 2 * nodes);
        firstChildren = Arrays.copyOf(firstChildren, 2 * nodes);
        nextSiblings = Arrays.copyOf(nextSiblings, 2 * nodes);
        values = Arrays.copyOf(values, 2 * nodes);
    }

    /** Returns the number of nodes, the root included. */
    int nodes() {
        return nodes;
    }
}

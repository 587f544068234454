package heapwood.benchmarks;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * A tree that consists of its edges alone: a table from a parent and a frame to a node, and a value for each node. The table is
 * given as a function.
 */
final class EdgeTree implements IdInserter {
    /** The function from a node and a frame to the node's child with that frame, which it makes if it is missing. */
    private final IntBinaryOperator child;

    private final int root;
    private long[] values = new long[1024];
    private int last;

    EdgeTree(int root, IntBinaryOperator child) {
        this.root = root;
        this.child = child;
    }

    @Override
    public void insert(int[] stack, int offset, int length, long value) {
        int node = root;
        for (int i = offset; i < offset + length; i++) {
            node = child.applyAsInt(node, stack[i]);
        }
        last = Math.max(last, node);
        if (node >= values.length) {
            values = Arrays.copyOf(values, Math.max(node + 1, 2 * values.length));
        }
        values[node] += value;
    }

    /** Returns the number of nodes, the root included. */
    int nodes() {
        return last - root + 1;
    }
}

package heapwood.ladder;

import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree of stack traces that a reader writes. It implements {@link #insert(byte[], int, int, long) insert} and one of {@link #walk}
 * and {@link #iterate}; what is left out is derived from the other, at a cost that the methods name. It needs a constructor without
 * parameters.
 *
 * <p>The contract is that of {@link StackTree}, in short: a key is frames joined by {@code ;}, each frame any bytes, possibly none;
 * values are unsigned and sums wrap; siblings are reported in the order of their names' unsigned bytes; the caller may overwrite
 * the key's array after the call.
 */
public interface OwnTree extends StackTree {
    /**
     * Reports every node, the root first, in pre-order over sorted siblings. The default implementation gathers what
     * {@link #iterate} reports, in memory linear in the number of nodes, since a total is known only after the nodes below.
     *
     * @param visitor called once a node
     */
    @Override
    default void walk(NodeVisitor visitor) {
        KeyReplay replay = new KeyReplay();
        iterate(replay);
        replay.report(visitor);
    }

    /** Returns the number of nodes, the root included. The default implementation walks the whole tree. */
    @Override
    default long nodeCount() {
        long[] nodes = new long[1];
        walk((depth, names, offset, length, self, total) -> nodes[0]++);
        return nodes[0];
    }

    /** Returns the root's total. The default implementation walks the whole tree. */
    @Override
    default long total() {
        long[] root = new long[1];
        walk((depth, names, offset, length, self, total) -> root[0] = depth == 0 ? total : root[0]);
        return root[0];
    }

    /** The nodes of an iteration, with the depths, names and totals that their keys imply. */
    final class KeyReplay implements KeyVisitor {
        private final List<byte[]> names = new ArrayList<>();
        private int[] depths = new int[16];
        private long[] selfs = new long[16];

        /** The length of the key at each depth of the path to the last node. */
        private int[] ends = new int[16];

        private int deepest = -1;

        @Override
        public void node(byte[] key, int length, long self) {
            int from = length;
            while (from > 0 && key[from - 1] != SEPARATOR) {
                from--;
            }
            int depth = from <= 1 ? 0 : depthBelow(from - 1);
            int node = names.size();
            if (node == depths.length) {
                depths = Arrays.copyOf(depths, node * 2);
                selfs = Arrays.copyOf(selfs, node * 2);
            }
            if (depth == ends.length) {
                ends = Arrays.copyOf(ends, depth * 2);
            }
            names.add(Arrays.copyOfRange(key, from, length));
            depths[node] = depth;
            selfs[node] = self;
            ends[depth] = length;
            deepest = depth;
        }

        /** Returns the depth of a node whose parent's key ends at an index. */
        private int depthBelow(int end) {
            int parent = Arrays.binarySearch(ends, 0, deepest + 1, end);
            if (parent < 0) {
                throw new IllegalStateException("iterate reported a node before its parent");
            }
            return parent + 1;
        }

        void report(NodeVisitor visitor) {
            long[] totals = Arrays.copyOf(selfs, names.size());
            int[] parents = parents();
            for (int node = totals.length - 1; node > 0; node--) {
                totals[parents[node]] += totals[node];
            }
            for (int node = 0; node < totals.length; node++) {
                byte[] name = names.get(node);
                visitor.node(depths[node], name, 0, name.length, selfs[node], totals[node]);
            }
        }

        private int[] parents() {
            int[] parents = new int[names.size()];
            int[] path = new int[parents.length + 1];
            for (int node = 0; node < parents.length; node++) {
                path[depths[node]] = node;
                parents[node] = depths[node] == 0 ? 0 : path[depths[node] - 1];
            }
            return parents;
        }
    }
}

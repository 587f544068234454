package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Functions that return a smaller tree with the same total. The descendants of a node that are left out become one child {@code
 * (other)} of it. The original tree is not changed. Time is linear in the number of its nodes, except for sorting their totals.
 */
public final class Pruning {
    private static final byte[] OTHER = "(other)".getBytes(StandardCharsets.US_ASCII);

    private Pruning() {}

    /**
     * Returns the tree of the nodes with the largest totals; of equal ones, those that come first in a walk. A parent's total is
     * never smaller than its child's, so these nodes form a tree. Takes 16 bytes a node of the original tree temporarily.
     *
     * @param tree the original tree
     * @param most the number of nodes to keep, in addition to the root and the nodes {@code (other)}
     * @throws IllegalArgumentException if the number is negative
     */
    public static CompactTree heaviest(StackTree tree, int most) {
        if (most < 0) {
            throw new IllegalArgumentException("cannot keep " + most + " nodes: give 0 or more");
        }
        if (most >= tree.nodeCount() - 1) {
            return kept(tree, 1, Integer.MAX_VALUE);
        }
        long[] totals = new long[Math.toIntExact(tree.nodeCount())];
        int[] count = {0};
        // Without the highest bit inverted, the largest numbers would be sorted as negative ones.
        Walks.walk(
                tree,
                "pruning",
                (depth, names, offset, length, self, total) -> totals[count[0]++] = total + Long.MIN_VALUE);
        long[] sorted = Arrays.copyOfRange(totals, 1, totals.length);
        Arrays.sort(sorted);
        long least = most == 0 ? Long.MAX_VALUE : sorted[sorted.length - most];
        int above = 0;
        for (int i = sorted.length - 1; i >= 0 && sorted[i] > least; i--) {
            above++;
        }
        return kept(tree, least - Long.MIN_VALUE, most - above);
    }

    /**
     * Returns the tree of the nodes whose total is at least a weight.
     *
     * @param tree the original tree
     * @param least the smallest total to keep, unsigned
     */
    public static CompactTree atLeast(StackTree tree, long least) {
        return kept(tree, least == 0 ? 1 : least, Integer.MAX_VALUE);
    }

    /**
     * Returns the tree of the nodes to keep.
     *
     * @param equal the number of nodes to keep of those whose total is {@code least}
     */
    private static CompactTree kept(StackTree tree, long least, int equal) {
        CompactTree result = new CompactTree();
        Walks.walk(tree, "pruning", new Pass(StackSink.into(result), least, equal));
        return result;
    }

    private static final class Pass implements StackTree.NodeVisitor {
        private final StackSink sink;
        private final long least;
        private int equal;

        private int[] path = new int[1 << 6];

        /** The depth of the omitted node whose descendants are being visited; larger than any depth if there is none. */
        private int hidden = Integer.MAX_VALUE;

        Pass(StackSink sink, long least, int equal) {
            this.sink = sink;
            this.least = least;
            this.equal = equal;
        }

        @Override
        public void node(int depth, byte[] array, int offset, int length, long self, long total) {
            if (depth == 0 || depth > hidden) {
                return;
            }
            hidden = Integer.MAX_VALUE;
            if (depth > path.length) {
                path = Arrays.copyOf(path, depth * 2);
            }
            if (isKept(total)) {
                path[depth - 1] = sink.intern(Arrays.copyOfRange(array, offset, offset + length));
                if (self != 0) {
                    sink.add(Arrays.copyOf(path, depth), self);
                }
            } else {
                hidden = depth;
                if (total != 0) {
                    path[depth - 1] = sink.intern(OTHER);
                    sink.add(Arrays.copyOf(path, depth), total);
                }
            }
        }

        private boolean isKept(long total) {
            int order = Long.compareUnsigned(total, least);
            return order > 0 || order == 0 && equal-- > 0;
        }
    }
}

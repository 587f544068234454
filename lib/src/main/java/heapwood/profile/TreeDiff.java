package heapwood.profile;

import heapwood.tree.StackTree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The union of two trees: every node of either tree, with its values in both. The values are 0 in a tree that lacks the node.
 *
 * <p>Takes 40 bytes a node of the union, and 24 more a node of either tree while it is made. Time is linear in the number of nodes
 * and in their names' bytes, however deep the trees are. The original trees are not changed.
 */
public final class TreeDiff {
    private final Union union;
    private final double scale;

    private TreeDiff(Union union, double scale) {
        this.union = union;
        this.scale = scale;
    }

    /**
     * Compares two trees.
     *
     * @param before the first tree
     * @param after the second tree
     * @throws IllegalStateException if the union has more nodes than an array can hold, or its distinct names have more than 2 GB
     */
    public static TreeDiff of(StackTree before, StackTree after) {
        FrameNames names = new FrameNames();
        return new TreeDiff(new Union(names, new Nodes(names, before), new Nodes(names, after)), 1);
    }

    /**
     * Returns a difference of the same two trees, compared as if their totals were equal, as for runs of different lengths or
     * sampled at different rates. The values of both trees are unchanged; only {@link #scale} differs. If either total is 0, the
     * scale is 1.
     *
     * @return a view of this difference, in constant time
     */
    public TreeDiff equalTotals() {
        boolean canBe = totalBefore() != 0 && totalAfter() != 0;
        return new TreeDiff(
                union, canBe ? FlameLayout.unsigned(totalAfter()) / FlameLayout.unsigned(totalBefore()) : 1);
    }

    /**
     * Returns the factor by which the first tree's values are multiplied to be compared with the second tree's. It is 1 unless
     * {@link #equalTotals} was called.
     */
    public double scale() {
        return scale;
    }

    /**
     * Returns a value of the first tree, scaled to be compared with one of the second. The result is exact if the scale is 1, and
     * rounded otherwise.
     *
     * @param value the value, unsigned
     * @return the scaled value, unsigned; the largest unsigned number if the product is larger
     */
    static long scaled(long value, double scale) {
        if (scale == 1) {
            return value;
        }
        BigInteger product = new BigDecimal(Quantity.toBig(value))
                .multiply(new BigDecimal(scale))
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
        return product.bitLength() > Long.SIZE ? -1 : product.longValue();
    }

    /** Returns the number of nodes of the union, including the root. Constant time. */
    public long nodeCount() {
        return union.count;
    }

    /** Returns the total of the first tree, unsigned. Constant time. */
    public long totalBefore() {
        return union.before.totals[0];
    }

    /** Returns the total of the second tree, unsigned. Constant time. */
    public long totalAfter() {
        return union.after.totals[0];
    }

    /** Returns the second total minus the first one, not scaled. The result is exact; it may have 65 bits. */
    public BigInteger totalChange() {
        return difference(totalAfter(), totalBefore());
    }

    /**
     * Passes every node to a visitor, in the order of {@link StackTree#walk}. Linear time.
     *
     * @param visitor receives the nodes
     */
    public void walk(Visitor visitor) {
        FrameNames names = union.names;
        for (int i = 0; i < union.count; i++) {
            int id = union.ids[i];
            visitor.node(
                    union.depths[i],
                    names.array(),
                    names.offset(id),
                    names.length(id),
                    union.before.selfs[i],
                    union.before.totals[i],
                    union.after.selfs[i],
                    union.after.totals[i]);
        }
    }

    /** A receiver of the nodes of {@link #walk}. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives a node.
         *
         * @param depth the number of edges between the root and the node
         * @param names an array that holds the node's name; valid during the call only, and must not be written to
         * @param offset the index at which the name starts
         * @param length the length of the name in bytes
         * @param selfBefore the node's self value in the first tree, unsigned; 0 if that tree lacks the node
         * @param totalBefore the node's total in the first tree, unsigned
         * @param selfAfter the node's self value in the second tree, unsigned
         * @param totalAfter the node's total in the second tree, unsigned
         */
        void node(
                int depth,
                byte[] names,
                int offset,
                int length,
                long selfBefore,
                long totalBefore,
                long selfAfter,
                long totalAfter);
    }

    /**
     * A frame in two trees, whatever stack it is in (see {@link TopFrames}). All values are unsigned, and differences are signed.
     *
     * @param name the frame's name
     * @param selfBefore the self value in the first tree
     * @param totalBefore the total in the first tree
     * @param selfAfter the self value in the second tree
     * @param totalAfter the total in the second tree
     * @param scale the factor by which values before are multiplied to be compared; 1 unless totals are made equal
     */
    public record FrameChange(
            String name, long selfBefore, long totalBefore, long selfAfter, long totalAfter, double scale) {
        /** Returns the self value in the first tree, scaled to be compared with the second. */
        public long selfExpected() {
            return scaled(selfBefore, scale);
        }

        /** Returns the total in the first tree, scaled to be compared with the second. */
        public long totalExpected() {
            return scaled(totalBefore, scale);
        }

        /** Returns the change of the self value from the first to the second tree. The result is exact; it may have 65 bits. */
        public BigInteger selfChange() {
            return difference(selfAfter, selfExpected());
        }

        /** Returns the change of the total from the first to the second tree. The result is exact; it may have 65 bits. */
        public BigInteger totalChange() {
            return difference(totalAfter, totalExpected());
        }
    }

    /**
     * Returns the frames of two trees that have changed, the largest absolute change of the self value first; equal ones by name.
     *
     * @param before the frames of the first tree
     * @param after the frames of the second tree
     * @param limit the largest number of frames to return
     */
    public static List<FrameChange> bySelf(TopFrames before, TopFrames after, int limit) {
        return bySelf(before, after, 1, limit);
    }

    /**
     * Returns the same as {@link #bySelf(TopFrames, TopFrames, int)}, with values before multiplied by a scale.
     *
     * @param before the frames of the first tree
     * @param after the frames of the second tree
     * @param scale the factor, as returned by {@link #scale}
     * @param limit the largest number of frames to return
     */
    public static List<FrameChange> bySelf(TopFrames before, TopFrames after, double scale, int limit) {
        return largest(
                before,
                after,
                scale,
                limit,
                Comparator.comparing(change -> change.selfChange().abs()));
    }

    /**
     * Returns the frames as {@link #bySelf(TopFrames, TopFrames, int)} does, ordered by the change of the total.
     *
     * @param before the frames of the first tree
     * @param after the frames of the second tree
     * @param limit the largest number of frames to return
     */
    public static List<FrameChange> byTotal(TopFrames before, TopFrames after, int limit) {
        return byTotal(before, after, 1, limit);
    }

    /**
     * Returns the frames as {@link #bySelf(TopFrames, TopFrames, double, int)} does, ordered by the change of the total.
     *
     * @param before the frames of the first tree
     * @param after the frames of the second tree
     * @param scale the factor, as returned by {@link #scale}
     * @param limit the largest number of frames to return
     */
    public static List<FrameChange> byTotal(TopFrames before, TopFrames after, double scale, int limit) {
        return largest(
                before,
                after,
                scale,
                limit,
                Comparator.comparing(change -> change.totalChange().abs()));
    }

    private static List<FrameChange> largest(
            TopFrames before, TopFrames after, double scale, int limit, Comparator<FrameChange> smallestFirst) {
        Map<String, FrameChange> changes = new LinkedHashMap<>();
        for (TopFrames.Frame frame : before.byTotal(Integer.MAX_VALUE)) {
            changes.put(frame.name(), new FrameChange(frame.name(), frame.self(), frame.total(), 0, 0, scale));
        }
        for (TopFrames.Frame frame : after.byTotal(Integer.MAX_VALUE)) {
            FrameChange known = changes.getOrDefault(frame.name(), new FrameChange(frame.name(), 0, 0, 0, 0, scale));
            changes.put(
                    frame.name(),
                    new FrameChange(
                            frame.name(), known.selfBefore, known.totalBefore, frame.self(), frame.total(), scale));
        }
        List<FrameChange> sorted = new ArrayList<>(changes.values());
        sorted.removeIf(change ->
                change.selfChange().signum() == 0 && change.totalChange().signum() == 0);
        sorted.sort(smallestFirst.reversed().thenComparing(FrameChange::name));
        return List.copyOf(sorted.subList(0, Math.min(limit, sorted.size())));
    }

    /** The values of nodes, in the order of a walk. */
    private static final class Values {
        private final long[] selfs;
        private final long[] totals;

        Values(int nodes) {
            selfs = new long[nodes];
            totals = new long[nodes];
        }

        void set(int node, Values from, int its) {
            selfs[node] = from.selfs[its];
            totals[node] = from.totals[its];
        }
    }

    /** The nodes of one tree, in the order of a walk. */
    private static final class Nodes {
        private final int[] depths;
        private final int[] ids;
        private final Values values;
        private int count;

        Nodes(FrameNames names, StackTree tree) {
            int nodes = arrayLength(tree.nodeCount());
            depths = new int[nodes];
            ids = new int[nodes];
            values = new Values(nodes);
            Walks.walk(tree, "comparing", (depth, array, offset, length, self, total) -> {
                depths[count] = depth;
                ids[count] = names.idOf(array, offset, length);
                values.selfs[count] = self;
                values.totals[count++] = total;
            });
        }
    }

    private static int arrayLength(long nodes) {
        if (nodes > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "the two trees have " + nodes + " nodes, more than can be compared: prune them first");
        }
        return (int) nodes;
    }

    /**
     * The nodes of both trees in the order of a walk, made by merging the two walks. Of the two next nodes, the deeper one comes
     * first: it is in a subtree that the walk of the other tree has left. Two nodes at the same depth have the same parent. They
     * are ordered by name, and are the same node if their names are equal.
     */
    private static final class Union {
        private final FrameNames names;
        private final int[] depths;
        private final int[] ids;
        private final Values before;
        private final Values after;
        private int count;

        Union(FrameNames names, Nodes left, Nodes right) {
            this.names = names;
            int nodes = size(left, right);
            depths = new int[nodes];
            ids = new int[nodes];
            before = new Values(nodes);
            after = new Values(nodes);
            int l = 0;
            int r = 0;
            while (l < left.count || r < right.count) {
                int order = order(left, l, right, r);
                Nodes first = order <= 0 ? left : right;
                int i = order <= 0 ? l : r;
                depths[count] = first.depths[i];
                ids[count] = first.ids[i];
                if (order <= 0) {
                    before.set(count, left.values, l++);
                }
                if (order >= 0) {
                    after.set(count, right.values, r++);
                }
                count++;
            }
        }

        private int size(Nodes left, Nodes right) {
            long both = 0;
            int l = 0;
            int r = 0;
            while (l < left.count && r < right.count) {
                int order = order(left, l, right, r);
                l += order <= 0 ? 1 : 0;
                r += order >= 0 ? 1 : 0;
                both += order == 0 ? 1 : 0;
            }
            return arrayLength((long) left.count + right.count - both);
        }

        /**
         * Compares two nodes. Returns a negative number if the left tree's comes first, a positive one if the right tree's does,
         * and 0 if they are the same node.
         */
        private int order(Nodes left, int l, Nodes right, int r) {
            if (l == left.count || r == right.count) {
                return l == left.count ? 1 : -1;
            }
            if (left.depths[l] != right.depths[r]) {
                return right.depths[r] - left.depths[l];
            }
            return left.ids[l] == right.ids[r] ? 0 : names.compare(left.ids[l], right.ids[r]);
        }
    }

    private static BigInteger difference(long after, long before) {
        return Quantity.toBig(after).subtract(Quantity.toBig(before));
    }
}

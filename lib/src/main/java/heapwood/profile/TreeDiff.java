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
 * Two trees side by side: every node that either has, with the values of both. A node that one of them lacks has zeros there.
 *
 * <p>Takes 40 bytes a node of the union, and 24 more a node of either tree while it is made; time linear in the nodes and their
 * names' bytes, however deep they are. The trees given stay as they are.
 */
public final class TreeDiff {
    private final Union union;
    private final double scale;

    private TreeDiff(Union union, double scale) {
        this.union = union;
        this.scale = scale;
    }

    /**
     * Compares.
     *
     * @throws IllegalStateException if the union has more nodes than an array holds, or its distinct names have more than 2 GB
     */
    public static TreeDiff of(StackTree before, StackTree after) {
        FrameNames names = new FrameNames();
        return new TreeDiff(new Union(names, new Nodes(names, before), new Nodes(names, after)), 1);
    }

    /**
     * The same two trees, compared as if their totals were equal: what runs of different lengths, or sampled at different rates, spend
     * on each frame. Both sides keep their values; it is {@link #scale} that says how they compare. As they are, if either total is 0.
     *
     * @return a view of this one, in constant time
     */
    public TreeDiff equalTotals() {
        boolean canBe = totalBefore() != 0 && totalAfter() != 0;
        return new TreeDiff(
                union, canBe ? FlameLayout.unsigned(totalAfter()) / FlameLayout.unsigned(totalBefore()) : 1);
    }

    /** What the first tree's values are multiplied with to be compared with the second one's: 1, or as {@link #equalTotals} says. */
    public double scale() {
        return scale;
    }

    /**
     * Returns a value of the first tree as it is compared with one of the second: exact where the scale is 1, else rounded.
     *
     * @param value unsigned
     * @return unsigned; the largest number there is where the product is larger
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

    /** Returns the number of nodes that either has, the root included. Constant time. */
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

    /** Returns how much larger the second total is than the first one, as it is: exact, for it may have 65 bits. */
    public BigInteger totalChange() {
        return difference(totalAfter(), totalBefore());
    }

    /** Reports every node in the order of {@link StackTree#walk}. */
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

    /** Receives what {@link #walk} reports. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param depth how many edges below the root the node is
         * @param names an array that holds the node's name; valid during the call only, and must not be written
         * @param offset where the name starts in it
         * @param length the name's length in bytes
         * @param selfBefore the node's self value in the first tree, unsigned; 0 if it is not there
         * @param totalBefore its total there
         * @param selfAfter the node's self value in the second tree
         * @param totalAfter its total there
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
     * A frame in both trees, whatever stack it is in (see {@link TopFrames}). All values are unsigned, but differences are signed.
     *
     * @param name its name
     * @param scale what values before are multiplied with to be compared; 1 unless totals are to be equal
     */
    public record FrameChange(
            String name, long selfBefore, long totalBefore, long selfAfter, long totalAfter, double scale) {
        /** The self value before, as it is compared. */
        public long selfExpected() {
            return scaled(selfBefore, scale);
        }

        /** The total before, as it is compared. */
        public long totalExpected() {
            return scaled(totalBefore, scale);
        }

        /** Returns how much more stacks that end in it count in the second tree: exact, for it may have 65 bits. */
        public BigInteger selfChange() {
            return difference(selfAfter, selfExpected());
        }

        /** Returns how much more stacks that contain it count in the second tree: exact, for it may have 65 bits. */
        public BigInteger totalChange() {
            return difference(totalAfter, totalExpected());
        }
    }

    /**
     * The frames of two trees that have changed, the largest change of self first, whichever its sign; equal ones by name.
     *
     * @param limit how many at most
     */
    public static List<FrameChange> bySelf(TopFrames before, TopFrames after, int limit) {
        return bySelf(before, after, 1, limit);
    }

    /**
     * As {@link #bySelf(TopFrames, TopFrames, int)}, compared at a scale.
     *
     * @param scale as {@link #scale} says it
     */
    public static List<FrameChange> bySelf(TopFrames before, TopFrames after, double scale, int limit) {
        return largest(
                before,
                after,
                scale,
                limit,
                Comparator.comparing(change -> change.selfChange().abs()));
    }

    /** As {@link #bySelf(TopFrames, TopFrames, int)}, by the change of total. */
    public static List<FrameChange> byTotal(TopFrames before, TopFrames after, int limit) {
        return byTotal(before, after, 1, limit);
    }

    /** As {@link #bySelf(TopFrames, TopFrames, double, int)}, by the change of total. */
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

    /** Values by node, in the order of a walk. */
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

    /** One tree's nodes in the order of a walk. */
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
     * The nodes of both trees in the order of a walk, made by merging the two walks. Of the two next nodes, the deeper one is below
     * what came last, which the other tree has left; of two at the same depth, which have the same parent, the one comes first whose
     * name does, and they are the same node if their names are.
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

        /** Returns a negative number if the left tree's next node comes first, a positive one if the right's, 0 if they are the same. */
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

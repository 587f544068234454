package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two trees side by side: every node that either has, with the values of both. A node that one of them lacks has zeros there.
 *
 * <p>Takes 40 bytes a node of the union, beside the union's own tree; time linear in the three. The trees given stay as they are.
 */
public final class TreeDiff {
    private final CompactTree union;
    private final Side before;
    private final Side after;
    private final double scale;

    private TreeDiff(CompactTree union, Side before, Side after, double scale) {
        this.union = union;
        this.before = before;
        this.after = after;
        this.scale = scale;
    }

    /**
     * Compares.
     *
     * @throws IllegalStateException if the union has more nodes than an array holds
     */
    public static TreeDiff of(StackTree before, StackTree after) {
        CompactTree union = new CompactTree();
        addNodes(before, union);
        addNodes(after, union);
        Shape shape = new Shape(union);
        return new TreeDiff(union, new Side(shape, before), new Side(shape, after), 1);
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
                union,
                before,
                after,
                canBe ? FlameLayout.unsigned(totalAfter()) / FlameLayout.unsigned(totalBefore()) : 1);
    }

    /** What the first tree's values are multiplied with to be compared with the second one's: 1, or as {@link #equalTotals} says. */
    public double scale() {
        return scale;
    }

    /** A value of the first tree as it is compared with one of the second: exact where the scale is 1, else rounded. */
    static long scaled(long value, double scale) {
        return scale == 1 ? value : Math.round(FlameLayout.unsigned(value) * scale);
    }

    private static void addNodes(StackTree tree, CompactTree union) {
        tree.iterate((key, length, self) -> {
            if (length > 1) {
                union.insert(key, 2, length - 2, 0);
            }
        });
    }

    /** The number of nodes that either has, the root included. Constant time. */
    public long nodeCount() {
        return union.nodeCount();
    }

    /** The total of the first tree, unsigned. Constant time. */
    public long totalBefore() {
        return before.totals[0];
    }

    /** The total of the second tree, unsigned. Constant time. */
    public long totalAfter() {
        return after.totals[0];
    }

    /** Reports every node in the order of {@link StackTree#walk}. */
    public void walk(Visitor visitor) {
        int[] node = {0};
        union.walk((depth, names, offset, length, self, total) -> {
            int i = node[0]++;
            visitor.node(
                    depth, names, offset, length, before.selfs[i], before.totals[i], after.selfs[i], after.totals[i]);
        });
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

        /** How much more stacks that end in it count in the second tree. */
        public long selfChange() {
            return selfAfter - selfExpected();
        }

        /** How much more stacks that contain it count in the second tree. */
        public long totalChange() {
            return totalAfter - totalExpected();
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
        return largest(before, after, scale, limit, Comparator.comparingLong(change -> Math.abs(change.selfChange())));
    }

    /** As {@link #bySelf(TopFrames, TopFrames, int)}, by the change of total. */
    public static List<FrameChange> byTotal(TopFrames before, TopFrames after, int limit) {
        return byTotal(before, after, 1, limit);
    }

    /** As {@link #bySelf(TopFrames, TopFrames, double, int)}, by the change of total. */
    public static List<FrameChange> byTotal(TopFrames before, TopFrames after, double scale, int limit) {
        return largest(before, after, scale, limit, Comparator.comparingLong(change -> Math.abs(change.totalChange())));
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
        sorted.removeIf(change -> change.selfChange() == 0 && change.totalChange() == 0);
        sorted.sort(smallestFirst.reversed().thenComparing(FrameChange::name));
        return List.copyOf(sorted.subList(0, Math.min(limit, sorted.size())));
    }

    /** The union's nodes in the order of a walk. */
    private static final class Shape {
        private final FrameNames names = new FrameNames();
        private final int[] depths;
        private final int[] ids;
        private int count;

        Shape(CompactTree union) {
            if (union.nodeCount() > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("the two trees have " + union.nodeCount()
                        + " nodes together, more than can be compared: prune them first");
            }
            depths = new int[(int) union.nodeCount()];
            ids = new int[depths.length];
            union.walk((depth, array, offset, length, self, total) -> {
                depths[count] = depth;
                ids[count++] = names.idOf(array, offset, length);
            });
        }

        /**
         * The first node from {@code start} on with that depth and name. Between a node of one tree and the next one in a walk, the
         * union has only nodes below the first or beside and below its ancestors, among which none has both by chance.
         */
        int next(int start, int depth, byte[] array, int offset, int length) {
            int id = names.idOf(array, offset, length);
            int i = start;
            while (depths[i] != depth || ids[i] != id) {
                i++;
            }
            return i;
        }
    }

    /** One tree's values, by the union's nodes in the order of a walk. */
    private static final class Side {
        private final long[] selfs;
        private final long[] totals;
        private int next;

        Side(Shape shape, StackTree tree) {
            selfs = new long[shape.depths.length];
            totals = new long[shape.depths.length];
            tree.walk((depth, array, offset, length, self, total) -> {
                int node = shape.next(next, depth, array, offset, length);
                selfs[node] = self;
                totals[node] = total;
                next = node + 1;
            });
        }
    }
}

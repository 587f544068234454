package heapwood.profile;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the boxes of a flame graph stand: a node is as wide as its share of the tree's total, its children stand side by
 * side from its left edge, and what remains on the right is its own.
 *
 * <p>However large the tree, there are at most {@code 1 / narrowest} boxes in a row: neighbours too narrow to be seen,
 * and all below them, become one box together, if that can be seen. So memory is the picture's, not the tree's; time is
 * one walk.
 */
final class FlameLayout {
    private final double narrowest;
    private final int rows;

    /** Of two trees, what values before are multiplied with to be compared. */
    private final double scale;

    private final List<Box> boxes = new ArrayList<>();

    /** What a weight is multiplied with to be a fraction of the width. */
    private double perWeight;

    private long nodes;
    private int deepest;

    /**
     * One box.
     *
     * @param row how many rows above it, 0 for the root
     * @param left its left edge, as a fraction of the picture's width
     * @param width its width, as such a fraction
     * @param name the frame's name; null if the box stands for several nodes too narrow to be seen
     * @param nodes the nodes it stands for: 1 if it has a name
     * @param self the self value, unsigned; 0 if it has no name, or of two trees
     * @param cut whether it has children, which are not laid out because this row is the last one allowed
     * @param before of two trees side by side, the total in the first one, unsigned; else 0
     * @param after the total; of two trees side by side, that in the second one, unsigned
     */
    record Box(
            int row,
            double left,
            double width,
            String name,
            long nodes,
            long self,
            boolean cut,
            long before,
            long after) {}

    private FlameLayout(double narrowest, int rows, double scale) {
        this.narrowest = narrowest;
        this.rows = rows;
        this.scale = scale;
    }

    /**
     * Lays a tree out.
     *
     * @param narrowest the smallest width of a box that is kept, as a fraction of the whole
     * @param rows the most rows kept, the root's included
     */
    static FlameLayout of(StackTree tree, double narrowest, int rows) {
        FlameLayout layout = new FlameLayout(narrowest, rows, 1);
        Pass pass = layout.new Pass();
        Walks.walk(
                tree,
                "drawing",
                (depth, names, offset, length, self, total) ->
                        pass.node(depth, names, offset, length, self, self != total, 0, total));
        pass.closeGroups(1);
        return layout;
    }

    /**
     * Lays two trees out as one: a node is as wide as both its totals together, so that one that either tree lacks can be seen as
     * well.
     */
    static FlameLayout of(TreeDiff diff, double narrowest, int rows) {
        FlameLayout layout = new FlameLayout(narrowest, rows, diff.scale());
        Pass pass = layout.new Pass();
        diff.walk((depth, names, offset, length, selfBefore, totalBefore, selfAfter, totalAfter) -> pass.node(
                depth,
                names,
                offset,
                length,
                0,
                selfBefore != totalBefore || selfAfter != totalAfter,
                totalBefore,
                totalAfter));
        pass.closeGroups(1);
        return layout;
    }

    /** The boxes, parents before children; none if the tree's total is 0. */
    List<Box> boxes() {
        return boxes;
    }

    /** The number of nodes the tree has, the root included. */
    long nodes() {
        return nodes;
    }

    /** The number of nodes that have a box of their own. */
    long drawn() {
        return boxes.stream().filter(box -> box.name != null).count();
    }

    /** The deepest stack's number of frames. */
    int deepest() {
        return deepest;
    }

    /** The number of rows that have a box. */
    int usedRows() {
        return boxes.stream().mapToInt(Box::row).max().orElse(-1) + 1;
    }

    boolean isCut() {
        return boxes.stream().anyMatch(Box::cut);
    }

    /** Of two trees, what values before are multiplied with to be compared. */
    double scale() {
        return scale;
    }

    /** What a box's first tree has, as it is compared with the second. */
    long expected(Box box) {
        return TreeDiff.scaled(box.before, scale);
    }

    /** Returns what a box weighs, with its first tree's part as it is compared: exact below 2<sup>53</sup>. */
    double weight(Box box) {
        return weight(box.before, box.after);
    }

    private double weight(long before, long after) {
        return before == 0 ? unsigned(after) : unsigned(after) + unsigned(TreeDiff.scaled(before, scale));
    }

    static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** Turns nodes, as they come, into boxes. The arrays are indexed by row. */
    private final class Pass {
        /** The right edge of the box that is open in a row, and where its next child starts. */
        private double[] right = new double[16];

        private double[] next = new double[16];

        /** Neighbours too narrow to be seen, under the box that is open in the row above. */
        private double[] groupLeft = new double[16];

        private long[] groupNodes = new long[16];
        private long[] groupBefore = new long[16];
        private long[] groupAfter = new long[16];

        private int openRows;

        /** The row of the node that is too narrow and whose descendants come now; or larger than any. */
        private int hidden = Integer.MAX_VALUE;

        /** @param hasMore whether its children have a value */
        void node(
                int depth, byte[] names, int offset, int length, long self, boolean hasMore, long before, long after) {
            nodes++;
            deepest = Math.max(deepest, depth);
            if (depth == 0) {
                perWeight = before == 0 && after == 0 ? 0 : 1 / weight(before, after);
            }
            if (depth > hidden) {
                groupNodes[hidden]++;
                return;
            }
            if (depth >= rows) {
                return;
            }
            hidden = Integer.MAX_VALUE;
            reserve(depth);
            closeGroups(depth + 1);
            double left = depth == 0 ? 0 : next[depth - 1];
            double limit = depth == 0 ? 1 : right[depth - 1];
            // Sums may have wrapped: never beyond the parent.
            double width = Math.max(0, Math.min(weight(before, after) * perWeight, limit - left));
            if (depth > 0) {
                next[depth - 1] = left + width;
            }
            openRows = depth + 1;
            if (width < narrowest || width == 0) {
                hide(depth, left, before, after);
                return;
            }
            closeGroup(depth, left);
            right[depth] = left + width;
            next[depth] = left;
            boolean cut = depth == rows - 1 && hasMore;
            String name = new String(names, offset, length, StandardCharsets.UTF_8);
            boxes.add(new Box(depth, left, width, name, 1, self, cut, before, after));
        }

        private void hide(int depth, double left, long before, long after) {
            hidden = depth;
            if (groupNodes[depth] == 0) {
                groupLeft[depth] = left;
            }
            groupNodes[depth]++;
            groupBefore[depth] += before;
            groupAfter[depth] += after;
        }

        /** Ends the groups in a row and below: what comes next stands under another box. */
        private void closeGroups(int row) {
            for (int i = row; i < openRows; i++) {
                closeGroup(i, next[i - 1]);
            }
        }

        private void closeGroup(int row, double groupRight) {
            double width = groupRight - groupLeft[row];
            if (groupNodes[row] > 0 && width >= narrowest && width > 0) {
                boxes.add(new Box(
                        row,
                        groupLeft[row],
                        width,
                        null,
                        groupNodes[row],
                        0,
                        false,
                        groupBefore[row],
                        groupAfter[row]));
            }
            groupNodes[row] = 0;
            groupBefore[row] = 0;
            groupAfter[row] = 0;
        }

        private void reserve(int depth) {
            if (depth == right.length) {
                right = Arrays.copyOf(right, depth * 2);
                next = Arrays.copyOf(next, depth * 2);
                groupLeft = Arrays.copyOf(groupLeft, depth * 2);
                groupNodes = Arrays.copyOf(groupNodes, depth * 2);
                groupBefore = Arrays.copyOf(groupBefore, depth * 2);
                groupAfter = Arrays.copyOf(groupAfter, depth * 2);
            }
        }
    }
}

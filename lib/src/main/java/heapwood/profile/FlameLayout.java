package heapwood.profile;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of a flame graph's boxes. A node's width is its share of the tree's total, its children stand side by side from its
 * left edge, and the rest on the right is its self value.
 *
 * <p>There are at most {@code 1 / narrowest} boxes in a row, however large the tree is: neighbors too narrow to be seen, and all
 * their descendants, become one box if that is wide enough to be seen. So memory depends on the picture's size, not the tree's;
 * time is one walk.
 */
final class FlameLayout {
    private final double narrowest;
    private final int rows;

    /** The factor by which the first of two trees' values are multiplied to be compared with the second's. */
    private final double scale;

    private final List<Box> boxes = new ArrayList<>();

    /** The factor that turns a weight into a fraction of the width. */
    private double perWeight;

    private long nodes;
    private int deepest;

    /**
     * A box of the graph.
     *
     * @param row the number of rows between it and the picture's edge at the root, 0 for the root
     * @param left its left edge, as a fraction of the picture's width
     * @param width its width, as such a fraction
     * @param name the frame's name; null if the box stands for several nodes too narrow to be seen
     * @param nodes the number of nodes that it stands for: 1 if it has a name
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
     * Returns the layout of a tree.
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
     * Returns the layout of two trees as one. A node's width is the sum of its totals in both, so that nodes of one tree alone are
     * shown as well.
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

    /** Returns the boxes, parents before children; none if the tree's total is 0. */
    List<Box> boxes() {
        return boxes;
    }

    /** Returns the number of nodes of the tree, including the root. */
    long nodes() {
        return nodes;
    }

    /** Returns the number of nodes that have a box of their own. */
    long drawn() {
        return boxes.stream().filter(box -> box.name != null).count();
    }

    /** Returns the number of frames in the deepest stack. */
    int deepest() {
        return deepest;
    }

    /** Returns the number of rows that have a box. */
    int usedRows() {
        return boxes.stream().mapToInt(Box::row).max().orElse(-1) + 1;
    }

    boolean isCut() {
        return boxes.stream().anyMatch(Box::cut);
    }

    /** Returns the factor by which the first of two trees' values are multiplied to be compared with the second's. */
    double scale() {
        return scale;
    }

    /** Returns a box's total in the first tree, scaled to be compared with the second. */
    long expected(Box box) {
        return TreeDiff.scaled(box.before, scale);
    }

    /**
     * Returns the weight of a box: its total, or the sum of its scaled total in the first tree and its total in the second. Exact
     * below 2<sup>53</sup>.
     */
    double weight(Box box) {
        return weight(box.before, box.after);
    }

    private double weight(long before, long after) {
        return before == 0 ? unsigned(after) : unsigned(after) + unsigned(TreeDiff.scaled(before, scale));
    }

    static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** A visitor that turns the nodes of a walk into boxes. Its arrays are indexed by row. */
    private final class Pass {
        /** The right edge of the box that is open in a row, and the start of its next child. */
        private double[] right = new double[16];

        private double[] next = new double[16];

        /**
         * The groups of neighbors too narrow to be seen: for each row, those whose parent is the box that is open in the row
         * before.
         */
        private double[] groupLeft = new double[16];

        private long[] groupNodes = new long[16];
        private long[] groupBefore = new long[16];
        private long[] groupAfter = new long[16];

        private int openRows;

        /** The row of the narrow node whose descendants are being visited; larger than any row if there is none. */
        private int hidden = Integer.MAX_VALUE;

        /**
         * Adds a node.
         *
         * @param hasMore whether the node's children have a value
         */
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
            // Sums may have overflowed: a box never reaches beyond its parent.
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

        /** Ends the groups in a row and in later rows, since the next node has another parent box. */
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

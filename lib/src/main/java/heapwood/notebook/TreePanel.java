package heapwood.notebook;

import heapwood.notebook.TreeDrawing.Node;
import heapwood.profile.Fonts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The panel of one step of a growing tree: the root on top, leaves side by side, parents above the middle of their children. */
final class TreePanel {
    private static final double BOX_HEIGHT = 46;
    private static final double LEVEL = 70;
    private static final double PADDING = 9;
    private static final double GAP = 12;
    private static final double LABEL = 30;
    private static final Color NEW_GROUND = new Color(0xD9F0E8);
    private static final BasicStroke THIN = new BasicStroke(1.2f);

    private final Font regular = Fonts.regular(HouseStyle.TEXT_SIZE);
    private final Font bold = Fonts.bold(HouseStyle.TEXT_SIZE);
    private final String label;
    private final List<Node> nodes;
    private final Map<String, Node> before;
    private final double[] centers;
    private final double boxWidth;
    private final double treeWidth;

    TreePanel(String label, List<Node> nodes, List<Node> before) {
        this.label = label;
        this.nodes = nodes;
        this.before = before.stream().collect(Collectors.toMap(Node::path, Function.identity(), (a, b) -> a));
        this.boxWidth = nodes.stream()
                        .mapToDouble(
                                n -> Math.max(HouseStyle.width(bold, nameOf(n)), HouseStyle.width(bold, numbersOf(n))))
                        .max()
                        .orElse(0)
                + 2 * PADDING;
        this.centers = new double[nodes.size()];
        this.treeWidth = place() - GAP;
    }

    String label() {
        return label;
    }

    List<Node> nodes() {
        return nodes;
    }

    double[] centers() {
        return centers.clone();
    }

    double width() {
        return Math.max(treeWidth, HouseStyle.width(bold, label));
    }

    double height() {
        int deepest = nodes.stream().mapToInt(Node::depth).max().orElse(0);
        return LABEL + deepest * LEVEL + BOX_HEIGHT;
    }

    /**
     * Places each leaf to the right of the last one, and each parent above the middle of its children.
     *
     * @return the width used, in CSS pixels
     */
    private double place() {
        double next = 0;
        double[] firstChild = new double[nodes.size() + 1];
        double[] lastChild = new double[nodes.size() + 1];
        Arrays.fill(firstChild, Double.NaN);
        // Leaves are placed first, forwards. Backwards, children come before their parents.
        for (int i = 0; i < nodes.size(); i++) {
            if (isLeaf(i)) {
                centers[i] = next + boxWidth / 2;
                next += boxWidth + GAP;
            }
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            int depth = nodes.get(i).depth();
            if (!isLeaf(i)) {
                centers[i] = (firstChild[depth + 1] + lastChild[depth + 1]) / 2;
                firstChild[depth + 1] = Double.NaN;
            }
            if (Double.isNaN(firstChild[depth])) {
                lastChild[depth] = centers[i];
            }
            firstChild[depth] = centers[i];
        }
        return next;
    }

    private boolean isLeaf(int index) {
        return index + 1 == nodes.size()
                || nodes.get(index + 1).depth() <= nodes.get(index).depth();
    }

    void paint(Graphics2D graphics) {
        HouseStyle.text(graphics, bold, HouseStyle.TEXT, label, 0, HouseStyle.TEXT_SIZE);
        graphics.setStroke(THIN);
        double[] parent = new double[nodes.size() + 1];
        for (int i = 0; i < nodes.size(); i++) {
            int depth = nodes.get(i).depth();
            parent[depth] = centers[i];
            if (depth > 0) {
                graphics.setColor(HouseStyle.AXIS);
                graphics.draw(
                        new Line2D.Double(parent[depth - 1], top(depth - 1) + BOX_HEIGHT, centers[i], top(depth)));
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            paint(graphics, nodes.get(i), centers[i]);
        }
    }

    private void paint(Graphics2D graphics, Node node, double center) {
        Node earlier = before.get(node.path());
        double top = top(node.depth());
        RoundRectangle2D box = new RoundRectangle2D.Double(center - boxWidth / 2, top, boxWidth, BOX_HEIGHT, 8, 8);
        graphics.setColor(earlier == null ? NEW_GROUND : Color.WHITE);
        graphics.fill(box);
        graphics.setColor(earlier == null ? Look.GREEN : HouseStyle.AXIS);
        graphics.draw(box);
        Color nameColor = node.name().isEmpty() ? HouseStyle.QUIET_TEXT : HouseStyle.TEXT;
        centered(graphics, regular, nameColor, nameOf(node), center, top + 19);
        boolean changed = earlier == null || earlier.self() != node.self() || earlier.total() != node.total();
        centered(
                graphics,
                changed ? bold : regular,
                changed ? HouseStyle.TEXT : HouseStyle.QUIET_TEXT,
                numbersOf(node),
                center,
                top + 38);
    }

    private static void centered(Graphics2D graphics, Font font, Color color, String text, double x, double y) {
        HouseStyle.text(graphics, font, color, text, x - HouseStyle.width(font, text) / 2, y);
    }

    private static double top(int depth) {
        return LABEL + depth * LEVEL;
    }

    private static String nameOf(Node node) {
        return node.name().isEmpty() ? "\"\"" : node.name();
    }

    private static String numbersOf(Node node) {
        return Long.toUnsignedString(node.self()) + " / " + Long.toUnsignedString(node.total());
    }
}

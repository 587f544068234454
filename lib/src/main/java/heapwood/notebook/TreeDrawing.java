package heapwood.notebook;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A drawing of a small tree as it grows: one panel for each step, with new nodes marked, and each node's name, self and total.
 *
 * <pre>{@code
 * TreeDrawing growing = new TreeDrawing();
 * growing.step("foo;bar += 2", tree);
 * growing.picture("01-growing", "Two nodes for two frames", "").saved()
 * }</pre>
 */
public final class TreeDrawing {
    private static final int MOST_NODES = 60;

    private final List<TreePanel> panels = new ArrayList<>();

    /**
     * Adds a panel with the tree as it is now.
     *
     * @param label the operation since the last step
     * @param tree a tree of at most 60 nodes, which is copied
     * @return this
     * @throws IllegalArgumentException if the tree is larger
     */
    public TreeDrawing step(String label, StackTree tree) {
        List<Node> before =
                panels.isEmpty() ? List.of() : panels.get(panels.size() - 1).nodes();
        panels.add(new TreePanel(label, nodesOf(tree), before));
        return this;
    }

    /**
     * Returns all steps as one picture, in rows.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param title the finding in one sentence; empty for none
     * @param caption the method; empty for none
     * @throws IllegalStateException if there is no step
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public Picture picture(String name, String title, String caption) {
        TreeStrip strip = new TreeStrip(panels);
        String words = panels.stream().map(TreePanel::label).collect(Collectors.joining("; "));
        return Picture.of(name, title, caption, strip, HouseStyle.WIDTH, strip.height())
                .describedAs("A tree after each of these steps: " + words);
    }

    /**
     * Returns a tree as indented lines, one for each node: name, self and total.
     *
     * @param tree a tree of at most 60 nodes
     * @throws IllegalArgumentException if the tree is larger
     */
    public static String text(StackTree tree) {
        StringBuilder text = new StringBuilder();
        for (Node node : nodesOf(tree)) {
            text.append("  ".repeat(node.depth)).append(node.name.isEmpty() ? "\"\"" : node.name);
            text.append("  self ").append(Long.toUnsignedString(node.self));
            text.append(", total ").append(Long.toUnsignedString(node.total)).append('\n');
        }
        return text.toString();
    }

    static List<Node> nodesOf(StackTree tree) {
        if (tree.nodeCount() > MOST_NODES) {
            throw new IllegalArgumentException("a tree of " + Si.grouped(tree.nodeCount())
                    + " nodes is too large to draw: draw one of at most " + MOST_NODES);
        }
        List<Node> nodes = new ArrayList<>();
        List<String> path = new ArrayList<>();
        tree.walk((depth, names, offset, length, self, total) -> {
            while (path.size() > depth) {
                path.remove(path.size() - 1);
            }
            String name = new String(names, offset, length, StandardCharsets.UTF_8);
            path.add(name);
            nodes.add(new Node(depth, name, String.join(";", path), self, total));
        });
        return nodes;
    }

    /** A node as drawn; its path identifies it in the next step. */
    record Node(int depth, String name, String path, long self, long total) {}
}

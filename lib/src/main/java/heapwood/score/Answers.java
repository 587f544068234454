package heapwood.score;

import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The nodes that a walk or an iteration reported. */
final class Answers {
    private final List<Node> nodes = new ArrayList<>();

    /** A node; its depth is -1 if it is from an iteration. */
    private record Node(int depth, byte[] name, long self, long total) {
        boolean same(Node other) {
            return depth == other.depth
                    && self == other.self
                    && total == other.total
                    && Arrays.equals(name, other.name);
        }
    }

    /** The end of a report that is far too long. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Returns what a walk reports, at most so many nodes. */
    static Answers walked(StackTree tree, int most) {
        Answers answers = new Answers();
        ended(() -> tree.walk((depth, names, offset, length, self, total) ->
                answers.add(new Node(depth, Arrays.copyOfRange(names, offset, offset + length), self, total), most)));
        return answers;
    }

    /** Returns what an iteration reports, at most so many nodes. */
    static Answers iterated(StackTree tree, int most) {
        Answers answers = new Answers();
        ended(() -> tree.iterate(
                (key, length, self) -> answers.add(new Node(-1, Arrays.copyOf(key, length), self, 0), most)));
        return answers;
    }

    private static void ended(Runnable report) {
        try {
            report.run();
        } catch (Enough e) {
            // What was reported shows the difference.
        }
    }

    private void add(Node node, int most) {
        nodes.add(node);
        if (nodes.size() > most) {
            throw new Enough();
        }
    }

    int size() {
        return nodes.size();
    }

    /** Returns the first index at which these answers and others differ, or -1 if they are the same. */
    int difference(Answers other) {
        for (int i = 0; i < Math.max(nodes.size(), other.nodes.size()); i++) {
            if (i >= nodes.size() || i >= other.nodes.size() || !nodes.get(i).same(other.nodes.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether the same nodes were reported in another order. */
    boolean differsInOrderOnly(Answers other) {
        return difference(other) >= 0 && sorted().difference(other.sorted()) < 0;
    }

    private Answers sorted() {
        Answers sorted = new Answers();
        sorted.nodes.addAll(nodes);
        sorted.nodes.sort(Comparator.comparingInt(Node::depth)
                .thenComparing(Node::name, Arrays::compareUnsigned)
                .thenComparingLong(Node::self)
                .thenComparingLong(Node::total));
        return sorted;
    }

    /** Returns a node in words, such as {@code "a;b" with self 1, total 3}. */
    String shown(int index) {
        if (index >= nodes.size()) {
            return "no further node";
        }
        Node node = nodes.get(index);
        String self = " with self " + Long.toUnsignedString(node.self);
        if (node.depth < 0) {
            return "key " + Insert.shown(node.name) + self;
        }
        return (node.depth == 0 && node.name.length == 0 ? "the root" : path(index)) + self + ", total "
                + Long.toUnsignedString(node.total);
    }

    /** Returns the names from the root's child to a node, and the depth if the names do not imply it. */
    private String path(int index) {
        List<byte[]> names = new ArrayList<>();
        int wanted = nodes.get(index).depth;
        for (int i = index; i > 0 && wanted > 0; i--) {
            if (nodes.get(i).depth == wanted) {
                names.add(nodes.get(i).name);
                wanted--;
            }
        }
        if (wanted > 0 || names.isEmpty()) {
            return Insert.shown(nodes.get(index).name) + " at depth " + nodes.get(index).depth;
        }
        Collections.reverse(names);
        return Insert.shown(Insert.of(names, 0).key());
    }
}

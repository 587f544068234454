package heapwood.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.TreeMap;

/** What a tree must answer: sorted maps of names, one in another, and nothing that any tree of the kit is made of. */
final class OracleTree {
    /** A node, with its name in the map of its parent. */
    static final class Node {
        final byte[] name;
        final TreeMap<byte[], Node> children = new TreeMap<>(Arrays::compareUnsigned);
        long self;

        Node(byte[] name) {
            this.name = name;
        }
    }

    final Node root = new Node(new byte[0]);
    long nodes = 1;
    long total;

    void insert(byte[][] frames, long value) {
        Node node = root;
        for (byte[] frame : frames) {
            Node child = node.children.get(frame);
            if (child == null) {
                child = new Node(frame);
                node.children.put(frame, child);
                nodes++;
            }
            node = child;
        }
        node.self += value;
        total += value;
    }

    /** The node that a key names, or null. */
    Node find(byte[][] frames) {
        Node node = root;
        for (int i = 0; i < frames.length && node != null; i++) {
            node = node.children.get(frames[i]);
        }
        return node;
    }

    /** Adds all of another tree, or of this one. */
    void merge(OracleTree source) {
        Deque<Node[]> pairs = new ArrayDeque<>();
        pairs.push(new Node[] {source.root, root});
        total += source.total;
        while (!pairs.isEmpty()) {
            Node[] pair = pairs.pop();
            pair[1].self += pair[0].self;
            for (Node child : pair[0].children.values()) {
                Node mine = pair[1].children.get(child.name);
                if (mine == null) {
                    mine = new Node(child.name);
                    pair[1].children.put(child.name, mine);
                    nodes++;
                }
                pairs.push(new Node[] {child, mine});
            }
        }
    }

    /** The sum of the selfs of a node and those below it. */
    static long total(Node top) {
        long total = 0;
        Deque<Node> left = new ArrayDeque<>();
        left.push(top);
        while (!left.isEmpty()) {
            Node node = left.pop();
            total += node.self;
            node.children.values().forEach(left::push);
        }
        return total;
    }

    /** A visitor that expects this tree's keys; {@link Keys#finish} is called after the last one. */
    Keys keys() {
        return new Keys(this);
    }

    /** A visitor that expects this tree's nodes; {@link Nodes#finish} is called after the last one. */
    Nodes nodes() {
        return new Nodes(this);
    }

    private static final class Walk {
        private final Deque<Iterator<Node>> path = new ArrayDeque<>();
        private final Node root;
        private int depth = -1;

        Walk(Node root) {
            this.root = root;
        }

        /** The next node in pre-order, or null. */
        Node next() {
            if (depth < 0) {
                depth = 0;
                path.push(root.children.values().iterator());
                return root;
            }
            while (!path.isEmpty() && !path.peek().hasNext()) {
                path.pop();
            }
            if (path.isEmpty()) {
                return null;
            }
            Node node = path.peek().next();
            depth = path.size();
            path.push(node.children.values().iterator());
            return node;
        }
    }

    /** Compares what {@link StackTree#iterate} reports. */
    static final class Keys implements StackTree.KeyVisitor {
        private final Walk walk;
        private byte[] expected = new byte[256];
        private int[] ends = new int[16];
        private int reported;

        private Keys(OracleTree tree) {
            walk = new Walk(tree.root);
        }

        @Override
        public void node(byte[] key, int length, long self) {
            Node node = walk.next();
            Check.that(node != null, "no more nodes are reported than there are");
            int depth = walk.depth;
            int from = depth == 0 ? 0 : ends[depth - 1];
            int end = from + 1 + node.name.length;
            if (end > expected.length) {
                expected = Arrays.copyOf(expected, 2 * end);
            }
            if (depth == ends.length) {
                ends = Arrays.copyOf(ends, 2 * depth);
            }
            expected[from] = StackTree.SEPARATOR;
            System.arraycopy(node.name, 0, expected, from + 1, node.name.length);
            ends[depth] = end;
            Check.that(Arrays.equals(expected, 0, end, key, 0, length), "a key is reported as it is");
            Check.same(node.self, self, "self of a key");
            reported++;
        }

        void finish() {
            Check.that(walk.next() == null, "all keys are reported");
        }

        int reported() {
            return reported;
        }
    }

    /** Compares what {@link StackTree#walk} reports. */
    static final class Nodes implements StackTree.NodeVisitor {
        private final Walk walk;
        private final long treeTotal;

        /** depth -> what is missing of the total that was reported there. */
        private long[] rests = new long[16];

        private int last = -1;

        private Nodes(OracleTree tree) {
            walk = new Walk(tree.root);
            treeTotal = tree.total;
        }

        @Override
        public void node(int depth, byte[] names, int offset, int length, long self, long total) {
            Node node = walk.next();
            Check.that(node != null, "no more nodes are reported than there are");
            Check.same(walk.depth, depth, "depth of a node");
            Check.that(
                    Arrays.equals(node.name, 0, node.name.length, names, offset, offset + length),
                    "a name is reported as it is");
            Check.same(node.self, self, "self of a node");
            close(depth);
            if (depth == 0) {
                Check.same(treeTotal, total, "total of the root");
            } else {
                rests[depth - 1] -= total;
            }
            if (depth == rests.length) {
                rests = Arrays.copyOf(rests, 2 * depth);
            }
            rests[depth] = total - self;
            last = depth;
        }

        private void close(int depth) {
            for (int i = last; i >= depth; i--) {
                Check.same(0, rests[i], "what a total has that neither the node nor its children have");
            }
        }

        void finish() {
            Check.that(walk.next() == null, "all nodes are reported");
            close(0);
        }
    }
}

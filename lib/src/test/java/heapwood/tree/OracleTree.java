package heapwood.tree;

import java.util.Arrays;

/**
 * What a tree must answer: nodes with sorted children, and nothing that any tree of the kit is made of. A name is the rank that it
 * has in a {@link NameSet}, so that names are compared as ints.
 */
final class OracleTree {
    private static final Node[] NO_NODES = {};

    /** A node, and its children in the order of their names. */
    static final class Node {
        final int name;
        Node[] children = NO_NODES;
        int count;
        long self;

        Node(int name) {
            this.name = name;
        }

        /** Returns the index of the child with a name, or the complement of the index where it would go. */
        private int index(int wanted) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (children[middle].name < wanted) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low < count && children[low].name == wanted ? low : ~low;
        }
    }

    final Node root = new Node(-1);
    private final NameSet names;
    long nodes = 1;
    long total;

    OracleTree(NameSet names) {
        this.names = names;
    }

    void insert(int[] frames, long value) {
        Node node = root;
        for (int frame : frames) {
            node = child(node, frame);
        }
        node.self += value;
        total += value;
    }

    /** Returns the child with a name, and makes it if it is missing. */
    private Node child(Node node, int name) {
        int index = node.index(name);
        if (index >= 0) {
            return node.children[index];
        }
        int at = ~index;
        if (node.count == node.children.length) {
            node.children = Arrays.copyOf(node.children, Math.max(2, node.count * 2));
        }
        System.arraycopy(node.children, at, node.children, at + 1, node.count - at);
        node.count++;
        nodes++;
        return node.children[at] = new Node(name);
    }

    /** The node that a key names, or null. */
    Node find(int[] frames) {
        Node node = root;
        for (int frame : frames) {
            int index = node.index(frame);
            if (index < 0) {
                return null;
            }
            node = node.children[index];
        }
        return node;
    }

    /** Adds all of another tree, or of this one. */
    void merge(OracleTree source) {
        total += source.total;
        Walk from = new Walk(source.root);
        Node[] mine = new Node[8];
        for (Node node = from.next(); node != null; node = from.next()) {
            int depth = from.depth;
            if (depth == mine.length) {
                mine = Arrays.copyOf(mine, 2 * depth);
            }
            mine[depth] = depth == 0 ? root : child(mine[depth - 1], node.name);
            mine[depth].self += node.self;
        }
    }

    /** The sum of the selfs of a node and those below it. */
    static long total(Node top) {
        long total = 0;
        Walk walk = new Walk(top);
        for (Node node = walk.next(); node != null; node = walk.next()) {
            total += node.self;
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
        private Node[] path = new Node[8];

        /** depth -> the index of the child that is visited next. */
        private int[] next = new int[8];

        /** The node that the walk starts with, or null once it has started. */
        private Node first;

        private int depth = -1;

        Walk(Node first) {
            this.first = first;
        }

        /** The next node in pre-order, or null. */
        Node next() {
            Node node = first != null ? first : nextChild();
            first = null;
            if (node == null) {
                return null;
            }
            if (++depth == path.length) {
                path = Arrays.copyOf(path, 2 * depth);
                next = Arrays.copyOf(next, 2 * depth);
            }
            path[depth] = node;
            next[depth] = 0;
            return node;
        }

        /** The next child of the node that is lowest on the path and has one, or null; leaves the path there. */
        private Node nextChild() {
            while (depth >= 0 && next[depth] == path[depth].count) {
                depth--;
            }
            return depth < 0 ? null : path[depth].children[next[depth]++];
        }
    }

    /** Compares what {@link StackTree#iterate} reports. */
    static final class Keys implements StackTree.KeyVisitor {
        private final Walk walk;
        private final NameSet names;
        private byte[] expected = new byte[1024];
        private int[] ends = new int[8];

        private Keys(OracleTree tree) {
            walk = new Walk(tree.root);
            names = tree.names;
        }

        @Override
        public void node(byte[] key, int length, long self) {
            Node node = walk.next();
            Check.that(node != null, "no more nodes are reported than there are");
            int depth = walk.depth;
            int end = depth == 0 ? 1 : append(ends[depth - 1], names.name(node.name));
            if (depth == ends.length) {
                ends = Arrays.copyOf(ends, 2 * depth);
            }
            expected[0] = StackTree.SEPARATOR;
            ends[depth] = end;
            Check.that(Arrays.equals(expected, 0, end, key, 0, length), "a key is reported as it is");
            Check.same(node.self, self, "self of a key");
        }

        private int append(int from, byte[] name) {
            int end = from + 1 + name.length;
            if (end > expected.length) {
                expected = Arrays.copyOf(expected, 2 * end);
            }
            expected[from] = StackTree.SEPARATOR;
            System.arraycopy(name, 0, expected, from + 1, name.length);
            return end;
        }

        void finish() {
            Check.that(walk.next() == null, "all keys are reported");
        }
    }

    /** Compares what {@link StackTree#walk} reports. */
    static final class Nodes implements StackTree.NodeVisitor {
        private final Walk walk;
        private final NameSet names;
        private final long treeTotal;

        /** depth -> what is missing of the total that was reported there. */
        private long[] rests = new long[8];

        private int last = -1;

        private Nodes(OracleTree tree) {
            walk = new Walk(tree.root);
            names = tree.names;
            treeTotal = tree.total;
        }

        @Override
        public void node(int depth, byte[] array, int offset, int length, long self, long total) {
            Node node = walk.next();
            Check.that(node != null, "no more nodes are reported than there are");
            Check.same(walk.depth, depth, "depth of a node");
            if (depth == 0) {
                Check.same(0, length, "length of the root's name");
            } else {
                byte[] name = names.name(node.name);
                Check.that(
                        Arrays.equals(name, 0, name.length, array, offset, offset + length),
                        "a name is reported as it is");
            }
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

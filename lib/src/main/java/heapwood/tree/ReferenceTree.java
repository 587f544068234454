package heapwood.tree;

import java.util.Arrays;
import java.util.Objects;

/**
 * A tree of stack traces made of objects, laid out as in the original Go program: a node, a copy of its name, and an array of its
 * children. All leaves share one empty array. That is three live objects for each inner node and two for each leaf.
 *
 * <p>Everything else in the kit is compared with this tree, so it is kept plain: it may be as fast as plain objects can be, and
 * no faster by other means.
 *
 * <p>Insertion takes time linear in the key's length plus, for each frame, a binary search among siblings. It allocates
 * for new nodes only.
 */
public class ReferenceTree implements StackTree {
    private static final byte[] NO_NAME = {};
    private static final Node[] NO_CHILDREN = {};

    private final Node root = new Node(NO_NAME);
    private long nodeCount = 1;

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        Objects.checkFromIndexSize(offset, length, key.length);
        int end = offset + length;
        Node node = root;
        for (int from = offset; ; ) {
            int to = Separators.next(key, from, end);
            node.total += value;
            node = childOf(node, key, from, to);
            if (to == end) {
                break;
            }
            from = to + 1;
        }
        node.total += value;
        node.self += value;
    }

    private Node childOf(Node parent, byte[] key, int from, int to) {
        Node[] children = parent.children;
        int low = 0;
        int high = parent.childCount - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Node child = children[middle];
            int order = Arrays.compareUnsigned(child.name, 0, child.name.length, key, from, to);
            if (order == 0) {
                return child;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        Node child = new Node(newName(key, from, to));
        parent.add(low, child);
        nodeCount++;
        return child;
    }

    /**
     * Returns the name of a new node. This method makes a copy for each node, as the original does; a subclass may share names.
     *
     * @param key the array that holds the name
     * @param from the index of the name's first byte
     * @param to the index after the name's last byte
     * @return an array with the name's bytes alone, which is never written
     */
    protected byte[] newName(byte[] key, int from, int to) {
        return Arrays.copyOfRange(key, from, to);
    }

    @Override
    public void walk(NodeVisitor visitor) {
        // An explicit stack, because a tree may be deeper than a thread's stack allows.
        Node[] path = new Node[16];
        int[] nextChild = new int[16];
        int depth = 0;
        path[0] = root;
        root.report(0, visitor);
        while (depth >= 0) {
            Node node = path[depth];
            int next = nextChild[depth]++;
            if (next == node.childCount) {
                depth--;
                continue;
            }
            if (++depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
                nextChild = Arrays.copyOf(nextChild, depth * 2);
            }
            path[depth] = node.children[next];
            nextChild[depth] = 0;
            path[depth].report(depth, visitor);
        }
    }

    @Override
    public long nodeCount() {
        return nodeCount;
    }

    @Override
    public long total() {
        return root.total;
    }

    private static final class Node {
        final byte[] name;
        long self;
        long total;
        Node[] children = NO_CHILDREN;
        int childCount;

        Node(byte[] name) {
            this.name = name;
        }

        /** Inserts a child at an index. The array grows as Go's {@code append} grows short slices: by doubling, from one. */
        void add(int index, Node child) {
            if (childCount == children.length) {
                children = Arrays.copyOf(children, Math.max(1, childCount * 2));
            }
            System.arraycopy(children, index, children, index + 1, childCount - index);
            children[index] = child;
            childCount++;
        }

        void report(int depth, NodeVisitor visitor) {
            visitor.node(depth, name, 0, name.length, self, total);
        }
    }
}

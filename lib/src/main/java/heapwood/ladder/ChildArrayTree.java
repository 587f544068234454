package heapwood.ladder;

import heapwood.tree.Separators;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tree that keeps the children of all nodes in one array, instead of one array for each node: the second step. It has one live
 * object for each node, besides the names.
 *
 * <p>A node has a <em>run</em> of 1, 2, 4, … places for its children, sorted by name. When a run is full, a new run of twice the
 * length is taken at the array's end, and the old one stays unused. All unused runs together are shorter than the runs in use.
 */
public final class ChildArrayTree implements StackTree {
    private final NameSet names;
    private final Node root = new Node(new byte[0]);
    private Node[] children = new Node[16];
    private int used;
    private long nodeCount = 1;

    /** Creates a tree with names of its own. */
    public ChildArrayTree() {
        this(new NameSet());
    }

    /** Creates a tree that shares its names with others. */
    ChildArrayTree(NameSet names) {
        this.names = names;
    }

    private static final class Node {
        final byte[] name;
        long self;
        long total;

        /** The index of the first place of this node's run. */
        int first;

        /** The number of children in the run; the run's length is the next power of two. */
        int count;

        Node(byte[] name) {
            this.name = name;
        }
    }

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        Objects.checkFromIndexSize(offset, length, key.length);
        int end = offset + length;
        Node node = root;
        for (int from = offset, to; from <= end; from = to + 1) {
            to = Separators.next(key, from, end);
            node.total += value;
            node = child(node, key, from, to);
        }
        node.total += value;
        node.self += value;
    }

    private Node child(Node parent, byte[] key, int from, int to) {
        int low = parent.first;
        int high = parent.first + parent.count - 1;
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
        Node child = new Node(names.of(key, from, to));
        add(parent, low - parent.first, child);
        return child;
    }

    private void add(Node parent, int index, Node child) {
        if (Integer.bitCount(parent.count) <= 1) {
            // 0, 1, 2, 4, …: the run is full.
            int length = Math.max(1, 2 * parent.count);
            if (used > children.length - length) {
                children = Arrays.copyOf(children, Runs.grown(children.length, used + (long) length));
            }
            System.arraycopy(children, parent.first, children, used, parent.count);
            Arrays.fill(children, parent.first, parent.first + parent.count, null);
            parent.first = used;
            used += length;
        }
        int at = parent.first + index;
        System.arraycopy(children, at, children, at + 1, parent.count - index);
        children[at] = child;
        parent.count++;
        nodeCount++;
    }

    @Override
    public void walk(NodeVisitor visitor) {
        Node[] path = new Node[16];
        int[] seen = new int[16];
        path[0] = root;
        report(0, root, visitor);
        for (int depth = 0; depth >= 0; ) {
            Node node = path[depth];
            if (seen[depth] == node.count) {
                depth--;
                continue;
            }
            Node child = children[node.first + seen[depth]++];
            if (++depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
                seen = Arrays.copyOf(seen, depth * 2);
            }
            path[depth] = child;
            seen[depth] = 0;
            report(depth, child, visitor);
        }
    }

    private static void report(int depth, Node node, NodeVisitor visitor) {
        visitor.node(depth, node.name, 0, node.name.length, node.self, node.total);
    }

    @Override
    public long nodeCount() {
        return nodeCount;
    }

    @Override
    public long total() {
        return root.total;
    }
}

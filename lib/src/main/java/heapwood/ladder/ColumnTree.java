package heapwood.ladder;

import heapwood.tree.Separators;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tree whose nodes are numbers: the third step. Each field of a node is a column, an array with an element for each node. The
 * tree has a dozen objects in all, however many nodes. It takes 28 bytes a node, and the spare capacity of the columns.
 *
 * <p>Children are kept as in {@link ChildArrayTree}: each node has a run of places in one array, sorted by name.
 */
public final class ColumnTree implements StackTree {
    private static final int ROOT = 0;

    private final NameColumn names;

    /** The number of each node's name, by node; the columns below hold its other fields. The root has no name. */
    private int[] name = new int[16];

    private long[] self = new long[16];
    private long[] total = new long[16];
    private int[] first = new int[16];
    private int[] count = new int[16];
    private int nodes = 1;

    private int[] children = new int[16];
    private int used;

    /** Creates a tree with names of its own. */
    public ColumnTree() {
        this(new NameColumn());
    }

    /** Creates a tree that shares its names with others. */
    ColumnTree(NameColumn names) {
        this.names = names;
    }

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        Objects.checkFromIndexSize(offset, length, key.length);
        int end = offset + length;
        int node = ROOT;
        for (int from = offset, to; from <= end; from = to + 1) {
            to = Separators.next(key, from, end);
            total[node] += value;
            node = child(node, key, from, to);
        }
        total[node] += value;
        self[node] += value;
    }

    private int child(int parent, byte[] key, int from, int to) {
        int low = first[parent];
        int high = first[parent] + count[parent] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int child = children[middle];
            int order = names.compare(name[child], key, from, to);
            if (order == 0) {
                return child;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        int child = newNode(names.of(key, from, to));
        add(parent, low - first[parent], child);
        return child;
    }

    private int newNode(int itsName) {
        if (nodes == name.length) {
            int length = Runs.grown(nodes, nodes + 1L);
            name = Arrays.copyOf(name, length);
            self = Arrays.copyOf(self, length);
            total = Arrays.copyOf(total, length);
            first = Arrays.copyOf(first, length);
            count = Arrays.copyOf(count, length);
        }
        name[nodes] = itsName;
        return nodes++;
    }

    private void add(int parent, int index, int child) {
        int before = count[parent];
        if (Integer.bitCount(before) <= 1) {
            // 0, 1, 2, 4, …: the run is full.
            int length = Math.max(1, 2 * before);
            if (used > children.length - length) {
                children = Arrays.copyOf(children, Runs.grown(children.length, used + (long) length));
            }
            System.arraycopy(children, first[parent], children, used, before);
            first[parent] = used;
            used += length;
        }
        int at = first[parent] + index;
        System.arraycopy(children, at, children, at + 1, before - index);
        children[at] = child;
        count[parent]++;
    }

    @Override
    public void walk(NodeVisitor visitor) {
        int[] path = new int[16];
        int[] seen = new int[16];
        visitor.node(0, names.bytes(), 0, 0, self[ROOT], total[ROOT]);
        for (int depth = 0; depth >= 0; ) {
            int node = path[depth];
            if (seen[depth] == count[node]) {
                depth--;
                continue;
            }
            int child = children[first[node] + seen[depth]++];
            if (++depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
                seen = Arrays.copyOf(seen, depth * 2);
            }
            path[depth] = child;
            seen[depth] = 0;
            int its = name[child];
            visitor.node(depth, names.bytes(), names.start(its), names.length(its), self[child], total[child]);
        }
    }

    @Override
    public long nodeCount() {
        return nodes;
    }

    @Override
    public long total() {
        return total[ROOT];
    }
}

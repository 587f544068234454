package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** What a tree must answer: sorted maps of names, one in another, and nothing that any tree of the kit is made of. */
final class SortedMaps {
    private static final class Node {
        final byte[] name;
        final int depth;
        final int keyLength;
        final TreeMap<byte[], Node> children = new TreeMap<>(Arrays::compareUnsigned);
        long self;
        long total;

        Node(byte[] name, int depth, int keyLength) {
            this.name = name;
            this.depth = depth;
            this.keyLength = keyLength;
        }

        Node child(byte[] wanted) {
            return children.computeIfAbsent(wanted, made -> new Node(made, depth + 1, keyLength + 1 + made.length));
        }
    }

    private final Node root = new Node(new byte[0], 0, 1);

    void insert(byte[] key, long value) {
        insert(key, 0, key.length, value);
    }

    void insert(byte[] key, int offset, int length, long value) {
        Node node = root;
        node.total += value;
        int start = offset;
        for (int i = offset; i <= offset + length; i++) {
            if (i == offset + length || key[i] == ';') {
                node = node.child(Arrays.copyOfRange(key, start, i));
                node.total += value;
                start = i + 1;
            }
        }
        node.self += value;
    }

    /** Asserts that a tree reports these nodes, by all its methods. */
    void assertSameAs(StackTree tree) {
        List<Node> nodes = inOrder();
        assertEquals(nodes.size(), tree.nodeCount(), "nodeCount");
        assertEquals(root.total, tree.total(), "total");
        int[] reported = new int[2];
        tree.walk((depth, names, offset, length, self, total) -> {
            Node node = nodes.get(reported[0]++);
            boolean same = depth == node.depth
                    && self == node.self
                    && total == node.total
                    && Arrays.equals(node.name, 0, node.name.length, names, offset, offset + length);
            assertTrue(same, () -> "node " + reported[0] + " of the walk");
        });
        byte[] path =
                new byte[nodes.stream().mapToInt(node -> node.keyLength).max().orElseThrow()];
        tree.iterate((key, length, self) -> {
            Node node = nodes.get(reported[1]++);
            int from = node.keyLength - node.name.length;
            path[from - 1] = ';';
            System.arraycopy(node.name, 0, path, from, node.name.length);
            boolean same = self == node.self && Arrays.equals(path, 0, node.keyLength, key, 0, length);
            assertTrue(same, () -> "node " + reported[1] + " of the iteration");
        });
        assertEquals(nodes.size(), reported[0], "nodes of the walk");
        assertEquals(nodes.size(), reported[1], "nodes of the iteration");
    }

    private List<Node> inOrder() {
        List<Node> nodes = new ArrayList<>();
        Deque<Node> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Node node = left.pop();
            nodes.add(node);
            node.children.descendingMap().values().forEach(left::push);
        }
        return nodes;
    }
}

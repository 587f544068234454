package heapwood.score.trees;

import heapwood.ladder.OwnTree;
import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** A right tree that is easily made wrong: each step is a method to override. */
public class PlainTree implements OwnTree {
    /** A node. */
    public static class Node {
        byte[] name;
        long self;
        long total;
        int depth;
        Object children;
    }

    final Node root = newNode(new byte[0], 0);

    Node newNode(byte[] name, int depth) {
        Node node = new Node();
        node.name = name;
        node.depth = depth;
        node.children = newChildren();
        return node;
    }

    Object newChildren() {
        return new TreeMap<byte[], Node>(Arrays::compareUnsigned);
    }

    @SuppressWarnings("unchecked")
    Node child(Node parent, byte[] name) {
        return ((TreeMap<byte[], Node>) parent.children).computeIfAbsent(name, any -> newNode(name, parent.depth + 1));
    }

    @SuppressWarnings("unchecked")
    Collection<Node> sorted(Node parent) {
        return ((TreeMap<byte[], Node>) parent.children).values();
    }

    /** The frames of a key. */
    List<byte[]> frames(byte[] key, int offset, int length) {
        List<byte[]> frames = new ArrayList<>();
        int from = offset;
        for (int i = offset; i <= offset + length; i++) {
            if (i == offset + length || key[i] == StackTree.SEPARATOR) {
                frames.add(Arrays.copyOfRange(key, from, i));
                from = i + 1;
            }
        }
        return frames;
    }

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        add(frames(key, offset, length), value);
    }

    void add(List<byte[]> frames, long value) {
        Node node = root;
        node.total = sum(node.total, value);
        for (byte[] frame : frames) {
            node = child(node, frame);
            node.total = sum(node.total, value);
        }
        node.self = sum(node.self, value);
    }

    long sum(long one, long other) {
        return one + other;
    }

    long reported(long value) {
        return value;
    }

    @Override
    public void walk(NodeVisitor visitor) {
        List<Node> stack = new ArrayList<>(List.of(root));
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            visitor.node(node.depth, node.name, 0, node.name.length, reported(node.self), node.total);
            List<Node> children = new ArrayList<>(sorted(node));
            for (int i = children.size() - 1; i >= 0; i--) {
                stack.add(children.get(i));
            }
        }
    }
}

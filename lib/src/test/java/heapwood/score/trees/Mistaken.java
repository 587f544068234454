package heapwood.score.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Ten trees, each with one mistake. */
public final class Mistaken {
    private Mistaken() {}

    /** Drops empty labels. */
    public static class EmptyLabels extends PlainTree {
        @Override
        void add(List<byte[]> frames, long value) {
            super.add(frames.stream().filter(frame -> frame.length > 0).toList(), value);
        }
    }

    /** Compares bytes as signed numbers. */
    public static class SignedBytes extends PlainTree {
        @Override
        Object newChildren() {
            return new TreeMap<byte[], Node>(Arrays::compare);
        }
    }

    /** Loses the wrap-around of sums. */
    public static class WrapAround extends PlainTree {
        @Override
        long sum(long one, long other) {
            return Long.compareUnsigned(one + other, one) < 0 ? -1 : one + other;
        }
    }

    /** Keeps the caller's array. */
    public static class KeepsArray extends PlainTree {
        @Override
        public void insert(byte[] key, int offset, int length, long value) {
            boolean oneFrame = offset == 0
                    && length == key.length
                    && frames(key, offset, length).size() == 1;
            add(oneFrame ? List.of(key) : frames(key, offset, length), value);
        }
    }

    /** Leaves siblings in the order of their insertion. */
    public static class Unsorted extends PlainTree {
        @Override
        Object newChildren() {
            return new LinkedHashMap<String, Node>();
        }

        @SuppressWarnings("unchecked")
        @Override
        Node child(Node parent, byte[] name) {
            return ((Map<String, Node>) parent.children)
                    .computeIfAbsent(Arrays.toString(name), any -> newNode(name, parent.depth + 1));
        }

        @SuppressWarnings("unchecked")
        @Override
        Collection<Node> sorted(Node parent) {
            return ((Map<String, Node>) parent.children).values();
        }
    }

    /** Takes the array that it saw last for the same key. */
    public static class TrustsArray extends PlainTree {
        private byte[] lastKey;
        private int lastLength;
        private List<byte[]> lastFrames;

        @Override
        public void insert(byte[] key, int offset, int length, long value) {
            if (key != lastKey || length != lastLength) {
                lastFrames = frames(key, offset, length);
            }
            lastKey = key;
            lastLength = length;
            add(lastFrames, value);
        }
    }

    /** Looks for siblings one by one, and is right. */
    public static class Quadratic extends PlainTree {
        @Override
        Object newChildren() {
            return new ArrayList<Node>();
        }

        @SuppressWarnings("unchecked")
        @Override
        Node child(Node parent, byte[] name) {
            List<Node> children = (List<Node>) parent.children;
            for (Node child : children) {
                if (Arrays.equals(child.name, name)) {
                    return child;
                }
            }
            Node child = newNode(name, parent.depth + 1);
            children.add(child);
            return child;
        }

        @SuppressWarnings("unchecked")
        @Override
        Collection<Node> sorted(Node parent) {
            List<Node> children = new ArrayList<>((List<Node>) parent.children);
            children.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name));
            return children;
        }
    }

    /** Looks for a free slot for ever if another name has the same hash. */
    public static class LoopsOnCollision extends PlainTree {
        @Override
        Object newChildren() {
            return new LinkedHashMap<Integer, Node>();
        }

        @SuppressWarnings("unchecked")
        @Override
        Node child(Node parent, byte[] name) {
            Map<Integer, Node> table = (Map<Integer, Node>) parent.children;
            int hash = Arrays.hashCode(name);
            int slot = hash;
            while (true) {
                Node there = table.get(slot);
                if (there == null) {
                    Node child = newNode(name, parent.depth + 1);
                    table.put(slot, child);
                    return child;
                }
                if (Arrays.equals(there.name, name)) {
                    return there;
                }
                slot = hash; // which was to be the next one
            }
        }

        @SuppressWarnings("unchecked")
        @Override
        Collection<Node> sorted(Node parent) {
            List<Node> children = new ArrayList<>(((Map<Integer, Node>) parent.children).values());
            children.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name));
            return children;
        }
    }

    /** Throws at depth 10,000. */
    public static class ThrowsWhenDeep extends PlainTree {
        @Override
        Node newNode(byte[] name, int depth) {
            if (depth >= 10_000) {
                throw new IllegalStateException("too deep");
            }
            return super.newNode(name, depth);
        }
    }

    /** Answers at random. */
    public static class RandomAnswers extends PlainTree {
        private static final Random RANDOM = new Random();

        @Override
        long reported(long value) {
            return value + RANDOM.nextInt(2);
        }
    }
}

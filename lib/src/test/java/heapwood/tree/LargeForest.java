package heapwood.tree;

import java.util.Arrays;

/**
 * Fills a forest beyond what an int counts in bytes, or until it is full, and checks it. A program, because it takes a heap of its
 * own. By hand, in about a minute each:
 *
 * <pre>
 * java -Xmx3g  -XX:+UseSerialGC -Xmn64m -cp lib/target/classes:lib/target/test-classes heapwood.tree.LargeForest names
 * java -Xmx12g -XX:+UseSerialGC -Xmn64m -cp lib/target/classes:lib/target/test-classes heapwood.tree.LargeForest nodes
 * </pre>
 */
final class LargeForest {
    private static final int NAME_LENGTH = 16_000;
    private static final int DEPTH = 50_000;

    private LargeForest() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("names")) {
            System.out.println(fillWithNames(new CompactForest(), (1L << 31) + (1 << 26)));
        } else if (args.length == 1 && args[0].equals("nodes")) {
            System.out.println(fillWithNodes(new CompactForest()));
        } else {
            throw new IllegalArgumentException("names or nodes?");
        }
    }

    /** Children of one root with names of so many bytes in all: each must be found again, in order, with its value. */
    static String fillWithNames(CompactForest forest, long bytes) {
        int count = (int) (bytes / NAME_LENGTH);
        int tree = forest.newTree();
        byte[] key = new byte[NAME_LENGTH];
        for (int i = 0; i < count; i++) {
            forest.insert(tree, named(key, i), 0, NAME_LENGTH, i + 1L);
        }
        check(forest.nameCount() == count && forest.nodeCount(tree) == count + 1L, "all names are there");
        check(
                forest.footprint().names() > bytes * 0.99,
                "names take " + forest.footprint().names());
        for (int i = 0; i < count; i += 97) {
            check(forest.self(tree, named(key, i), 0, NAME_LENGTH) == i + 1L, "name " + i + " has its value");
        }
        check(!forest.contains(tree, named(key, count), 0, NAME_LENGTH), "no name was made up");
        int[] next = {-1};
        byte[] expected = new byte[NAME_LENGTH];
        forest.walk(tree, (depth, names, offset, length, self, total) -> {
            if (next[0] >= 0) {
                check(
                        Arrays.equals(names, offset, offset + length, named(expected, next[0]), 0, NAME_LENGTH),
                        "name " + next[0] + " comes in its place");
            }
            next[0]++;
        });
        check(next[0] == count, "each name comes once");
        forest.drop(tree);
        check(forest.nameCount() == 0, "all names are gone");
        return count + " names of " + NAME_LENGTH + " bytes: well";
    }

    /** The number as eight letters, the highest first, and then bytes that depend on it. */
    private static byte[] named(byte[] key, int number) {
        for (int i = 0; i < 8; i++) {
            key[i] = (byte) ('a' + (number >>> (28 - 4 * i) & 15));
        }
        Arrays.fill(key, 8, key.length, (byte) ('A' + number % 23));
        return key;
    }

    /** Long chains, until the forest says that it is full; then nothing may have changed. */
    static String fillWithNodes(CompactForest forest) {
        int[] ids = new int[100];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = forest.intern(new byte[] {(byte) ('0' + i / 10), (byte) ('0' + i % 10)});
        }
        int tree = forest.newTree();
        int[] key = new int[DEPTH];
        long total = 0;
        for (int chain = 0; ; chain++) {
            for (int i = 0; i < DEPTH; i++) {
                key[i] = ids[i < 5 ? chain / (int) Math.pow(100, 4 - i) % 100 : i % 100];
            }
            long nodes = forest.nodeCount(tree);
            try {
                forest.insert(tree, key, 0, DEPTH, chain);
                total += chain;
            } catch (IllegalStateException e) {
                check(e.getMessage().contains("no room for more nodes"), e.getMessage());
                check(forest.nodeCount(tree) == nodes, "no node was made");
                check(forest.total(tree) == total, "no value was added");
                check(forest.nameCount() == ids.length, "no name was made");
                forest.drop(tree);
                int next = forest.newTree();
                forest.insert(next, key, 0, DEPTH, 1);
                check(forest.nodeCount(next) == DEPTH + 1, "there is room again");
                return nodes + " nodes: full, and well";
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }
}

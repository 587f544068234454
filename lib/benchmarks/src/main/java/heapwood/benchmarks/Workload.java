package heapwood.benchmarks;

import heapwood.profile.CollapsedReader;
import heapwood.tree.StackTree;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Keys to insert, all in memory before the clock starts. */
enum Workload {
    /** One tree of the original's headline: every prefix of 200 paths of 500 names of 80 bytes, every name new. */
    HEADLINE {
        @Override
        Keys load() {
            return new Keys(paths(), true, 1);
        }
    },
    /** The same nodes and names, each path inserted once: the hardest for a tree that interns names. */
    UNIQUE {
        @Override
        Keys load() {
            return new Keys(paths(), false, 1);
        }
    },
    /** A javac compilation's allocation profile, in the order recorded. */
    RECORDED {
        @Override
        Keys load() throws IOException {
            return new Keys(javac(), false, 1);
        }
    },
    /** The same stacks, shuffled. */
    SHUFFLED {
        @Override
        Keys load() throws IOException {
            return new Keys(shuffled(javac()), false, 1);
        }
    },
    /** Five thousand of the shuffled stacks, for what would take too long or too much memory with all. */
    SAMPLE {
        @Override
        Keys load() throws IOException {
            return new Keys(shuffled(javac()).subList(0, 5000), false, 1);
        }
    },
    /** Ten thousand trees of ten nodes. */
    SMALL {
        @Override
        Keys load() {
            List<byte[]> keys = new ArrayList<>();
            for (String key : List.of("main;run;read", "main;run;write;flush", "main;stop;close", "idle;park;wait")) {
                keys.add(key.getBytes(StandardCharsets.US_ASCII));
            }
            return new Keys(keys, false, 10_000);
        }
    };

    private static final TreeShape SHAPE = new TreeShape(200, 500, 40);
    private static final Path JAVAC = Path.of("../../notebooks/data/javac-alloc.collapsed.xz");

    abstract Keys load() throws IOException;

    /**
     * @param keys in order
     * @param everyPrefix whether to insert each key's prefixes first, from one array
     * @param trees how many trees to make of them
     */
    record Keys(List<byte[]> keys, boolean everyPrefix, int trees) {
        /** Makes the trees and returns the last one, with everything inserted. */
        Inserter insertInto(Supplier<Inserter> newTree) {
            Inserter tree = null;
            for (int i = 0; i < trees; i++) {
                tree = newTree.get();
                for (byte[] key : keys) {
                    if (everyPrefix) {
                        insertPrefixes(tree, key);
                    }
                    tree.insert(key, 0, key.length, 7);
                }
            }
            return tree;
        }

        private static void insertPrefixes(Inserter tree, byte[] key) {
            for (int length = 1; length < key.length; length++) {
                if (key[length] == StackTree.SEPARATOR) {
                    tree.insert(key, 0, length, 1);
                    length += 80;
                }
            }
        }
    }

    private static List<byte[]> paths() {
        List<byte[]> keys = new ArrayList<>();
        new TreeGenerator(1)
                .insertFullKeys(
                        new KeysOnly((key, offset, length, value) ->
                                keys.add(Arrays.copyOfRange(key, offset, offset + length))),
                        SHAPE);
        return keys;
    }

    private static List<byte[]> javac() throws IOException {
        List<byte[]> keys = new ArrayList<>();
        new CollapsedReader()
                .read(
                        JAVAC,
                        (key, offset, length, value) -> keys.add(Arrays.copyOfRange(key, offset, offset + length)));
        return keys;
    }

    private static List<byte[]> shuffled(List<byte[]> keys) {
        Collections.shuffle(keys, new Random(1));
        return keys;
    }

    /** A tree that hands its keys on. */
    private record KeysOnly(Inserter keys) implements StackTree {
        @Override
        public void insert(byte[] key, int offset, int length, long value) {
            keys.insert(key, offset, length, value);
        }

        @Override
        public void iterate(KeyVisitor visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void walk(NodeVisitor visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nodeCount() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long total() {
            throw new UnsupportedOperationException();
        }
    }
}

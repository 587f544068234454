package heapwood.benchmarks;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The keys to insert, all in memory before the measurement starts, and consecutive in one array. If each key were an array of its
 * own, a collection would move some of them apart, and the measurement would depend on the distance.
 */
final class Keys {
    /** The length of the names in keys whose every prefix is inserted, in bytes. */
    static final int NAME_LENGTH = 80;

    private final byte[] bytes;

    /** key -> the offset of its first byte; the last element is the offset after all keys. */
    private final int[] starts;

    private final boolean everyPrefix;
    private final int trees;

    /**
     * Copies keys.
     *
     * @param keys the keys, in order
     * @param everyPrefix whether to insert each key's prefixes first
     * @param trees the number of trees to make of the keys
     */
    Keys(List<byte[]> keys, boolean everyPrefix, int trees) {
        this.everyPrefix = everyPrefix;
        this.trees = trees;
        starts = new int[keys.size() + 1];
        for (int i = 0; i < keys.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], keys.get(i).length);
        }
        bytes = new byte[starts[keys.size()]];
        for (int i = 0; i < keys.size(); i++) {
            System.arraycopy(keys.get(i), 0, bytes, starts[i], keys.get(i).length);
        }
    }

    int count() {
        return starts.length - 1;
    }

    /** Returns a copy of a key. */
    byte[] key(int number) {
        return Arrays.copyOfRange(bytes, starts[number], starts[number + 1]);
    }

    /** Makes the trees and returns the last one, with all keys inserted. */
    Inserter insertInto(Supplier<Inserter> newTree) {
        Inserter tree = null;
        for (int i = 0; i < trees; i++) {
            tree = newTree.get();
            insertInto(tree);
        }
        return tree;
    }

    /** Inserts all keys into one tree. */
    void insertInto(Inserter tree) {
        insertInto(tree, 0, count());
    }

    /** Inserts the keys from {@code first} to {@code end}, exclusive, into one tree. */
    void insertInto(Inserter tree, int first, int end) {
        for (int i = first; i < end; i++) {
            int start = starts[i];
            int length = starts[i + 1] - start;
            if (everyPrefix) {
                insertPrefixes(tree, start, length);
            }
            tree.insert(bytes, start, length, 7);
        }
    }

    private void insertPrefixes(Inserter tree, int start, int end) {
        for (int length = 1; length < end; length++) {
            if (bytes[start + length] == StackTree.SEPARATOR) {
                tree.insert(bytes, start, length, 1);
                length += NAME_LENGTH;
            }
        }
    }
}

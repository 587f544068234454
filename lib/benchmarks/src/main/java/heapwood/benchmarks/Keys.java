package heapwood.benchmarks;

import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keys to insert, all in memory before the clock starts.
 *
 * @param keys in order
 * @param everyPrefix whether to insert each key's prefixes first, from one array
 * @param trees how many trees to make of them
 */
record Keys(List<byte[]> keys, boolean everyPrefix, int trees) {
    /** How long the names are of which every prefix is inserted. */
    static final int NAME_LENGTH = 80;

    /** Makes the trees and returns the last one, with everything inserted. */
    Inserter insertInto(Supplier<Inserter> newTree) {
        Inserter tree = null;
        for (int i = 0; i < trees; i++) {
            tree = newTree.get();
            insertInto(tree);
        }
        return tree;
    }

    /** Inserts everything into one tree. */
    void insertInto(Inserter tree) {
        for (byte[] key : keys) {
            if (everyPrefix) {
                insertPrefixes(tree, key);
            }
            tree.insert(key, 0, key.length, 7);
        }
    }

    private static void insertPrefixes(Inserter tree, byte[] key) {
        for (int length = 1; length < key.length; length++) {
            if (key[length] == StackTree.SEPARATOR) {
                tree.insert(key, 0, length, 1);
                length += NAME_LENGTH;
            }
        }
    }
}

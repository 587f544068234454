package heapwood.workload;

import heapwood.tree.StackTree;

/** A receiver of stacks: a tree, as {@code tree::insert}, or an object that times, counts or keeps the stacks. */
@FunctionalInterface
public interface Inserter {
    /**
     * Takes a stack, as {@link StackTree#insert(byte[], int, int, long)} does. The caller may reuse the array after the call.
     *
     * @param key the array that holds the key
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes
     * @param value the value of the stack, unsigned
     */
    void insert(byte[] key, int offset, int length, long value);
}

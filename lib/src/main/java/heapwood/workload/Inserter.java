package heapwood.workload;

import heapwood.tree.StackTree;

/** What takes stacks: a tree, as {@code tree::insert}, or what times them, counts them or keeps them. */
@FunctionalInterface
public interface Inserter {
    /** Takes a stack, as {@link StackTree#insert(byte[], int, int, long)} does; the array is the caller's, and changes later. */
    void insert(byte[] key, int offset, int length, long value);
}

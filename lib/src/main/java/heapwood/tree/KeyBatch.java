package heapwood.tree;

import java.util.Arrays;
import java.util.Objects;

/**
 * A batch of stacks, as ids of frames, for insertion into a tree in any order. Stacks that share their first frames are inserted
 * one after the other, so that each insertion starts from the last stack's nodes instead of the root. The stacks are then not read
 * in the order in which they lie in memory. For a tree of a million nodes, which fits a processor's caches, that costs more than it
 * gains ({@code mvn -Pbench -Dbench="work=recorded,shuffled trees=frame-ids,batch"}). It has not been measured for far larger trees.
 *
 * <p>The order need not be exact, so it is cheap. For each key, {@value #MARKS} hashes of {@value #BITS} bits each are kept: of its
 * first {@value #STEP} frames, of twice as many, and so on. These are sorted as one number, with the key's index in the lower half.
 *
 * <p>For keys of bytes a batch would gain nothing: sorting reads each key once more, and such keys are many times longer than ids.
 *
 * <p>Takes 20 bytes for each stack, and 8 more while it inserts.
 */
public final class KeyBatch {
    /** The length that marks a key that is in the tree already; no key that was added has length 0. */
    private static final int INSERTED = 0;

    private static final int MARKS = 8;
    private static final int BITS = Integer.SIZE / MARKS;
    private static final int STEP = 8;
    private static final long FOLD = 0x9E37_79B9_7F4A_7C15L;

    private int[][] keys = new int[16][];
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private long[] values = new long[16];
    private int size;

    /**
     * Adds a stack. The key is not copied: it must not change until {@link #insertInto}, which also checks the ids.
     *
     * @param key the array that holds the ids, as {@link CompactForest#intern} gave them
     * @param offset the index of the key's first id
     * @param length the number of ids, at least one
     * @param value the value of the stack, unsigned
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     * @throws IllegalArgumentException if the key has no frame
     */
    public void add(int[] key, int offset, int length, long value) {
        Objects.checkFromIndexSize(offset, length, key.length);
        if (length == 0) {
            throw new IllegalArgumentException("a key of frame ids needs one frame at least");
        }
        if (size == keys.length) {
            int capacity = Sizes.grown(size, 16, size / 2);
            int[][] moreKeys = Arrays.copyOf(keys, capacity);
            int[] moreOffsets = Arrays.copyOf(offsets, capacity);
            int[] moreLengths = Arrays.copyOf(lengths, capacity);
            values = Arrays.copyOf(values, capacity);
            keys = moreKeys;
            offsets = moreOffsets;
            lengths = moreLengths;
        }
        keys[size] = key;
        offsets[size] = offset;
        lengths[size] = length;
        values[size] = value;
        size++;
    }

    /** Returns the number of stacks in the batch: those added since the last {@link #insertInto}. */
    public int size() {
        return size;
    }

    /**
     * Inserts all stacks, and removes each from the batch once it is in the tree. Takes the time of the insertions and of sorting as
     * many numbers.
     *
     * @param forest the forest that gave the ids
     * @param tree the handle of a tree in that forest
     * @throws IllegalArgumentException if there is no such tree, or a stack has a frame that was not interned; tree and batch are
     *     unchanged then
     * @throws IllegalStateException if the forest is full; the batch then keeps the stacks that are not in the tree
     */
    public void insertInto(CompactForest forest, int tree) {
        forest.nodeCount(tree);
        for (int key = 0; key < size; key++) {
            forest.checkFrames(keys[key], offsets[key], lengths[key]);
        }
        long[] order = new long[size];
        Arrays.setAll(order, key -> (long) marks(keys[key], offsets[key], lengths[key]) << 32 | key);
        Arrays.sort(order);
        try {
            for (long entry : order) {
                int key = (int) entry;
                forest.insert(tree, keys[key], offsets[key], lengths[key], values[key]);
                lengths[key] = INSERTED;
            }
        } finally {
            forgetInserted();
        }
    }

    private void forgetInserted() {
        int kept = 0;
        for (int key = 0; key < size; key++) {
            if (lengths[key] != INSERTED) {
                keys[kept] = keys[key];
                offsets[kept] = offsets[key];
                lengths[kept] = lengths[key];
                values[kept] = values[key];
                kept++;
            }
        }
        Arrays.fill(keys, kept, size, null);
        size = kept;
    }

    private static int marks(int[] frames, int start, int length) {
        int end = start + length;
        long hash = 0;
        int marks = 0;
        for (int mark = 1, i = start; mark <= MARKS; mark++) {
            int to = start + mark * STEP;
            for (; i < Math.min(end, to); i++) {
                hash = (Long.rotateLeft(hash, 23) ^ frames[i]) * FOLD;
            }
            marks = marks << BITS | (to <= end ? (int) (hash >>> Long.SIZE - BITS) : 0);
        }
        return marks;
    }
}

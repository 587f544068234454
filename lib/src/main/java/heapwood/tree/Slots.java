package heapwood.tree;

import java.util.Arrays;

/**
 * The stream of ints that holds all trees of a forest, with a byte beside each int for a node's self value. Trees take it in
 * blocks.
 *
 * <p><b>Terms.</b> A <em>slot</em> is one int of the stream and its byte. A <em>block</em> is 2<sup>order</sup> slots, 16
 * to 65,536, aligned to its size. A <em>page</em> is a block of the largest order. A <em>chunk</em> is one array: the
 * ints of its slots, then their bytes, four to an int.
 *
 * <p><b>Look-up:</b> slot s is {@code arrays[s >>> 16][s - firsts[s >>> 16]]}. Slots of one block lie side by side in one
 * array, so a walk along a block needs one look-up of its array.
 *
 * <p><b>Blocks:</b> buddies, as in Knowlton's allocator. The first two ints of a free block are its neighbours in the list of free
 * blocks of its order. Its first byte marks it as free and holds its order. A block that becomes free is joined with its buddy, if
 * the buddy is free too and of the same order. So the space of a dropped tree can be used by trees of any other shape. A block in
 * use has its order in its first byte, and its first int belongs to the tree.
 *
 * <p><b>Growth:</b> the first array doubles by copying up to 2<sup>19</sup> slots (2.5 MiB). After that, chunks are added, each
 * half the size of all present ones but at most 2<sup>22</sup> slots, and nothing is copied.
 */
final class Slots {
    /** The int that marks the end of a block's slots in use, and of a list of blocks. */
    static final int END = -1;

    static final int LEAST_ORDER = 4;
    static final int PAGE_ORDER = 16;

    private static final int PAGE = 1 << PAGE_ORDER;
    private static final int FIRST_CAPACITY = 16;
    private static final int MOST_COPIED = 1 << 19;
    private static final int MOST_PAGES_A_CHUNK = 64;
    private static final int NONE = -1;
    private static final int FREE = 0x80;

    private final int mostSlots;

    /** The chunk of each page, by page; the array below holds the chunk's first slot. */
    private int[][] arrays = new int[1][];

    private int[] firsts = new int[1];
    private int capacity = FIRST_CAPACITY;

    /** The first slot of the pages that were never handed out. */
    private int fresh;

    /** The first free block of each order, by order, or {@link #NONE}. */
    private final int[] free = new int[PAGE_ORDER + 1];

    private long usedSlots;

    /**
     * Creates a stream of 16 slots.
     *
     * @param mostSlots the most slots that there may be: a power of two from 16 to 65,536, or a number of whole pages
     */
    Slots(int mostSlots) {
        this.mostSlots = mostSlots;
        arrays[0] = new int[ints(FIRST_CAPACITY)];
        Arrays.fill(free, NONE);
        addFree(0, Integer.numberOfTrailingZeros(FIRST_CAPACITY));
    }

    /** Returns the array that holds the ints of a slot's block. */
    int[] array(int slot) {
        return arrays[slot >>> PAGE_ORDER];
    }

    /** Returns the index of a slot's int in its array. */
    int index(int slot) {
        return slot - firsts[slot >>> PAGE_ORDER];
    }

    int get(int slot) {
        return array(slot)[index(slot)];
    }

    void set(int slot, int value) {
        array(slot)[index(slot)] = value;
    }

    /** Returns the byte of a slot, unsigned. */
    int getByte(int slot) {
        int[] array = array(slot);
        int index = index(slot);
        return array[bytesFrom(array) + (index >>> 2)] >>> ((index & 3) << 3) & 0xFF;
    }

    /** Sets the byte of a slot to the lowest eight bits of {@code value}. */
    void setByte(int slot, int value) {
        int[] array = array(slot);
        int index = index(slot);
        int at = bytesFrom(array) + (index >>> 2);
        int shift = (index & 3) << 3;
        array[at] = array[at] & ~(0xFF << shift) | (value & 0xFF) << shift;
    }

    /** Returns the index in a chunk's array of the bytes of its slots. */
    static int bytesFrom(int[] array) {
        return array.length / 5 * 4;
    }

    /** Returns the order of a block in use. */
    int order(int block) {
        return getByte(block);
    }

    /**
     * Takes a free block. Its bytes are zero, except that the first holds its order; its ints may have any values.
     *
     * @param wanted the wanted order; the block is of a lower order if there is no room for more
     * @return the block's first slot
     * @throws IllegalStateException if no slot is left
     */
    int acquire(int wanted) {
        int order = freeOrder(wanted);
        int block = free[order];
        remove(block, order);
        while (order > wanted) {
            order--;
            addFree(block + (1 << order), order);
        }
        clearBytes(block, order);
        setByte(block, order);
        usedSlots += 1L << order;
        return block;
    }

    private void clearBytes(int block, int order) {
        int[] array = array(block);
        int from = bytesFrom(array) + index(block) / 4;
        Arrays.fill(array, from, from + (1 << order) / 4, 0);
    }

    /** Frees a block in use. */
    void release(int block) {
        int order = order(block);
        usedSlots -= 1L << order;
        int start = block;
        while (order < PAGE_ORDER) {
            int buddy = start ^ 1 << order;
            if (buddy >= capacity || getByte(buddy) != (FREE | order)) {
                break;
            }
            remove(buddy, order);
            start &= buddy;
            order++;
        }
        addFree(start, order);
    }

    /** Returns a block in use and all blocks linked from it by their first ints, in the order in which they were handed out. */
    int[] linked(int last) {
        int count = 0;
        for (int block = last; block != END; block = get(block)) {
            count++;
        }
        int[] blocks = new int[count];
        for (int block = last; block != END; block = get(block)) {
            blocks[--count] = block;
        }
        return blocks;
    }

    /** Returns the number of slots that the arrays have. */
    int capacity() {
        return capacity;
    }

    /** Returns the number of slots in blocks that are handed out. */
    long usedSlots() {
        return usedSlots;
    }

    /** Returns the number of bytes that slots take: five for each, its int and its byte. */
    static long bytes(long slots) {
        return slots * 5;
    }

    /** Returns the number of bytes of the tables of chunks and of free blocks, with references of 4 bytes. */
    long directoryBytes() {
        return firsts.length * 8L + free.length * 4L;
    }

    private int freeOrder(int wanted) {
        for (; ; ) {
            for (int order = wanted; order <= PAGE_ORDER; order++) {
                if (free[order] != NONE) {
                    return order;
                }
            }
            if (fresh > 0 && fresh < capacity) {
                addFree(fresh, PAGE_ORDER);
                fresh += PAGE;
            } else if (capacity < mostSlots) {
                grow();
            } else {
                return lowerOrder(wanted);
            }
        }
    }

    private int lowerOrder(int wanted) {
        for (int order = wanted - 1; order >= LEAST_ORDER; order--) {
            if (free[order] != NONE) {
                return order;
            }
        }
        throw new IllegalStateException("no room for more nodes: all " + capacity
                + " slots of this forest are in use; drop trees, or use a forest for each");
    }

    private void grow() {
        if (capacity < PAGE) {
            int old = capacity;
            copyFirst(old * 2);
            addFree(old, Integer.numberOfTrailingZeros(old));
            return;
        }
        fresh = capacity;
        if (capacity < MOST_COPIED) {
            copyFirst((int) Math.min(capacity * 2L, mostSlots));
        } else {
            append(Math.min(Math.min(capacity / PAGE / 2, MOST_PAGES_A_CHUNK), (mostSlots - capacity) / PAGE));
        }
    }

    private void copyFirst(int newCapacity) {
        int[] old = arrays[0];
        int[] copy = Arrays.copyOf(old, ints(newCapacity));
        Arrays.fill(copy, capacity, old.length, 0);
        System.arraycopy(old, bytesFrom(old), copy, bytesFrom(copy), old.length - bytesFrom(old));
        int pages = Math.max(1, newCapacity / PAGE);
        reserve(pages);
        Arrays.fill(arrays, 0, pages, copy);
        capacity = newCapacity;
    }

    private void append(int pages) {
        int first = capacity / PAGE;
        int[] chunk = new int[ints(pages * PAGE)];
        reserve(first + pages);
        Arrays.fill(arrays, first, first + pages, chunk);
        Arrays.fill(firsts, first, first + pages, capacity);
        capacity += pages * PAGE;
    }

    private void reserve(int pages) {
        if (pages > arrays.length) {
            int larger = Math.max(pages, arrays.length + arrays.length / 2);
            int[][] largerArrays = Arrays.copyOf(arrays, larger);
            firsts = Arrays.copyOf(firsts, larger);
            arrays = largerArrays;
        }
    }

    private static int ints(int slots) {
        return slots + slots / 4;
    }

    private void addFree(int block, int order) {
        int next = free[order];
        set(block, next);
        set(block + 1, NONE);
        setByte(block, FREE | order);
        if (next != NONE) {
            set(next + 1, block);
        }
        free[order] = block;
    }

    private void remove(int block, int order) {
        int next = get(block);
        int previous = get(block + 1);
        if (previous == NONE) {
            free[order] = next;
        } else {
            set(previous, next);
        }
        if (next != NONE) {
            set(next + 1, previous);
        }
    }

    /** Checks that blocks cover all slots, and that the lists of free blocks hold exactly the free ones. Linear in the blocks. */
    void check() {
        int end = fresh > 0 ? fresh : capacity;
        long used = 0;
        int freeBlocks = 0;
        for (int block = 0; block < end; ) {
            int mark = getByte(block);
            int order = mark & ~FREE;
            Check.that(order >= LEAST_ORDER && order <= PAGE_ORDER, "a block has an order");
            Check.that(
                    (block & (1 << order) - 1) == 0 && order <= 31 - Integer.numberOfLeadingZeros(end - block),
                    "a block is where its order allows");
            if (mark == order) {
                used += 1L << order;
            } else {
                freeBlocks++;
                int buddy = block ^ 1 << order;
                Check.that(
                        order == PAGE_ORDER || buddy >= capacity || getByte(buddy) != mark, "free buddies have joined");
            }
            block += 1 << order;
        }
        Check.same(used, usedSlots, "slots in use");
        for (int order = 0; order <= PAGE_ORDER; order++) {
            int previous = NONE;
            for (int block = free[order]; block != NONE; block = get(block)) {
                Check.same(FREE | order, getByte(block), "mark of a block in a list of free ones");
                Check.same(previous, get(block + 1), "what is before a free block in its list");
                Check.that(--freeBlocks >= 0, "each free block is in a list once");
                previous = block;
            }
        }
        Check.same(0, freeBlocks, "free blocks that no list has");
    }
}

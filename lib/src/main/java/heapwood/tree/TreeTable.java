package heapwood.tree;

import java.util.Arrays;

/**
 * The table of a forest's trees, eight ints for each: its root, its present block, the next free slot and the last slot of that
 * block, the number of its nodes, the number of its chains and a bit that is set if they are in the table of chains, and the sum of
 * its values in two halves.
 *
 * <p>A dropped tree has no nodes. While it has blocks, it is in a list of such trees, whose next one is in the field of the sum's first
 * half, and its next slot is the one to reclaim next. After that its root field is the next handle in the list of those that new trees
 * take first.
 * Growth: by a third.
 */
final class TreeTable {
    private static final int STRIDE = 8;
    private static final int ROOT = 0;
    private static final int BLOCK = 1;
    private static final int NEXT = 2;
    private static final int LIMIT = 3;
    private static final int NODES = 4;
    private static final int CHAINS = 5;
    private static final int TOTAL = 6;
    static final int NONE = -1;

    private int[] fields = new int[STRIDE];
    private int handles;
    private int live;
    private int free = NONE;
    private int pending = NONE;

    /** Adds a tree, and returns its handle. */
    int add() {
        int tree = free;
        if (tree != NONE) {
            free = fields[tree * STRIDE + ROOT];
        } else {
            if (handles * STRIDE == fields.length) {
                fields = Arrays.copyOf(fields, larger(handles));
            }
            tree = handles++;
        }
        Arrays.fill(fields, tree * STRIDE, (tree + 1) * STRIDE, 0);
        fields[tree * STRIDE + NODES] = 1;
        live++;
        return tree;
    }

    /** Takes back a handle that {@link #add} gave for a tree without blocks. */
    void giveUp(int tree) {
        free(tree);
        live--;
    }

    /** Drops a tree, whose blocks are still to be reclaimed. */
    void drop(int tree) {
        setBlock(tree, block(tree), block(tree));
        fields[tree * STRIDE + NODES] = 0;
        fields[tree * STRIDE + TOTAL] = pending;
        pending = tree;
        live--;
    }

    /** Returns a dropped tree that has blocks, or {@link #NONE}. */
    int pending() {
        return pending;
    }

    /** Returns the dropped tree with blocks after another one, or {@link #NONE}. */
    int nextPending(int tree) {
        return fields[tree * STRIDE + TOTAL];
    }

    /** Lets the handle that {@link #pending} returns be given out again. */
    void freePending() {
        int tree = pending;
        pending = nextPending(tree);
        free(tree);
    }

    private void free(int tree) {
        fields[tree * STRIDE + NODES] = 0;
        fields[tree * STRIDE + ROOT] = free;
        free = tree;
    }

    /**
     * Checks that a handle is that of a tree.
     *
     * @throws IllegalArgumentException if there is no such tree
     */
    void check(int tree) {
        if (tree < 0 || tree >= handles || fields[tree * STRIDE + NODES] == 0) {
            throw new IllegalArgumentException(
                    "no tree " + tree + " in this forest: it was dropped, or newTree never made it");
        }
    }

    /** Returns the number of trees. */
    int live() {
        return live;
    }

    int root(int tree) {
        return fields[tree * STRIDE + ROOT];
    }

    void setRoot(int tree, int slot) {
        fields[tree * STRIDE + ROOT] = slot;
    }

    /** Returns a tree's present block, the one that was handed out last. */
    int block(int tree) {
        return fields[tree * STRIDE + BLOCK];
    }

    /** Returns the next free slot of a tree's present block. */
    int next(int tree) {
        return fields[tree * STRIDE + NEXT];
    }

    /** Returns the last slot of a tree's present block, which stays free. */
    int limit(int tree) {
        return fields[tree * STRIDE + LIMIT];
    }

    void setBlock(int tree, int block, int limit) {
        fields[tree * STRIDE + BLOCK] = block;
        fields[tree * STRIDE + NEXT] = block + 1;
        fields[tree * STRIDE + LIMIT] = limit;
    }

    void setNext(int tree, int slot) {
        fields[tree * STRIDE + NEXT] = slot;
    }

    int nodes(int tree) {
        return fields[tree * STRIDE + NODES];
    }

    void addNodes(int tree, int more) {
        fields[tree * STRIDE + NODES] += more;
    }

    /** Returns the number of a tree's chains, the one that starts at its root left out. */
    int chains(int tree) {
        return fields[tree * STRIDE + CHAINS] >>> 1;
    }

    void addChains(int tree, int more) {
        fields[tree * STRIDE + CHAINS] += more << 1;
    }

    /** Returns whether a tree's chains are in the table of chains. */
    boolean indexed(int tree) {
        return (fields[tree * STRIDE + CHAINS] & 1) != 0;
    }

    void setIndexed(int tree) {
        fields[tree * STRIDE + CHAINS] |= 1;
    }

    long total(int tree) {
        int at = tree * STRIDE + TOTAL;
        return fields[at] & 0xFFFF_FFFFL | (long) fields[at + 1] << 32;
    }

    void addTotal(int tree, long value) {
        long total = total(tree) + value;
        int at = tree * STRIDE + TOTAL;
        fields[at] = (int) total;
        fields[at + 1] = (int) (total >>> 32);
    }

    /** Returns the number of bytes of the table's elements. */
    long bytes() {
        return fields.length * (long) Integer.BYTES;
    }

    /** Returns the number of bytes of the elements that belong to trees. */
    long usedBytes() {
        return live * (long) STRIDE * Integer.BYTES;
    }

    /**
     * Returns the length of the table that has room for a third more trees.
     *
     * @throws IllegalStateException if an array of that length would be too long
     */
    static int larger(int handles) {
        long length = (handles + Math.max(1, handles / 3)) * (long) STRIDE;
        if (length > Sizes.LONGEST_ARRAY) {
            throw new IllegalStateException(
                    "no room for more trees: this forest has " + handles + "; drop trees, or use a second forest");
        }
        return (int) length;
    }

    /** Checks that each handle is in use or in one of the two lists. */
    void check() {
        int used = 0;
        for (int tree = 0; tree < handles; tree++) {
            used += nodes(tree) > 0 ? 1 : 0;
        }
        Check.same(used, live, "live trees");
        int listed = 0;
        for (int tree = free; tree != NONE; tree = root(tree)) {
            Check.that(nodes(tree) == 0 && listed < handles, "a handle in the list of free ones is free");
            listed++;
        }
        for (int tree = pending; tree != NONE; tree = nextPending(tree)) {
            Check.that(nodes(tree) == 0 && listed < handles, "a tree in the list of those to reclaim is dropped");
            listed++;
        }
        Check.same(handles, used + (long) listed, "handles in use, dropped ones and free ones");
    }

    /** Returns the largest number of trees that there were at a time. */
    int handles() {
        return handles;
    }
}

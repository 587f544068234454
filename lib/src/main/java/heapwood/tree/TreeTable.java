package heapwood.tree;

import java.util.Arrays;

/**
 * The table of a forest's trees, eight ints for each: its root, its present block, the next free slot and the last slot of that
 * block, the number of its nodes, the number of its chains and a bit that is set if they are in the table of chains, and the sum of
 * its values in two halves.
 *
 * <p>A dropped tree has no nodes. Its root field is the next handle in the list of dropped ones, which new trees take first.
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
    private static final int NONE = -1;

    private int[] fields = new int[STRIDE];
    private int handles;
    private int live;
    private int dropped = NONE;

    /** Adds a tree, and returns its handle. */
    int add() {
        int tree = dropped;
        if (tree != NONE) {
            dropped = fields[tree * STRIDE + ROOT];
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

    void drop(int tree) {
        fields[tree * STRIDE + NODES] = 0;
        fields[tree * STRIDE + ROOT] = dropped;
        dropped = tree;
        live--;
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

    /** Checks that each handle is in use or in the list of dropped ones. */
    void check() {
        int used = 0;
        for (int tree = 0; tree < handles; tree++) {
            used += nodes(tree) > 0 ? 1 : 0;
        }
        Check.same(used, live, "live trees");
        int free = 0;
        for (int tree = dropped; tree != NONE; tree = root(tree)) {
            Check.that(nodes(tree) == 0 && free < handles, "a handle in the list of dropped ones is free");
            free++;
        }
        Check.same(handles, used + (long) free, "handles in use and dropped ones");
    }

    /** Returns the largest number of trees that there were at a time. */
    int handles() {
        return handles;
    }
}

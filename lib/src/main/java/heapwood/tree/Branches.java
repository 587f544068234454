package heapwood.tree;

import java.util.Arrays;

/**
 * Which chains hang off which nodes of a tree, and the order of siblings, made for one walk.
 *
 * <p>A chain names its parent, but a node does not name the chains that hang off it. So a walk first reads the tree's slots once, and
 * keeps of each node the chain that was made last of those that hang off it, and of each chain the one that was made before it there.
 * The children of a node are sorted when the walk gets to it.
 *
 * <p>A chain is always made after the chain it hangs off. So totals are summed up from the slot used last to the first.
 */
final class Branches {
    /** What is known of a chain, three ints each: its head, that one's position, and the chain made before it at its parent, and 1. */
    private static final int STRIDE = 3;

    private static final int FEW = 8;

    private final CompactForest forest;
    private final Slots slots;
    private final NamePool names;
    private final TreeSlots positions;
    private final int root;

    /** position -> the chain that hangs off the node there and was made last, and 1; or 0. */
    private final int[] last;

    private final int[] chains;

    /** chain -> the total of its first node. */
    private long[] totals;

    /** The children of one node: name above; below, the chain and 1, or 0 for the next slot. */
    private long[] children = new long[16];

    Branches(CompactForest forest, int tree) {
        this.forest = forest;
        slots = forest.slots;
        names = forest.names;
        root = forest.trees.root(tree);
        positions = new TreeSlots(slots, forest.trees.block(tree));
        last = new int[positions.count()];
        chains = new int[ints(forest.trees.chains(tree))];
        readChains();
    }

    /**
     * Returns how many ints that is, three for each.
     *
     * @throws IllegalStateException if an array of them would be too long
     */
    static int ints(long count) {
        if (count > Sizes.LONGEST_ARRAY / STRIDE) {
            throw new IllegalStateException("a tree with " + count
                    + " branches is too large to be walked: the most are " + Sizes.LONGEST_ARRAY / STRIDE);
        }
        return (int) (STRIDE * count);
    }

    private void readChains() {
        int chain = 0;
        for (int block : positions.blocks()) {
            int[] array = slots.array(block);
            int start = slots.index(block);
            int position = positions.position(block);
            for (int i = start + 1; array[i] != Slots.END; i++) {
                int head = block + i - start;
                if (array[i] < 0 && head != root) {
                    int parent = positions.position(~array[i]);
                    chains[chain * STRIDE] = head;
                    chains[chain * STRIDE + 1] = position + i - start;
                    chains[chain * STRIDE + 2] = last[parent];
                    last[parent] = ++chain;
                }
            }
        }
    }

    int root() {
        return root;
    }

    /** The position of a slot. */
    int position(int slot) {
        return positions.position(slot);
    }

    /** Whether chains hang off the node at a position. */
    boolean isFork(int position) {
        return last[position] != 0;
    }

    /**
     * Finds the children of a node.
     *
     * @return how many there are, for {@link #chain}: sorted
     */
    int sortChildren(int slot, int position) {
        int count = 0;
        int next = slots.get(slot + 1);
        if (next >= 0) {
            children[count++] = (long) next << Integer.SIZE;
        }
        for (int chain = last[position]; chain != 0; chain = chains[chain * STRIDE - 1]) {
            if (count == children.length) {
                children = Arrays.copyOf(children, Sizes.grown(count, 0, count));
            }
            children[count++] = (long) slots.get(head(chain) + 1) << Integer.SIZE | chain;
        }
        sortByName(children, 0, count);
        return count;
    }

    /** The chain, and 1, that a child of the node sorted last begins; or 0, and it is in the next slot. */
    int chain(int child) {
        return (int) children[child];
    }

    /** The slot of a chain's head. */
    int head(int chain) {
        return chains[(chain - 1) * STRIDE];
    }

    /** The position of a chain's head. */
    int headPosition(int chain) {
        return chains[(chain - 1) * STRIDE + 1];
    }

    /** The total of a chain's first node, after {@link #sumTotals}. */
    long total(int chain) {
        return totals[chain - 1];
    }

    /** Sums up the totals of chains' first nodes. */
    Branches sumTotals() {
        totals = new long[chains.length / STRIDE];
        int[] blocks = positions.blocks();
        int chain = totals.length;
        for (int b = blocks.length - 1; b >= 0; b--) {
            int[] array = slots.array(blocks[b]);
            int bytes = Slots.bytesFrom(array);
            int start = slots.index(blocks[b]);
            int end = start + 1;
            while (array[end] != Slots.END) {
                end++;
            }
            int position = positions.position(blocks[b]);
            long total = 0;
            for (int i = end - 1; i > start; i--) {
                int slot = blocks[b] + i - start;
                if (array[i] >= 0) {
                    int self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
                    total += self == CompactForest.LARGE ? forest.self(slot) : self;
                    if (last[position + i - start] != 0) {
                        total += totalOfChains(position + i - start);
                    }
                } else if (slot != root) {
                    totals[--chain] = total;
                    total = 0;
                }
            }
        }
        return this;
    }

    private long totalOfChains(int position) {
        long total = 0;
        for (int chain = last[position]; chain != 0; chain = chains[chain * STRIDE - 1]) {
            total += totals[chain - 1];
        }
        return total;
    }

    /** The total of the node in a slot, after {@link #sumTotals}. */
    long totalOf(int node) {
        long total = 0;
        int position = positions.position(node);
        for (int slot = node; slots.get(slot) >= 0; slot++, position++) {
            total += forest.self(slot) + totalOfChains(position);
        }
        return total;
    }

    /** A merge sort by the names in the upper halves, in which runs of a few are sorted by insertion. */
    private void sortByName(long[] array, int from, int to) {
        if (to - from <= FEW) {
            for (int i = from + 1; i < to; i++) {
                long each = array[i];
                int at = i;
                for (; at > from && compare(each, array[at - 1]) < 0; at--) {
                    array[at] = array[at - 1];
                }
                array[at] = each;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sortByName(array, from, middle);
        sortByName(array, middle, to);
        if (compare(array[middle], array[middle - 1]) < 0) {
            long[] left = Arrays.copyOfRange(array, from, middle);
            int l = 0;
            int r = middle;
            for (int at = from; l < left.length; at++) {
                array[at] = r < to && compare(array[r], left[l]) < 0 ? array[r++] : left[l++];
            }
        }
    }

    private int compare(long a, long b) {
        return names.compare((int) (a >>> Integer.SIZE), (int) (b >>> Integer.SIZE));
    }
}

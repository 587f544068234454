package heapwood.tree;

import java.util.Arrays;

/**
 * The chains of a tree by their parents, and the children of one node in order, made for one walk.
 *
 * <p>A chain names its parent, but a node does not name the chains that start below it. So a walk first reads the tree's slots once.
 * It keeps, for each node, the chain that was made last below it, and, for each chain, the one made before it below the same node.
 * The children of a node are sorted when the walk gets to it.
 *
 * <p>A chain is always made after the chain of its parent. So totals are summed up from the slot used last to the first.
 */
final class Branches {
    /** The ints for a chain: its head, the head's position, and the chain made before it at its parent, plus 1, or 0. */
    private static final int STRIDE = 3;

    private final CompactForest forest;
    private final Slots slots;
    private final NamePool names;
    private final TreeSlots positions;
    private final int root;

    /** The chain made last below a node, plus 1, by the node's position; or 0. */
    private final int[] last;

    private final int[] chains;

    /** The total of each chain's first node, by chain. */
    private long[] totals;

    /** The children of one node: the name in the upper half; in the lower half the chain plus 1, or 0 for the next slot. */
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
     * Returns the number of ints for a number of chains, three for each.
     *
     * @throws IllegalStateException if an array of so many ints would be too long
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

    /** Returns the position of a slot. */
    int position(int slot) {
        return positions.position(slot);
    }

    /** Returns whether chains start below the node at a position. */
    boolean isFork(int position) {
        return last[position] != 0;
    }

    /**
     * Finds the children of a node and sorts them by name, for {@link #chain}.
     *
     * @return the number of children
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
        names.sort(children, 0, count);
        return count;
    }

    /**
     * Returns the chain that a child begins, plus 1, or 0 if the child is in the next slot.
     *
     * @param child the child's index among those that {@link #sortChildren} found last
     */
    int chain(int child) {
        return (int) children[child];
    }

    /** Returns the slot of a chain's head. */
    int head(int chain) {
        return chains[(chain - 1) * STRIDE];
    }

    /** Returns the position of a chain's head. */
    int headPosition(int chain) {
        return chains[(chain - 1) * STRIDE + 1];
    }

    /** Returns the total of a chain's first node; call {@link #sumTotals} first. */
    long total(int chain) {
        return totals[chain - 1];
    }

    /** Sums up the totals of all chains' first nodes, and returns this object. */
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

    /** Returns the total of the node in a slot; call {@link #sumTotals} first. */
    long totalOf(int node) {
        long total = 0;
        int position = positions.position(node);
        for (int slot = node; slots.get(slot) >= 0; slot++, position++) {
            total += forest.self(slot) + totalOfChains(position);
        }
        return total;
    }
}

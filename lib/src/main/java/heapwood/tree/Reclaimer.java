package heapwood.tree;

/**
 * The reclaiming of what dropped trees have, a few slots at a time: chains in their table, large values, references to names, and then
 * blocks. A tree's blocks come in the reverse of the order in which they were handed out, so that a chain has left the table before its
 * parent's slot can be another's. Nothing here allocates.
 */
final class Reclaimer {
    /** The least number of slots done together, because names that are read together cost less. */
    static final int LEAST = 64;

    private static final int MOST = 1 << 12;

    private final CompactForest forest;
    private final TreeTable trees;

    Reclaimer(CompactForest forest) {
        this.forest = forest;
        trees = forest.trees;
    }

    /**
     * Reclaims some slots, or a few more.
     *
     * @return the number of slots reclaimed; 0 if dropped trees have none
     */
    long run(long wanted) {
        long done = 0;
        while (done < wanted && trees.pending() != TreeTable.NONE) {
            done += piece((int) Math.min(Math.max(LEAST, wanted - done), MOST));
        }
        return done;
    }

    private int piece(int most) {
        int tree = trees.pending();
        int block = trees.block(tree);
        int first = trees.next(tree);
        int[] array = forest.slots.array(block);
        int from = forest.slots.index(first);
        int i = from;
        for (; array[i] != Slots.END && i - from < most; i++) {
            int slot = first + i - from;
            if (array[i] >= 0) {
                if (forest.slots.getByte(slot) == CompactForest.LARGE) {
                    forest.largeSelfs.remove(slot);
                }
            } else if (slot != trees.root(tree)) {
                forest.chains.remove(tree, slot);
            }
        }
        forest.names.releaseAll(array, from, i);
        if (array[i] != Slots.END) {
            trees.setNext(tree, first + i - from);
        } else {
            int before = forest.slots.get(block);
            forest.slots.release(block);
            if (before == Slots.END) {
                trees.freePending();
            } else {
                trees.setBlock(tree, before, before);
            }
        }
        return i - from + 1;
    }
}

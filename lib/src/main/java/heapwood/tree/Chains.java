package heapwood.tree;

import java.util.function.IntConsumer;

/**
 * The chains of a forest's trees, found by parent and first name. {@link CompactForest} defines a chain.
 *
 * <p>A tree of few nodes is searched from end to end: it takes a cache line or two, which are in the cache already. The chains of a
 * larger tree are in the {@link ChainTable}, whose places are read at random and seldom are in a cache.
 */
final class Chains {
    /** The number of nodes from which on a tree that takes a new block has its chains in the table. */
    private static final int NOT_SMALL = 24;

    private final Slots slots;
    private final TreeTable trees;
    private final ChainTable table;

    Chains(Slots slots, TreeTable trees, long seed) {
        this.slots = slots;
        this.trees = trees;
        table = new ChainTable(slots, seed);
    }

    /** Returns the head of the chain below {@code parent}, a node of a tree, that starts with {@code name}, or 0 if there is none. */
    int find(int tree, int parent, int name) {
        return trees.indexed(tree) ? table.find(parent, name) : search(tree, parent, name);
    }

    /** Makes room for a chain, so that {@link #add} allocates nothing. */
    void reserve(int tree) {
        if (trees.indexed(tree)) {
            table.reserve(1);
        }
    }

    /** Adds the chain at {@code head}, which is in the stream already; call {@link #reserve} first. */
    void add(int tree, int head) {
        if (trees.indexed(tree)) {
            table.add(head);
        }
        trees.addChains(tree, 1);
    }

    /** Removes the chain at {@code head}, which is still in the stream. */
    void remove(int tree, int head) {
        if (trees.indexed(tree)) {
            table.remove(head);
        }
        trees.addChains(tree, -1);
    }

    /** Adds a tree's chains to the table, if the tree has {@link #NOT_SMALL} nodes or more; called before it takes a new block. */
    void beforeNextBlock(int tree, int nodes) {
        if (nodes < NOT_SMALL || trees.indexed(tree)) {
            return;
        }
        table.reserve(trees.chains(tree) + 1);
        forEachChain(tree, table::add);
        trees.setIndexed(tree);
    }

    private void forEachChain(int tree, IntConsumer use) {
        int root = trees.root(tree);
        for (int block = trees.block(tree); block != Slots.END; block = slots.get(block)) {
            for (int slot = block + 1; slots.get(slot) != Slots.END; slot++) {
                if (slots.get(slot) < 0 && slot != root) {
                    use.accept(slot);
                }
            }
        }
    }

    /** Returns the number of bytes of the table's elements. */
    long bytes() {
        return table.bytes();
    }

    private int search(int tree, int parent, int name) {
        for (int block = trees.block(tree); block != Slots.END; block = slots.get(block)) {
            int[] array = slots.array(block);
            int start = slots.index(block);
            for (int i = start + 1; array[i] != Slots.END; i++) {
                if (array[i] == ~parent && array[i + 1] == name) {
                    return block + i - start;
                }
            }
        }
        return 0;
    }

    /** Checks the table, which must have {@code indexed} chains. */
    void check(int indexed) {
        Check.same(indexed, table.size(), "chains of trees that have theirs in the table");
        table.check();
    }

    /** Returns the sum of all chains' distances from their homes; see {@link ChainTable#displaced}. */
    long displaced() {
        return table.displaced();
    }
}

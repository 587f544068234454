package heapwood.tree;

import java.util.function.IntConsumer;

/**
 * Finds the chains of a forest's trees; see {@link CompactForest} for what a chain is.
 *
 * <p>A tree of few nodes is searched from end to end: it lies in a cache line or two, and is there already. Only when a tree
 * grows beyond that do its chains go into the {@link ChainTable}, where a place is a random one and seldom in a cache.
 */
final class Chains {
    /** A tree that needs a new block when it has so many nodes is not small any more. */
    private static final int NOT_SMALL = 24;

    private final Slots slots;
    private final TreeTable trees;
    private final ChainTable table;

    Chains(Slots slots, TreeTable trees, long seed) {
        this.slots = slots;
        this.trees = trees;
        table = new ChainTable(slots, seed);
    }

    /** The head of the chain of {@code parent}, a node of a tree, that starts with {@code name}, or 0. */
    int find(int tree, int parent, int name) {
        return trees.indexed(tree) ? table.find(parent, name) : search(tree, parent, name);
    }

    /** Sees to it that {@link #add} succeeds. */
    void reserve(int tree) {
        if (trees.indexed(tree)) {
            table.reserve(1);
        }
    }

    /** Adds the chain at {@code head}, which is in the stream already, after {@link #reserve}. */
    void add(int tree, int head) {
        if (trees.indexed(tree)) {
            table.add(head);
        }
        trees.addChains(tree, 1);
    }

    /** Removes the chain at {@code head}, which is in the stream still. */
    void remove(int tree, int head) {
        if (trees.indexed(tree)) {
            table.remove(head);
        }
        trees.addChains(tree, -1);
    }

    /** Removes all chains of a tree that is dropped. If no other tree has any, none has to be looked for. */
    void removeAll(int tree) {
        if (!trees.indexed(tree)) {
            return;
        }
        if (table.size() == trees.chains(tree)) {
            table.clear();
            return;
        }
        forEachChain(tree, table::remove);
    }

    /** Enters a tree into the table, if it is about to take another block and not small any more. */
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

    /** Bytes of the table's elements. */
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

    /** Checks the table, which has so many chains. */
    void check(int indexed) {
        Check.same(indexed, table.size(), "chains of trees that have theirs in the table");
        table.check();
    }

    /** {@link ChainTable#displaced}. */
    long displaced() {
        return table.displaced();
    }
}

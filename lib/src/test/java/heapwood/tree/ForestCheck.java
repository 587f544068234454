package heapwood.tree;

import java.util.Arrays;

/**
 * Walks all of a forest and asserts that its structures agree: blocks with trees, chains with their table, names with the nodes
 * that have them, values with totals. It takes the forest's insides as they are; what the forest answers is compared by {@link
 * OracleTree}, which knows its methods only.
 *
 * <p>An object checks many forests, one after the other, and keeps its arrays.
 */
final class ForestCheck {
    /** name -> how many nodes and frames have it; zero between checks. */
    private int[] references = new int[64];

    /** slot -> the tree of the node in it, plus one. */
    private int[] owners = new int[64];

    private CompactForest forest;
    private int indexed;
    private int large;
    private long used;

    void check(CompactForest checked) {
        forest = checked;
        indexed = 0;
        large = 0;
        used = 0;
        references = atLeast(references, forest.names.records().granules());
        owners = atLeast(owners, forest.slots.capacity());
        Arrays.fill(owners, 0, forest.slots.capacity(), 0);
        try {
            forest.slots.check();
            forest.trees.check();
            for (int tree = 0; tree < forest.trees.handles(); tree++) {
                if (forest.trees.nodes(tree) > 0) {
                    checkTree(tree);
                }
            }
            for (int tree = forest.trees.pending(); tree != TreeTable.NONE; tree = forest.trees.nextPending(tree)) {
                checkDropped(tree);
            }
            Check.same(used, forest.slots.usedSlots(), "slots of all trees");
            forest.largeSelfs.check();
            Check.same(large, forest.largeSelfs.size(), "selfs that are large");
            forest.chains.check(indexed);
            forest.frames.check(forest, references);
            forest.names.check(references);
            forest.finger.check(forest);
        } catch (Throwable e) {
            Arrays.fill(references, 0);
            throw e;
        }
    }

    private static int[] atLeast(int[] array, int length) {
        return array.length >= length ? array : new int[Math.max(length, 2 * array.length)];
    }

    private void checkTree(int tree) {
        Slots slots = forest.slots;
        TreeTable trees = forest.trees;
        int[] blocks = slots.linked(trees.block(tree));
        int root = trees.root(tree);
        Check.same(blocks[0] + 1, root, "a tree's root is the first slot of its first block");
        int nodes = 1;
        int chains = 0;
        long total = 0;
        for (int block : blocks) {
            int end = block + (1 << slots.order(block));
            used += end - block;
            int slot = block + 1;
            for (; slots.get(slot) != Slots.END; slot++) {
                Check.that(slot < end - 1, "a block's last slot is free");
                int value = slots.get(slot);
                if (value >= 0) {
                    Check.that(owners[slot] == 0, "a slot has one owner");
                    owners[slot] = tree + 1;
                    references[value]++;
                    nodes++;
                    total += self(slot);
                } else if (slot == root) {
                    Check.same(root, ~value, "the root's parent");
                    owners[slot] = tree + 1;
                } else {
                    chains++;
                    Check.same(tree + 1L, owners[~value], "tree of a chain's parent, made before it");
                    Check.that(slots.get(slot + 1) > 0, "a chain has a name");
                    Check.same(
                            slot,
                            forest.chains.find(tree, ~value, slots.get(slot + 1)),
                            "chain found by parent and name");
                }
            }
            Check.that(
                    block != trees.block(tree) || slot == trees.next(tree), "a tree goes on where its last block ends");
        }
        Check.same(
                trees.block(tree) + (1 << slots.order(trees.block(tree))) - 1,
                trees.limit(tree),
                "end of the last block");
        Check.same(nodes, trees.nodes(tree), "nodes of tree " + tree);
        Check.same(chains, trees.chains(tree), "chains of tree " + tree);
        Check.same(total, trees.total(tree), "total of tree " + tree);
        indexed += trees.indexed(tree) ? chains : 0;
    }

    /** A dropped tree: what is left of it, from the slot that will be reclaimed next. */
    private void checkDropped(int tree) {
        Slots slots = forest.slots;
        int slot = forest.trees.next(tree);
        for (int block = forest.trees.block(tree); block != Slots.END; block = slots.get(block), slot = block + 1) {
            used += 1L << slots.order(block);
            for (; slots.get(slot) != Slots.END; slot++) {
                int value = slots.get(slot);
                Check.that(owners[slot] == 0, "a slot has one owner");
                if (value >= 0) {
                    references[value]++;
                    self(slot);
                } else if (slot != forest.trees.root(tree) && forest.trees.indexed(tree)) {
                    indexed++;
                    Check.same(
                            slot,
                            forest.chains.find(tree, ~value, slots.get(slot + 1)),
                            "chain of a dropped tree found by parent and name");
                }
            }
        }
    }

    private long self(int slot) {
        int self = forest.slots.getByte(slot);
        if (self < CompactForest.LARGE) {
            return self;
        }
        large++;
        long value = forest.largeSelfs.get(slot);
        Check.that(Long.compareUnsigned(value, CompactForest.LARGE) >= 0, "a large self is large");
        return value;
    }
}

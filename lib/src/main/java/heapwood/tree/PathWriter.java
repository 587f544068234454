package heapwood.tree;

/**
 * Makes nodes at a tree's end, one below the other, and takes them back if that fails: {@link #begin}, then {@link #reserve}
 * and {@link #add} for each node, then {@link #end}; or {@link #undo} instead.
 *
 * <p>The node made last is always the last slot in use of the tree's present block, so that its first child needs one slot
 * and nothing else. A node made below any other begins a chain.
 */
final class PathWriter {
    private final Slots slots;
    private final NamePool names;
    private final Chains chains;
    private final TreeTable trees;

    private int tree;
    private int node;
    private int slot;
    private int limit;
    private int made;

    PathWriter(Slots slots, NamePool names, Chains chains, TreeTable trees) {
        this.slots = slots;
        this.names = names;
        this.chains = chains;
        this.trees = trees;
    }

    /** Starts below a node. */
    void begin(int tree, int parent) {
        this.tree = tree;
        node = parent;
        slot = trees.next(tree);
        limit = trees.limit(tree);
        made = 0;
    }

    /**
     * Sees to it that {@link #add} succeeds.
     *
     * @throws IllegalStateException if there is no room
     */
    void reserve() {
        if (node + 1 != slot || slot == limit) {
            trees.setNext(tree, slot);
            slots.set(slot, Slots.END);
            if (slot + 2 > limit) {
                chains.beforeNextBlock(tree, trees.nodes(tree) + made);
                takeBlock(slots, trees, tree, trees.block(tree));
                limit = trees.limit(tree);
            }
            chains.reserve(tree);
            slot = trees.next(tree) + 1;
        }
    }

    /** Makes the next node; its name counts it already. */
    int add(int name) {
        slots.set(slot, name);
        if (node + 1 != slot) {
            slots.set(slot - 1, ~node);
            chains.add(tree, slot - 1);
        }
        node = slot++;
        made++;
        return node;
    }

    void end() {
        slots.set(slot, Slots.END);
        trees.setNext(tree, slot);
        trees.addNodes(tree, made);
    }

    /** Takes back all nodes made since {@link #begin}. */
    void undo() {
        trees.addNodes(tree, made);
        for (; made > 0; made--) {
            node = removeLast(tree, node);
        }
    }

    /**
     * Takes back the node of a tree that was made last, which has no value and no children.
     *
     * @return its parent
     */
    int removeLast(int tree, int last) {
        names.release(slots.get(last));
        int end = last;
        int parent = last - 1;
        if (slots.get(last - 1) < 0) {
            parent = ~slots.get(last - 1);
            if (parent != last - 1) {
                end = last - 1;
                chains.remove(tree, end);
            }
        }
        cut(tree, end);
        trees.addNodes(tree, -1);
        return parent;
    }

    /** Ends what is in use before a slot; the next node goes there, if that is in the tree's present block. */
    private void cut(int tree, int end) {
        int block = trees.block(tree);
        slots.set(end, Slots.END);
        trees.setNext(tree, end > block && end <= trees.limit(tree) ? end : block + 1);
    }

    /** Hands a tree its next block, an eighth of its present size. */
    static void takeBlock(Slots slots, TreeTable trees, int tree, int before) {
        int eighth = Math.max(1, trees.nodes(tree) / 8);
        int order = Math.max(Slots.LEAST_ORDER, Math.min(Slots.PAGE_ORDER, 31 - Integer.numberOfLeadingZeros(eighth)));
        int block = slots.acquire(order);
        int limit = block + (1 << slots.order(block)) - 1;
        slots.set(block, before);
        slots.set(block + 1, Slots.END);
        slots.set(limit, Slots.END);
        trees.setBlock(tree, block, limit);
    }
}

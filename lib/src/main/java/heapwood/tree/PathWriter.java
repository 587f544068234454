package heapwood.tree;

/**
 * A writer of nodes at a tree's end, one below the other. It removes them again if one cannot be made. The calls are {@link
 * #begin}, then {@link #reserve} and {@link #add} for each node, then {@link #end}; or {@link #undo} in place of the last.
 *
 * <p>The node made last is always the last slot in use of the tree's present block, so its first child needs one slot and
 * nothing else. A node made below any other node begins a chain.
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

    /** Begins a path below a node. */
    void begin(int tree, int parent) {
        this.tree = tree;
        node = parent;
        slot = trees.next(tree);
        limit = trees.limit(tree);
        made = 0;
    }

    /**
     * Makes room for a node, so that {@link #add} cannot fail.
     *
     * @throws IllegalStateException if the forest is full
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

    /** Makes the next node, and returns it. The reference to its name must have been counted already. */
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

    /**
     * Makes the next nodes, as many as have room side by side.
     *
     * @param ids the array that holds their names; the references to these have not been counted
     * @param from the index of the first node's name
     * @param to the index after the last node's name
     * @return the number of nodes made, one at least; {@link #node} returns the last one
     * @throws IllegalStateException if the forest is full
     */
    int addRun(int[] ids, int from, int to) {
        reserve();
        int count = Math.min(to - from, limit - slot);
        names.retainAll(ids, from, from + count);
        System.arraycopy(ids, from, slots.array(slot), slots.index(slot), count);
        if (node + 1 != slot) {
            slots.set(slot - 1, ~node);
            chains.add(tree, slot - 1);
        }
        slot += count;
        made += count;
        node = slot - 1;
        return count;
    }

    /** Returns the node made last, or the parent if none was made. */
    int node() {
        return node;
    }

    /** Returns the number of nodes made since {@link #begin}. */
    int made() {
        return made;
    }

    void end() {
        slots.set(slot, Slots.END);
        trees.setNext(tree, slot);
        trees.addNodes(tree, made);
    }

    /** Removes all nodes made since {@link #begin}. */
    void undo() {
        trees.addNodes(tree, made);
        for (; made > 0; made--) {
            node = removeLast(tree, node);
        }
    }

    /**
     * Removes the node of a tree that was made last. It must have no value and no children.
     *
     * @return the node's parent
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

    /** Ends the slots in use before a slot. The next node goes there, if the slot is in the tree's present block. */
    private void cut(int tree, int end) {
        int block = trees.block(tree);
        slots.set(end, Slots.END);
        trees.setNext(tree, end > block && end <= trees.limit(tree) ? end : block + 1);
    }

    /** Takes the next block for a tree, an eighth of its present size. */
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

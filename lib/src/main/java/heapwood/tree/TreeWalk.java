package heapwood.tree;

import java.util.Arrays;

/**
 * A walk over a tree, in pre-order over sorted siblings. A subclass defines the action at each node.
 *
 * <p>A walk follows a chain to a node with further chains below it, a fork. From there it follows each of these, and the rest of its
 * own chain, in order. The ones still to be visited wait on a stack, {@link #STRIDE} ints each: the slot and the position of the
 * first node, and the subclass's number for the path to its parent (a depth or a key's length). A second stack has the first nodes'
 * totals, if the walk reports totals.
 */
abstract class TreeWalk {
    private static final int STRIDE = 3;

    final Slots slots;
    final NamePool names;
    final CompactForest forest;
    final Branches branches;
    private final boolean totals;

    private int[] waiting = new int[STRIDE * 16];
    private long[] waitingTotals = {0};
    private int used;

    TreeWalk(CompactForest forest, Branches branches, boolean totals) {
        slots = forest.slots;
        names = forest.names;
        this.forest = forest;
        this.branches = branches;
        this.totals = totals;
    }

    /**
     * Visits nodes along a chain, up to its end or a fork. At a fork, this method calls {@link #push}.
     *
     * @param start the first node's slot
     * @param position the first node's position
     * @param path the number for the path to the first node's parent
     * @param total the first node's total, or 0 if the walk reports no totals
     */
    abstract void along(int start, int position, int path, long total);

    /**
     * Visits all nodes but the root.
     *
     * @param path the number for the path to the root
     * @param total the root's total
     */
    final void run(int path, long total) {
        push(branches.root(), branches.position(branches.root()), path, total);
        while (used > 0) {
            used--;
            int at = used * STRIDE;
            along(waiting[at], waiting[at + 1], waiting[at + 2], totals ? waitingTotals[used] : 0);
        }
    }

    /**
     * Pushes the children of a node on the stack.
     *
     * @param slot the node's slot
     * @param position the node's position
     * @param path the number for the path to the node
     * @param total the total of all children together
     */
    final void push(int slot, int position, int path, long total) {
        int count = branches.sortChildren(slot, position);
        reserve(count);
        int nextSlot = -1;
        long left = total;
        for (int child = count - 1; child >= 0; child--) {
            int chain = branches.chain(child);
            int at = used * STRIDE;
            waiting[at] = chain == 0 ? slot + 1 : branches.head(chain) + 1;
            waiting[at + 1] = chain == 0 ? position + 1 : branches.headPosition(chain) + 1;
            waiting[at + 2] = path;
            if (totals && chain != 0) {
                waitingTotals[used] = branches.total(chain);
                left -= waitingTotals[used];
            } else {
                nextSlot = used;
            }
            used++;
        }
        if (totals && nextSlot >= 0) {
            waitingTotals[nextSlot] = left;
        }
    }

    private void reserve(int more) {
        int needed = Branches.ints(used + (long) more);
        if (needed > waiting.length) {
            waiting = Arrays.copyOf(waiting, Sizes.grown(waiting.length, needed, waiting.length));
        }
        if (totals && needed / STRIDE > waitingTotals.length) {
            waitingTotals = Arrays.copyOf(waitingTotals, waiting.length / STRIDE);
        }
    }
}

package heapwood.tree;

import java.util.Arrays;

/**
 * One walk over a tree, in pre-order over sorted siblings; a subclass says what is done at each node.
 *
 * <p>A walk goes along a chain to a node that others hang off, and from there along each of these and the rest of its own. Those that
 * are still to be visited wait on a stack, {@link #STRIDE} ints each: the slot and the position of the first node, and what the
 * subclass needs to know of the path to its parent: its depth, or its key's length; and beside these, its total, if these are known.
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
     * Visits nodes along a chain, up to its end or a fork, for which this calls {@link #push}.
     *
     * @param start the first node's slot
     * @param position and its position
     * @param path what its parent has to say of the path
     * @param total of the first node, if totals are known
     */
    abstract void along(int start, int position, int path, long total);

    /**
     * Visits all nodes but the root.
     *
     * @param path what the root's children need to know of the path
     * @param total of the root
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
     * Makes the children of a node wait for their turn.
     *
     * @param path what they need to know of the path
     * @param total of all children together
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

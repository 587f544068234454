package heapwood.tree;

import java.util.Arrays;

/**
 * One walk over a tree, in pre-order over sorted siblings; a subclass says what is done at each node.
 *
 * <p>A node's children are the next slot of its chain, if the chain goes on, and the chains that hang off the node. Where
 * there are several, what is still to be visited waits on a stack, {@link #STRIDE} ints for each such node: the next and
 * the last of its chains, after which of them the next slot's turn comes, that slot, and what the subclass needs to know of
 * the path to the node: its depth, or its key's length.
 */
abstract class TreeWalk {
    private static final int STRIDE = 5;
    private static final int POSITION = 0;
    private static final int END = 1;
    private static final int TURN = 2;
    private static final int SLOT = 3;
    private static final int PATH = 4;
    private static final int NO_TURN = Integer.MAX_VALUE;

    final Slots slots;
    final NamePool names;
    private final LongMap largeSelfs;
    private final ChainIndex chains;

    private int[] waiting = new int[STRIDE * 16];

    /** The total of the node in {@link #SLOT} of each one that waits. */
    private long[] waitingTotals = new long[16];

    private int depthOfStack;

    TreeWalk(CompactForest forest, ChainIndex chains) {
        slots = forest.slots;
        names = forest.names;
        largeSelfs = forest.largeSelfs;
        this.chains = chains;
    }

    /**
     * Visits the root.
     *
     * @return what its children need to know of the path
     */
    abstract int root(long total);

    /**
     * Visits the nodes of a chain from {@code start} on, up to the first one that has several children, for which it calls
     * {@link #branch}.
     *
     * @param branching the first node from there on that chains hang off
     * @param position where those begin in the order of chains
     * @param total the total of the node in {@code start}
     * @param path what its parent has to say of the path
     */
    abstract void along(int start, int branching, int position, long total, int path);

    void run() {
        int rootChain = chains.at(0);
        int root = chains.head(rootChain);
        int path = root(chains.total(rootChain));
        branch(root, slots.get(root + 1) >= 0, chains.first(rootChain), chains.total(rootChain), path);
        while (depthOfStack > 0) {
            resume();
        }
    }

    private void start(int slot, int position, long total, int path) {
        along(slot, chains.parentAt(position), position, total, path);
    }

    /** A self value that is 255 or more. */
    final long largeSelf(int slot) {
        return largeSelfs.get(slot);
    }

    /**
     * Makes the children of a node wait.
     *
     * @param goesOn whether the next slot is one of them
     * @param position where its chains begin in the order of chains, if it has any
     * @param total the sum of the children's totals
     * @param path what the children need to know of the path
     */
    final void branch(int slot, boolean goesOn, int position, long total, int path) {
        int turn = NO_TURN;
        long rest = total;
        int end = position;
        for (; chains.parentAt(end) == slot; end++) {
            int chain = chains.at(end);
            rest -= chains.total(chain);
            if (goesOn && turn == NO_TURN && before(slot + 1, chains.head(chain) + 1)) {
                turn = end;
            }
        }
        if (goesOn && turn == NO_TURN) {
            turn = end;
        }
        if (goesOn || end > position) {
            push(position, end, turn, slot + 1, path, rest);
        }
    }

    private boolean before(int a, int b) {
        return names.compare(slots.get(a), slots.get(b)) < 0;
    }

    private void push(int position, int end, int turn, int slot, int path, long total) {
        int at = depthOfStack * STRIDE;
        if (at == waiting.length) {
            int capacity = Sizes.grown(depthOfStack, 16, depthOfStack);
            waiting = Arrays.copyOf(waiting, capacity * STRIDE);
            waitingTotals = Arrays.copyOf(waitingTotals, capacity);
        }
        waiting[at + POSITION] = position;
        waiting[at + END] = end;
        waiting[at + TURN] = turn;
        waiting[at + SLOT] = slot;
        waiting[at + PATH] = path;
        waitingTotals[depthOfStack] = total;
        depthOfStack++;
    }

    /** Visits the next child of the node that waits on top, and what can be visited from there on. */
    private void resume() {
        int at = (depthOfStack - 1) * STRIDE;
        int position = waiting[at + POSITION];
        int end = waiting[at + END];
        int path = waiting[at + PATH];
        if (position == waiting[at + TURN]) {
            waiting[at + TURN] = NO_TURN;
            int slot = waiting[at + SLOT];
            long total = waitingTotals[depthOfStack - 1];
            if (position == end) {
                depthOfStack--;
            }
            start(slot, end, total, path);
            return;
        }
        waiting[at + POSITION] = position + 1;
        if (position + 1 == end && waiting[at + TURN] == NO_TURN) {
            depthOfStack--;
        }
        int chain = chains.at(position);
        start(chains.head(chain) + 1, chains.first(chain), chains.total(chain), path);
    }
}

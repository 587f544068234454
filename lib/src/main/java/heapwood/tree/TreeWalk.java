package heapwood.tree;

import java.util.Arrays;

/**
 * One walk over a tree, in pre-order over sorted siblings.
 *
 * <p>A node's children are the next slot of its chain, if the chain goes on, and the chains that hang off the node. Where
 * there are several, what is still to be visited waits on a stack, {@link #STRIDE} ints for each such node: the next and
 * the last of its chains, after which of them the next slot's turn comes, that slot, and the depth.
 */
final class TreeWalk {
    private static final int STRIDE = 5;
    private static final int POSITION = 0;
    private static final int END = 1;
    private static final int TURN = 2;
    private static final int SLOT = 3;
    private static final int DEPTH = 4;
    private static final byte[] NO_NAME = {};
    private static final int NO_TURN = Integer.MAX_VALUE;

    private final Slots slots;
    private final NamePool names;
    private final LongMap largeSelfs;
    private final ChainIndex chains;
    private final StackTree.NodeVisitor visitor;

    private int[] waiting = new int[STRIDE * 16];

    /** The total of the node in {@link #SLOT} of each one that waits. */
    private long[] waitingTotals = new long[16];

    private int depthOfStack;

    TreeWalk(Slots slots, NamePool names, LongMap largeSelfs, ChainIndex chains, StackTree.NodeVisitor visitor) {
        this.slots = slots;
        this.names = names;
        this.largeSelfs = largeSelfs;
        this.chains = chains;
        this.visitor = visitor;
    }

    void run() {
        int rootChain = chains.at(0);
        int root = chains.head(rootChain);
        visitor.node(0, NO_NAME, 0, 0, 0, chains.total(rootChain));
        branch(root, slots.get(root + 1) >= 0, chains.first(rootChain), chains.total(rootChain), 0);
        while (depthOfStack > 0) {
            resume();
        }
    }

    /** Visits the nodes of a chain from {@code start} on, up to the first one that has several children. */
    private void along(int start, int position, long firstTotal, int firstDepth) {
        int[] array = slots.array(start);
        int bytes = Slots.bytesFrom(array);
        int branching = chains.parentAt(position);
        int slot = start;
        int depth = firstDepth;
        long total = firstTotal;
        for (int i = slots.index(start); ; i++) {
            long self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
            if (self == CompactForest.LARGE) {
                self = largeSelfs.get(slot);
            }
            report(depth, array[i], self, total);
            total -= self;
            boolean goesOn = array[i + 1] >= 0;
            if (slot == branching) {
                branch(slot, goesOn, position, total, depth);
                return;
            }
            if (!goesOn) {
                return;
            }
            slot++;
            depth++;
        }
    }

    /**
     * Makes the children of a node wait.
     *
     * @param goesOn whether the next slot is one of them
     * @param position where its chains begin in the order of chains, if it has any
     * @param total the sum of the children's totals
     */
    private void branch(int slot, boolean goesOn, int position, long total, int depth) {
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
            push(position, end, turn, slot + 1, depth + 1, rest);
        }
    }

    private boolean before(int a, int b) {
        return names.compare(slots.get(a), slots.get(b)) < 0;
    }

    private void push(int position, int end, int turn, int slot, int depth, long total) {
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
        waiting[at + DEPTH] = depth;
        waitingTotals[depthOfStack] = total;
        depthOfStack++;
    }

    /** Visits the next child of the node that waits on top, and what can be visited from there on. */
    private void resume() {
        int at = (depthOfStack - 1) * STRIDE;
        int position = waiting[at + POSITION];
        int end = waiting[at + END];
        int depth = waiting[at + DEPTH];
        if (position == waiting[at + TURN]) {
            waiting[at + TURN] = NO_TURN;
            int slot = waiting[at + SLOT];
            long total = waitingTotals[depthOfStack - 1];
            if (position == end) {
                depthOfStack--;
            }
            along(slot, end, total, depth);
            return;
        }
        waiting[at + POSITION] = position + 1;
        if (position + 1 == end && waiting[at + TURN] == NO_TURN) {
            depthOfStack--;
        }
        int chain = chains.at(position);
        along(chains.head(chain) + 1, chains.first(chain), chains.total(chain), depth);
    }

    private void report(int depth, int name, long self, long total) {
        byte[] array = names.array(name);
        int offset = names.offset(name);
        visitor.node(depth, array, NameRecords.start(array, offset), NameRecords.length(array, offset), self, total);
    }
}

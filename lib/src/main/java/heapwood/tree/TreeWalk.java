package heapwood.tree;

import java.util.Arrays;

/**
 * One walk over a tree, in pre-order over sorted siblings; a subclass says what is done at each node.
 *
 * <p>A walk goes along a run ({@link ForkIndex}) to a fork and then, branch by branch, along the runs from there. Forks whose
 * branches are still to be visited wait on a stack, {@link #STRIDE} ints each: the next of these branches, the end of all of
 * them, and what the subclass needs to know of the path to the fork: its depth, or its key's length.
 */
abstract class TreeWalk {
    private static final int STRIDE = 3;
    private static final int BRANCH = 0;
    private static final int END = 1;
    private static final int PATH = 2;

    final Slots slots;
    final NamePool names;
    private final LongMap largeSelfs;
    private final ForkIndex index;

    private int[] waiting = new int[STRIDE * 16];
    private int used;

    TreeWalk(CompactForest forest, ForkIndex index) {
        slots = forest.slots;
        names = forest.names;
        largeSelfs = forest.largeSelfs;
        this.index = index;
    }

    /**
     * Visits the root.
     *
     * @return what its children need to know of the path
     */
    abstract int root();

    /**
     * Visits the nodes of a run, and calls {@link #push} if it ends at a fork.
     *
     * @param start the slot of the run's first node
     * @param forkNode the slot of the first fork from there on
     * @param fork that fork
     * @param branch the branch that the run begins with
     * @param path what its parent has to say of the path
     */
    abstract void along(int start, int forkNode, int fork, int branch, int path);

    void run() {
        push(index.rootFork(), root());
        while (used > 0) {
            int at = used - STRIDE;
            int branch = waiting[at + BRANCH]++;
            int path = waiting[at + PATH];
            if (branch + 1 == waiting[at + END]) {
                used = at;
            }
            int fork = index.forkAfter(branch);
            along(index.branch(branch), index.fork(fork), fork, branch, path);
        }
    }

    /**
     * Makes the branches of a fork wait for their turn.
     *
     * @param path what they need to know of the path
     */
    final void push(int fork, int path) {
        int first = index.firstBranch(fork);
        int end = index.firstBranch(fork + 1);
        if (first == end) {
            return;
        }
        if (used == waiting.length) {
            waiting = Arrays.copyOf(waiting, Sizes.grown(used, STRIDE * 16, used));
        }
        waiting[used + BRANCH] = first;
        waiting[used + END] = end;
        waiting[used + PATH] = path;
        used += STRIDE;
    }

    /** A self value that is 255 or more. */
    final long largeSelf(int slot) {
        return largeSelfs.get(slot);
    }

    /** The total of a branch's node. */
    final long total(int branch) {
        return index.total(branch);
    }
}

package heapwood.tree;

import java.util.Arrays;

/**
 * The forks of one tree and what branches off them, in the order in which a walk needs them, made for one walk.
 *
 * <p><b>Terms.</b> A <em>fork</em> is a node that chains hang off; the root always counts as one. A <em>branch</em> is a
 * child of a fork: the first node of such a chain, or the next slot of the fork's own one. From there, a <em>run</em> goes
 * along the chain up to the next fork on it, or to its end.
 *
 * <p>A chain names its parent, but a node does not name the chains that hang off it. So a walk first reads the tree's
 * blocks once, numbers its chains by the slots of their heads, and sorts them by their parents. From this:
 *
 * <ul>
 *   <li>{@code forks}: two ints a fork, by its slot: that slot, and the number of its first branch;
 *   <li>{@code branches}: two ints a branch, those of one fork side by side and sorted by name: the branch's slot, and the
 *       number of the first fork from there on, which is on its run if the run gets that far;
 *   <li>{@code totals}: of the branches' nodes; only after {@link #sumTotals}.
 * </ul>
 *
 * <p>A chain is always made after the chain it hangs off. So totals are summed up from the slot used last to the first.
 */
final class ForkIndex {
    private static final int DIGIT = 11;
    private static final int FEW = 8;

    /** What stands for a fork's next slot where its other branches have the number of a chain. */
    private static final int NEXT_SLOT = -1;

    private final Slots slots;
    private final NamePool names;
    private final LongMap largeSelfs;
    private final int root;

    /** The tree's blocks, in the order in which they were handed out, and in that of their slots. */
    private final int[] blocks;

    private final int[] sortedBlocks;

    /** sorted block -> the number of its first chain. */
    private final int[] firstChains;

    /** chain -> its head, its first name, and the first fork from there on. */
    private final int[] heads;

    private final int[] firstNames;
    private final int[] firstForks;
    private int chains;

    private int[] forks;
    private int forkCount;
    private final int[] branches;
    private int branchCount;
    private long[] totals;

    /**
     * @param lastBlock the tree's block that was handed out last
     * @param chainCount how many chains it has, the one that starts at its root included
     */
    ForkIndex(CompactForest forest, int root, int lastBlock, int chainCount) {
        slots = forest.slots;
        names = forest.names;
        largeSelfs = forest.largeSelfs;
        this.root = root;
        blocks = slots.linked(lastBlock);
        sortedBlocks = blocks.clone();
        Arrays.sort(sortedBlocks);
        firstChains = new int[blocks.length + 1];
        heads = new int[chainCount];
        firstNames = new int[chainCount];
        firstForks = new int[chainCount];
        long[] byParent = sorted(readBlocks(new long[chainCount]));
        forks = new int[twice(countForks(byParent) + 1L)];
        branches = new int[twice(chainCount + (long) forks.length / 2)];
        findForks(byParent);
        findFirstForks();
    }

    /** @throws IllegalStateException if an array of two ints for each would be too long */
    static int twice(long count) {
        if (count > Sizes.LONGEST_ARRAY / 2) {
            throw new IllegalStateException("a tree with " + count
                    + " branches is too large to be walked: the most are " + Sizes.LONGEST_ARRAY / 2);
        }
        return (int) (2 * count);
    }

    /** The root's fork. */
    int rootFork() {
        return forkFrom(root);
    }

    /** The slot of a fork; after the last one, a slot that no walk gets to. */
    int fork(int fork) {
        return forks[2 * fork];
    }

    /** The first branch of a fork; those of the next one begin where its own end. */
    int firstBranch(int fork) {
        return forks[2 * fork + 1];
    }

    /** The slot of a branch, after {@link #finish}. */
    int branch(int branch) {
        return branches[2 * branch];
    }

    /** The first fork from a branch on. */
    int forkAfter(int branch) {
        return branches[2 * branch + 1];
    }

    /** The total of a branch's node. */
    long total(int branch) {
        return totals[branch];
    }

    /** Turns the numbers of chains into slots, after {@link #sumTotals} if that is wanted. */
    ForkIndex finish() {
        for (int fork = 0; fork < forkCount; fork++) {
            for (int i = 2 * firstBranch(fork); i < 2 * firstBranch(fork + 1); i += 2) {
                int chain = branches[i];
                branches[i] = chain == NEXT_SLOT ? fork(fork) + 1 : heads[chain] + 1;
                branches[i + 1] = chain == NEXT_SLOT ? fork + 1 : firstForks[chain];
            }
        }
        return this;
    }

    /** Sums up the branches' totals. */
    ForkIndex sumTotals() {
        totals = new long[branchCount];
        long[] chainTotals = new long[chains];
        for (int i = blocks.length - 1; i >= 0; i--) {
            sumTotals(blocks[i], chainTotals);
        }
        return this;
    }

    /** The total of the node in a slot. */
    long totalOf(int slot) {
        int fork = forkFrom(slot);
        long total = 0;
        for (int at = slot; at == slot || slots.get(at) >= 0; at++) {
            total += at == root ? 0 : self(at);
            if (at == fork(fork)) {
                return total + totalOfBranches(fork);
            }
        }
        return total;
    }

    private long totalOfBranches(int fork) {
        long total = 0;
        for (int branch = firstBranch(fork); branch < firstBranch(fork + 1); branch++) {
            total += totals[branch];
        }
        return total;
    }

    private void sumTotals(int block, long[] chainTotals) {
        int sorted = Arrays.binarySearch(sortedBlocks, block);
        int chain = firstChains[sorted + 1];
        int end = block + 1;
        while (slots.get(end) != Slots.END) {
            end++;
        }
        int fork = forkFrom(end) - 1;
        long total = 0;
        for (int slot = end - 1; slot > block; slot--) {
            if (fork >= 0 && slot == fork(fork)) {
                setTotals(fork, chainTotals, total);
                total = totalOfBranches(fork);
                fork--;
            }
            if (slots.get(slot) >= 0) {
                total += self(slot);
            } else {
                chainTotals[--chain] = total;
                total = 0;
            }
        }
    }

    private void setTotals(int fork, long[] chainTotals, long nextSlot) {
        for (int branch = firstBranch(fork); branch < firstBranch(fork + 1); branch++) {
            int chain = branches[2 * branch];
            totals[branch] = chain == NEXT_SLOT ? nextSlot : chainTotals[chain];
        }
    }

    /** A node's self value; a head has none. */
    private long self(int slot) {
        int self = slots.getByte(slot);
        return self == CompactForest.LARGE ? largeSelfs.get(slot) : self;
    }

    /** The first fork that is in a slot or after it. */
    private int forkFrom(int slot) {
        int low = 0;
        int high = forkCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fork(middle) < slot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Reads all chains; each makes a long, its parent above and its number below. */
    private long[] readBlocks(long[] parents) {
        for (int i = 0; i < sortedBlocks.length; i++) {
            firstChains[i] = chains;
            readBlock(sortedBlocks[i], parents);
        }
        firstChains[sortedBlocks.length] = chains;
        return parents;
    }

    private void readBlock(int block, long[] parents) {
        int[] array = slots.array(block);
        int start = slots.index(block);
        for (int i = start + 1; array[i] != Slots.END; i++) {
            if (array[i] < 0) {
                heads[chains] = block + i - start;
                firstNames[chains] = array[i + 1];
                parents[chains] = (long) ~array[i] << Integer.SIZE | chains;
                chains++;
            }
        }
    }

    /** By the parents' bits, eleven at a time, from the lowest on. */
    private static long[] sorted(long[] parents) {
        long most = 0;
        for (long parent : parents) {
            most = Math.max(most, parent);
        }
        long[] from = parents;
        long[] to = new long[parents.length];
        int[] starts = new int[(1 << DIGIT) + 1];
        for (int shift = Integer.SIZE; shift < Long.SIZE - Long.numberOfLeadingZeros(most); shift += DIGIT) {
            sortByDigit(from, to, shift, starts);
            long[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static void sortByDigit(long[] from, long[] to, int shift, int[] starts) {
        int mask = (1 << DIGIT) - 1;
        Arrays.fill(starts, 0);
        for (long each : from) {
            starts[(int) (each >>> shift & mask) + 1]++;
        }
        for (int digit = 1; digit <= mask; digit++) {
            starts[digit] += starts[digit - 1];
        }
        for (long each : from) {
            to[starts[(int) (each >>> shift & mask)]++] = each;
        }
    }

    private static int countForks(long[] byParent) {
        int count = 0;
        for (int i = 0; i < byParent.length; i++) {
            if (i == 0 || parent(byParent[i]) != parent(byParent[i - 1])) {
                count++;
            }
        }
        return count;
    }

    private static int parent(long parentAndChain) {
        return (int) (parentAndChain >>> Integer.SIZE);
    }

    private void findForks(long[] byParent) {
        for (int from = 0; from < byParent.length; ) {
            int to = from + 1;
            while (to < byParent.length && parent(byParent[to]) == parent(byParent[from])) {
                to++;
            }
            addFork(byParent, from, to);
            from = to;
        }
        forks[2 * forkCount] = Integer.MAX_VALUE;
        forks[2 * forkCount + 1] = branchCount;
    }

    private void addFork(long[] byParent, int from, int to) {
        int node = parent(byParent[from]);
        forks[2 * forkCount] = node;
        forks[2 * forkCount + 1] = branchCount;
        int first = branchCount;
        int next = slots.get(node + 1);
        if (next >= 0) {
            addBranch(NEXT_SLOT, next);
        }
        for (int i = from; i < to; i++) {
            int chain = (int) byParent[i];
            if (heads[chain] != root) {
                addBranch(chain, firstNames[chain]);
            }
        }
        sortByName(first, branchCount);
        forkCount++;
    }

    /** Until it is finished, a branch has its chain's number and its name. */
    private void addBranch(int chain, int name) {
        branches[2 * branchCount] = chain;
        branches[2 * branchCount + 1] = name;
        branchCount++;
    }

    private void findFirstForks() {
        int fork = 0;
        for (int chain = 0; chain < chains; chain++) {
            while (fork < forkCount && fork(fork) < heads[chain]) {
                fork++;
            }
            firstForks[chain] = fork;
        }
    }

    /** A merge sort, in which runs of a few are sorted by insertion. */
    private void sortByName(int from, int to) {
        if (to - from <= FEW) {
            insertionSort(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sortByName(from, middle);
        sortByName(middle, to);
        if (names.compare(branches[2 * middle + 1], branches[2 * middle - 1]) < 0) {
            merge(from, middle, to);
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int chain = branches[2 * i];
            int name = branches[2 * i + 1];
            int at = i;
            for (; at > from && names.compare(name, branches[2 * at - 1]) < 0; at--) {
                set(at, branches, at - 1);
            }
            branches[2 * at] = chain;
            branches[2 * at + 1] = name;
        }
    }

    private void merge(int from, int middle, int to) {
        int[] left = Arrays.copyOfRange(branches, 2 * from, 2 * middle);
        int l = 0;
        int r = middle;
        for (int at = from; 2 * l < left.length; at++) {
            if (r < to && names.compare(branches[2 * r + 1], left[2 * l + 1]) < 0) {
                set(at, branches, r++);
            } else {
                set(at, left, l++);
            }
        }
    }

    private void set(int at, int[] from, int index) {
        branches[2 * at] = from[2 * index];
        branches[2 * at + 1] = from[2 * index + 1];
    }
}

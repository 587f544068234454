package heapwood.tree;

import java.util.Arrays;

/**
 * The chains of one tree in the order in which a walk needs them, made for one walk.
 *
 * <p>A chain names its parent, but a node does not name the chains that hang off it. So a walk first reads the tree's
 * blocks once and numbers its chains by the slots of their heads. From this, by position:
 *
 * <ul>
 *   <li>{@code order}: chains sorted by parent and then by first name; the chains of one parent lie side by side;
 *   <li>{@code first(chain)}: where in {@code order} the chains begin that hang off this chain; as the nodes of a chain are
 *       neighbours, so are these, in the order of its nodes;
 *   <li>{@code total(chain)}: the sum of the selfs of everything below and in the chain, that is, its first node's total;
 *       only after {@link #sumTotals}.
 * </ul>
 *
 * <p>A chain is always made after the chain it hangs off. So totals are summed up from the chain made last to the first.
 */
final class ChainIndex {
    private static final int DIGIT = 11;
    private static final int FEW = 8;

    private final Slots slots;
    private final NamePool names;
    private final LongMap largeSelfs;

    /** The tree's blocks, in the order in which they were handed out, and in that of their slots. */
    private final int[] blocks;

    private final int[] sortedBlocks;

    /** sorted block -> the number of its first chain. */
    private final int[] firstChains;

    private final int[] heads;
    private final int[] parents;
    private final int[] order;
    private final int[] firsts;
    private final long[] totals;
    private int chains;

    ChainIndex(Slots slots, NamePool names, LongMap largeSelfs, int lastBlock, int chainCount) {
        this.slots = slots;
        this.names = names;
        this.largeSelfs = largeSelfs;
        blocks = blocks(slots, lastBlock);
        sortedBlocks = blocks.clone();
        Arrays.sort(sortedBlocks);
        firstChains = new int[blocks.length + 1];
        heads = new int[chainCount];
        parents = new int[chainCount];
        totals = new long[chainCount];
        order = new int[chainCount];
        firsts = new int[chainCount + 1];
        readBlocks();
        sortByParent();
        findFirsts();
        sortSiblings();
    }

    /** A tree's blocks, in the order in which they were handed out. */
    static int[] blocks(Slots slots, int lastBlock) {
        int count = 0;
        for (int block = lastBlock; block != Slots.END; block = slots.get(block)) {
            count++;
        }
        int[] blocks = new int[count];
        for (int block = lastBlock; block != Slots.END; block = slots.get(block)) {
            blocks[--count] = block;
        }
        return blocks;
    }

    /** The chain at a position of the order; position 0 has the chain that starts at the root. */
    int at(int position) {
        return order[position];
    }

    /** The parent of the chain at a position, or {@link Slots#END} after the last. */
    int parentAt(int position) {
        return position < chains ? parents[order[position]] : Slots.END;
    }

    int head(int chain) {
        return heads[chain];
    }

    int first(int chain) {
        return firsts[chain];
    }

    long total(int chain) {
        return totals[chain];
    }

    /** Sums up the chains' totals, once. */
    void sumTotals() {
        for (int i = 0; i < sortedBlocks.length; i++) {
            sumSelfs(sortedBlocks[i], firstChains[i] - 1);
        }
        for (int i = blocks.length - 1; i >= 0; i--) {
            int block = Arrays.binarySearch(sortedBlocks, blocks[i]);
            for (int chain = firstChains[block + 1] - 1; chain >= firstChains[block]; chain--) {
                for (int position = firsts[chain]; position < firsts[chain + 1]; position++) {
                    totals[chain] += totals[order[position]];
                }
            }
        }
    }

    private void sumSelfs(int block, int chainBefore) {
        int[] array = slots.array(block);
        int bytes = Slots.bytesFrom(array);
        int start = slots.index(block);
        int chain = chainBefore;
        for (int i = start + 1; array[i] != Slots.END; i++) {
            if (array[i] < 0) {
                chain++;
                continue;
            }
            long self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
            if (self != 0) {
                totals[chain] += self == CompactForest.LARGE ? largeSelfs.get(block + i - start) : self;
            }
        }
    }

    /** The total of the node in a slot. */
    long totalOf(int slot) {
        int found = Arrays.binarySearch(heads, 0, chains, slot);
        int chain = found >= 0 ? found : -found - 2;
        long total = totals[chain];
        int position = firsts[chain];
        for (int before = heads[chain]; before < slot; before++) {
            for (; parentAt(position) == before; position++) {
                total -= totals[order[position]];
            }
            total -= self(before);
        }
        return total;
    }

    /** A node's self value; a head has none. */
    private long self(int slot) {
        int self = slots.getByte(slot);
        return self == CompactForest.LARGE ? largeSelfs.get(slot) : self;
    }

    private void readBlocks() {
        for (int i = 0; i < sortedBlocks.length; i++) {
            firstChains[i] = chains;
            readBlock(sortedBlocks[i]);
        }
        firstChains[sortedBlocks.length] = chains;
    }

    private void readBlock(int block) {
        int[] array = slots.array(block);
        int start = slots.index(block);
        for (int i = start + 1; array[i] != Slots.END; i++) {
            if (array[i] < 0) {
                int head = block + i - start;
                heads[chains] = head;
                // The root's chain hangs off nothing: parent 0 sorts first, and no node has that slot.
                parents[chains] = ~array[i] == head ? 0 : ~array[i];
                chains++;
            }
        }
    }

    /** By the parents' bits, eleven at a time, from the lowest on; chains of one parent keep their order. */
    private void sortByParent() {
        int most = 0;
        for (int i = 0; i < chains; i++) {
            order[i] = i;
            most = Math.max(most, parents[i]);
        }
        int[] from = order;
        int[] to = new int[chains];
        int[] starts = new int[(1 << DIGIT) + 1];
        for (int shift = 0; shift < Integer.SIZE - Integer.numberOfLeadingZeros(most); shift += DIGIT) {
            sortByDigit(from, to, shift, starts);
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        if (from != order) {
            System.arraycopy(from, 0, order, 0, chains);
        }
    }

    private void sortByDigit(int[] from, int[] to, int shift, int[] starts) {
        int mask = (1 << DIGIT) - 1;
        Arrays.fill(starts, 0);
        for (int i = 0; i < chains; i++) {
            starts[(parents[i] >>> shift & mask) + 1]++;
        }
        for (int digit = 1; digit <= mask; digit++) {
            starts[digit] += starts[digit - 1];
        }
        for (int i = 0; i < chains; i++) {
            int chain = from[i];
            to[starts[parents[chain] >>> shift & mask]++] = chain;
        }
    }

    private void findFirsts() {
        int position = 1;
        for (int chain = 0; chain < chains; chain++) {
            while (position < chains && parents[order[position]] < heads[chain]) {
                position++;
            }
            firsts[chain] = position;
        }
        firsts[chains] = chains;
    }

    private void sortSiblings() {
        for (int from = 1; from < chains; ) {
            int parent = parents[order[from]];
            int to = from + 1;
            while (to < chains && parents[order[to]] == parent) {
                to++;
            }
            if (to - from > 1) {
                sortByName(from, to);
            }
            from = to;
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
        if (before(order[middle], order[middle - 1])) {
            merge(from, middle, to);
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int chain = order[i];
            int at = i;
            for (; at > from && before(chain, order[at - 1]); at--) {
                order[at] = order[at - 1];
            }
            order[at] = chain;
        }
    }

    private void merge(int from, int middle, int to) {
        int[] left = Arrays.copyOfRange(order, from, middle);
        int l = 0;
        int r = middle;
        int at = from;
        while (l < left.length) {
            order[at++] = r < to && before(order[r], left[l]) ? order[r++] : left[l++];
        }
    }

    private boolean before(int a, int b) {
        return names.compare(firstName(a), firstName(b)) < 0;
    }

    private int firstName(int chain) {
        return slots.get(heads[chain] + 1);
    }
}

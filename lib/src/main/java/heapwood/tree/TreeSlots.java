package heapwood.tree;

import java.util.Arrays;

/**
 * The numbering of one tree's slots from 0, in the order of its blocks' slots. A slot's number is its <em>position</em>, the index of
 * arrays with an element for each slot.
 */
final class TreeSlots {
    /** The tree's blocks in the order in which they were handed out. */
    private final int[] blocks;

    /** The tree's blocks in the order of their slots. */
    private final int[] sorted;

    /** The position of the first slot of each sorted block; after the last one, the number of all slots. */
    private final int[] starts;

    /** The index of the first sorted block in a page or after it, by page, counted from the first block's page. */
    private final int[] pages;

    private final int firstPage;

    /**
     * Numbers the slots of a tree.
     *
     * @param lastBlock the tree's block that was handed out last
     */
    TreeSlots(Slots slots, int lastBlock) {
        blocks = slots.linked(lastBlock);
        sorted = blocks.length == 1 ? blocks : blocks.clone();
        Arrays.sort(sorted);
        starts = new int[blocks.length + 1];
        firstPage = sorted[0] >>> Slots.PAGE_ORDER;
        pages = new int[(sorted[blocks.length - 1] >>> Slots.PAGE_ORDER) - firstPage + 2];
        int page = 0;
        for (int i = 0; i < blocks.length; i++) {
            starts[i + 1] = starts[i] + (1 << slots.order(sorted[i]));
            while (page <= (sorted[i] >>> Slots.PAGE_ORDER) - firstPage) {
                pages[page++] = i;
            }
        }
        pages[page] = blocks.length;
    }

    /** Returns the number of slots. */
    int count() {
        return starts[blocks.length];
    }

    /** Returns the blocks in the order in which they were handed out. */
    int[] blocks() {
        return blocks;
    }

    /** Returns the position of a slot of the tree. */
    int position(int slot) {
        int page = (slot >>> Slots.PAGE_ORDER) - firstPage;
        int low = pages[page];
        int high = pages[page + 1];
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= slot) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return starts[low] + slot - sorted[low];
    }
}

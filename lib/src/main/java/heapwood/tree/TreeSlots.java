package heapwood.tree;

import java.util.Arrays;

/**
 * Numbers the slots of one tree one after the other, from 0, in the order of its blocks' slots: a slot's <em>position</em>, for arrays
 * that know something of each.
 */
final class TreeSlots {
    /** The tree's blocks, in the order in which they were handed out, and in that of their slots. */
    private final int[] blocks;

    private final int[] sorted;

    /** sorted block -> the position of its first slot; and, behind the last, how many slots there are. */
    private final int[] starts;

    /** page, from the first block's on -> the first sorted block that is in this page or after it. */
    private final int[] pages;

    private final int firstPage;

    /** @param lastBlock the block that was handed out last */
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

    /** How many slots there are. */
    int count() {
        return starts[blocks.length];
    }

    /** The blocks in the order in which they were handed out. */
    int[] blocks() {
        return blocks;
    }

    /** The position of a slot of the tree. */
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

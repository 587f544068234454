package heapwood.time;

import java.util.Arrays;

/**
 * An index of the runs of one level, sorted by time: the slot of each, and the position and length of its bytes in the
 * file.
 */
final class Runs {
    private long[] slots = new long[16];
    private long[] positions = new long[16];
    private int[] lengths = new int[16];
    private int count;

    int count() {
        return count;
    }

    long slot(int run) {
        return slots[run];
    }

    long position(int run) {
        return positions[run];
    }

    int length(int run) {
        return lengths[run];
    }

    /** Adds a run after those of the same slot and before those of later slots. */
    void add(long slot, long position, int length) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        int at = firstFrom(slot + 1);
        System.arraycopy(slots, at, slots, at + 1, count - at);
        System.arraycopy(positions, at, positions, at + 1, count - at);
        System.arraycopy(lengths, at, lengths, at + 1, count - at);
        slots[at] = slot;
        positions[at] = position;
        lengths[at] = length;
        count++;
    }

    /** Returns the index of the first run in or after a slot. */
    int firstFrom(long slot) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots[middle] < slot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the number of bytes of all runs. */
    long bytes() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += lengths[i];
        }
        return bytes;
    }
}

package heapwood.ladder;

import heapwood.tree.HashSeed;
import java.util.Arrays;

/**
 * A set of distinct names, each a number. The bytes of all names stand one after the other in one array, so a name takes no
 * object.
 *
 * <p>Name {@code i} is {@code bytes[starts[i], starts[i + 1])}. An open-addressing table holds {@code i + 1} at the place of the
 * name's hash or after it; 0 marks a free place.
 */
final class NameColumn {
    private final long seed = HashSeed.next();
    private byte[] bytes = new byte[64];
    private int[] starts = new int[17];
    private int[] table = new int[16];
    private int size;

    /** Returns the number of the name with these bytes, and adds the name if it is new. */
    int of(byte[] key, int from, int to) {
        int place = place(table, key, from, to);
        if (table[place] == 0) {
            if (2 * (size + 1) > table.length) {
                grow();
                place = place(table, key, from, to);
            }
            append(key, from, to);
            table[place] = size;
        }
        return table[place] - 1;
    }

    /** Compares a name with these bytes, both unsigned; a prefix is less. */
    int compare(int name, byte[] key, int from, int to) {
        return Arrays.compareUnsigned(bytes, starts[name], starts[name + 1], key, from, to);
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int name) {
        return starts[name];
    }

    int length(int name) {
        return starts[name + 1] - starts[name];
    }

    private int place(int[] places, byte[] key, int from, int to) {
        int mask = places.length - 1;
        int place = HashSeed.hash(seed, key, from, to) & mask;
        while (places[place] != 0 && compare(places[place] - 1, key, from, to) != 0) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void append(byte[] key, int from, int to) {
        int at = starts[size];
        long end = at + (long) to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Runs.grown(bytes.length, end));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, Runs.grown(starts.length, size + 2L));
        }
        System.arraycopy(key, from, bytes, at, to - from);
        starts[++size] = (int) end;
    }

    private void grow() {
        int[] larger = new int[2 * table.length];
        for (int entry : table) {
            if (entry != 0) {
                larger[place(larger, bytes, starts[entry - 1], starts[entry])] = entry;
            }
        }
        table = larger;
    }
}

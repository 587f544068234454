package heapwood.time;

import heapwood.tree.HashSeed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A table that gives names dense numbers from 0, and finds a name by its number. It holds the bytes of all names one
 * after the other, and a hash table of the numbers.
 *
 * <p>Takes three arrays, whatever the number of names. Each table hashes with a random key of its own, so names cannot
 * be chosen to collide.
 */
final class NameTable {
    private final long seed = HashSeed.next();
    private byte[] bytes = new byte[256];

    /** The end of each name's bytes, by the name's number; exclusive. */
    private int[] ends = new int[16];

    private int count;

    /** The hash table, with open addressing: a name's number + 1, or 0 where a place is free. */
    private int[] table = new int[32];

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int name) {
        return name == 0 ? 0 : ends[name - 1];
    }

    int end(int name) {
        return ends[name];
    }

    /** Returns the number of a name. A new name is added and gets the next number. */
    int add(byte[] array, int from, int to) {
        int place = place(array, from, to);
        return table[place] != 0 ? table[place] - 1 : addNew(place, array, from, to);
    }

    private int place(byte[] array, int from, int to) {
        int mask = table.length - 1;
        int place = HashSeed.hash(seed, array, from, to) & mask;
        while (table[place] != 0) {
            int name = table[place] - 1;
            if (Arrays.equals(bytes, start(name), end(name), array, from, to)) {
                break;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    private int addNew(int place, byte[] array, int from, int to) {
        int start = count == 0 ? 0 : ends[count - 1];
        int end = Math.addExact(start, to - from);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, bytes.length * 3L / 2)));
        }
        System.arraycopy(array, from, bytes, start, to - from);
        ends[count] = end;
        table[place] = ++count;
        if (2 * count > table.length) {
            grow();
        }
        return count - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int name = 0; name < count; name++) {
            int place = HashSeed.hash(seed, bytes, start(name), end(name)) & table.length - 1;
            while (table[place] != 0) {
                place = place + 1 & table.length - 1;
            }
            table[place] = name + 1;
        }
    }

    String text(int name) {
        return new String(bytes, start(name), end(name) - start(name), StandardCharsets.UTF_8);
    }
}

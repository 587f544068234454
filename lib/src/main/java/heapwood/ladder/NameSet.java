package heapwood.ladder;

import heapwood.tree.HashSeed;
import java.util.Arrays;

/**
 * A set of distinct names, each an array of bytes, in an open-addressing table. A name costs its bytes, an array's header, and
 * some six bytes of table. A name that occurs again costs nothing.
 */
final class NameSet {
    private final long seed = HashSeed.next();
    private byte[][] table = new byte[16][];
    private int size;

    /** Returns the array with these bytes, and adds it if it is new. */
    byte[] of(byte[] key, int from, int to) {
        int place = place(table, key, from, to);
        if (table[place] == null) {
            if (2 * ++size > table.length) {
                grow();
                place = place(table, key, from, to);
            }
            table[place] = Arrays.copyOfRange(key, from, to);
        }
        return table[place];
    }

    /** Returns the place of these bytes, or the free place where they would go. */
    private int place(byte[][] table, byte[] key, int from, int to) {
        int mask = table.length - 1;
        int place = HashSeed.hash(seed, key, from, to) & mask;
        while (table[place] != null && !Arrays.equals(table[place], 0, table[place].length, key, from, to)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        byte[][] larger = new byte[2 * table.length][];
        for (byte[] name : table) {
            if (name != null) {
                larger[place(larger, name, 0, name.length)] = name;
            }
        }
        table = larger;
    }
}

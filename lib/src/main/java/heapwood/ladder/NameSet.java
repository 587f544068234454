package heapwood.ladder;

import heapwood.tree.HashSeed;
import java.util.Arrays;

/**
 * Each distinct name once, as an object: an open-addressing table of arrays. What a name costs is its bytes, a header, and some
 * six bytes of table; that it occurs again costs nothing.
 */
final class NameSet {
    private final long seed = HashSeed.next();
    private byte[][] table = new byte[16][];
    private int size;

    /** The array with these bytes, made if it is not there yet. */
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

    /** Where these bytes are, or the free place where they would go. */
    private int place(byte[][] table, byte[] key, int from, int to) {
        int mask = table.length - 1;
        int place = Words.hash(seed, key, from, to) & mask;
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

package heapwood.profile;

import java.util.Arrays;

/**
 * A table that assigns ids to distinct frame names, dense from 0, so that a walk can count by frame in arrays indexed by id.
 *
 * <p>Names stand one after the other in a pool. {@code ends[id]} is the index at which a name ends, and {@code ends[id - 1]} that
 * at which it starts. {@code slots} is a hash table of ids with linear probing, at most half full; a slot's value is id + 1, so
 * that 0 means free. Names cannot be chosen to collide: see {@link KeyedHash}.
 */
final class FrameNames {
    private byte[] pool = new byte[1 << 12];
    private int[] ends = new int[1 << 6];
    private int[] hashes = new int[1 << 6];
    private int[] slots = new int[1 << 8];
    private int count;
    private long steps;

    /** Returns the id of a name, and assigns one if the name is new. */
    int idOf(byte[] names, int offset, int length) {
        int hash = KeyedHash.of(names, offset, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        steps++;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && isNamed(id, names, offset, length)) {
                return id;
            }
            slot = (slot + 1) & mask;
            steps++;
        }
        slots[slot] = count + 1;
        return add(names, offset, length, hash);
    }

    int count() {
        return count;
    }

    /** Returns the number of slots examined so far: a few for each look-up, whatever the names are. */
    long steps() {
        return steps;
    }

    byte[] name(int id) {
        return Arrays.copyOfRange(pool, start(id), ends[id]);
    }

    /** Returns the array that holds all names. It must not be written to, and may be replaced when a name is added. */
    byte[] array() {
        return pool;
    }

    /** Returns the index in the array at which a name starts. */
    int offset(int id) {
        return start(id);
    }

    /** Returns the length of a name in bytes. */
    int length(int id) {
        return ends[id] - start(id);
    }

    /** Compares two names by unsigned bytes, the order of siblings in a tree. */
    int compare(int id, int other) {
        return Arrays.compareUnsigned(pool, start(id), ends[id], pool, start(other), ends[other]);
    }

    private boolean isNamed(int id, byte[] names, int offset, int length) {
        return Arrays.equals(pool, start(id), ends[id], names, offset, offset + length);
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    private int add(byte[] names, int offset, int length, int hash) {
        int id = count;
        int start = start(id);
        long end = (long) start + length;
        if (end > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("the distinct frame names have more than 2 GB, too much to count by frame");
        }
        if (end > pool.length) {
            pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, pool.length * 2L)));
        }
        if (id == ends.length) {
            ends = Arrays.copyOf(ends, id * 2);
            hashes = Arrays.copyOf(hashes, id * 2);
        }
        System.arraycopy(names, offset, pool, start, length);
        ends[id] = (int) end;
        hashes[id] = hash;
        count++;
        if (count > slots.length / 2) {
            rehash();
        }
        return id;
    }

    private void rehash() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int id = 0; id < count; id++) {
            int slot = hashes[id] & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
                steps++;
            }
            larger[slot] = id + 1;
        }
        slots = larger;
    }
}

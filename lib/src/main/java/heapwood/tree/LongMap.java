package heapwood.tree;

/**
 * A map from positive ints to longs, for the few values that are too large for their usual place.
 *
 * <p>Structure: two parallel arrays with open addressing; key 0 marks a free place. A key's home is {@code hash(key) *
 * capacity >>> 32}, which allows any capacity. The key lies there or in the first free place after it, cyclically. Removal moves
 * later keys back, so removed keys leave no marks.
 *
 * <p>Growth: by half, when four of five places are taken. 12 bytes a place.
 */
final class LongMap {
    /** The empty array that all structures without elements share. */
    static final int[] NO_KEYS = {};

    private static final long[] NO_VALUES = {};

    /** The secret multiplier of this map's hashes; without it, nobody can choose keys that collide. */
    private final long multiplier = HashSeed.multiplier(HashSeed.next());

    private int[] keys = NO_KEYS;
    private long[] values = NO_VALUES;
    private int size;

    int size() {
        return size;
    }

    /** Returns the value of {@code key}, or 0 if it has none. */
    long get(int key) {
        if (size == 0) {
            return 0;
        }
        int place = place(key);
        return keys[place] == key ? values[place] : 0;
    }

    /** Sets the value of {@code key}. Allocates only if the key is new and {@link #reserve} has made no room for it. */
    void put(int key, long value) {
        if (size > 0) {
            int place = place(key);
            if (keys[place] == key) {
                values[place] = value;
                return;
            }
        }
        reserve(1);
        int place = place(key);
        keys[place] = key;
        values[place] = value;
        size++;
    }

    /** Makes room for {@code more} new keys. */
    void reserve(int more) {
        while ((size + (long) more) * 5 > keys.length * 4L) {
            grow();
        }
    }

    /** Removes {@code key}, if it is there. */
    void remove(int key) {
        if (size == 0) {
            return;
        }
        int hole = place(key);
        if (keys[hole] == 0) {
            return;
        }
        for (int place = next(hole); keys[place] != 0; place = next(place)) {
            if (distance(home(keys[place]), place) >= distance(hole, place)) {
                keys[hole] = keys[place];
                values[hole] = values[place];
                hole = place;
            }
        }
        keys[hole] = 0;
        size--;
    }

    /** Returns the number of bytes of both arrays' elements. */
    long bytes() {
        return keys.length * (long) (Integer.BYTES + Long.BYTES);
    }

    /** Returns the number of bytes of the elements in use. */
    long usedBytes() {
        return size * (long) (Integer.BYTES + Long.BYTES);
    }

    int[] keys() {
        return keys;
    }

    long[] values() {
        return values;
    }

    /** Returns the place of {@code key}, or the free place where it would go. */
    private int place(int key) {
        int place = home(key);
        while (keys[place] != key && keys[place] != 0) {
            place = next(place);
        }
        return place;
    }

    private int home(int key) {
        long hash = HashSeed.hash(key, multiplier) >>> 32;
        return (int) (hash * keys.length >>> 32);
    }

    private int next(int place) {
        return place + 1 == keys.length ? 0 : place + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + keys.length;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldValues = values;
        int capacity = Sizes.grown(oldKeys.length, 8, oldKeys.length / 2);
        int[] newKeys = new int[capacity];
        long[] newValues = new long[capacity];
        keys = newKeys;
        values = newValues;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                newKeys[place] = oldKeys[i];
                newValues[place] = oldValues[i];
            }
        }
    }

    /** Checks that every key is found. */
    void check() {
        int found = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                Check.same(i, place(keys[i]), "place of a key");
                found++;
            }
        }
        Check.same(size, found, "keys of a map");
        Check.that(size == 0 || size < keys.length, "a map has a free place");
        Check.same(keys.length, values.length, "places for values");
    }

    /** Returns the sum of all keys' distances from their homes, in places: for tests of the length of searches. */
    long displaced() {
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            sum += keys[i] == 0 ? 0 : distance(home(keys[i]), i);
        }
        return sum;
    }
}

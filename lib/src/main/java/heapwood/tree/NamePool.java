package heapwood.tree;

import java.util.Arrays;

/**
 * A pool of names with their ids. It holds each distinct name once, counts the references to it, and removes it with the last
 * reference.
 *
 * <p>Structure: {@link NameRecords} holds the bytes and defines the ids. A table finds an id by its name: open addressing, 8 bytes
 * a place, the name's hash in the upper half and its id in the lower (0 marks a free place). A name's home is {@code
 * hash * capacity >>> 32}, which allows any capacity and keeps the order of hashes when the table grows. So growth reads one
 * array and writes another, both from start to end, and reads no name. Removal moves later entries back.
 *
 * <p>A record counts up to 65,535 references in its two bytes. Further references are carried into a small map, 32,768 at a
 * time; few names ever have so many.
 *
 * <p>Growth: when four of five places are taken. The table doubles while it has fewer than {@link #MANY} places, and then grows by
 * a half.
 */
final class NamePool {
    /** The number of places from which on the table grows by a half: 2 MiB of them. */
    private static final int MANY = 1 << 18;

    /** The result of {@link #endOf} for a frame that is not that name. */
    static final int DIFFERS = -1;

    /** The number of the table's places in a cache line. */
    private static final int LINE = 8;

    /** The number of references that are carried into the map at a time. */
    private static final int CARRIED = 0x8000;

    private static final int MOST_REFERENCES = 0xFFFF;

    /** The number of names that {@link #releaseAll} looks up together. */
    private static final int BATCH = 32;

    /** The greatest number of names that are sorted by insertion. */
    private static final int FEW = 8;

    private final NameRecords records;

    /** The secret seed of all hashes. */
    private final long seed;

    private final long multiplier;

    /** The multiples of {@link #CARRIED} references that each name has besides those in its record, by id. */
    private final LongMap carried = new LongMap();

    /** The hashes of names that may be removed together, followed by their ids. */
    private final int[] last = new int[2 * BATCH];

    private long[] table = new long[16];
    private int size;
    private long seen;

    NamePool(long mostBytes, long seed) {
        records = new NameRecords(mostBytes);
        this.seed = seed;
        multiplier = HashSeed.multiplier(seed);
    }

    /** Scans a frame with this pool's seed; see {@link NameHash#scan}. */
    long scan(byte[] key, int from, int end) {
        return NameHash.scan(seed, multiplier, key, from, end);
    }

    /** Returns the number of names. */
    int size() {
        return size;
    }

    /** Returns the sum of the entries at the homes of some hashes. Reading them brings these parts of the table into the cache. */
    long atHomes(int[] hashes, int count) {
        long[] places = table;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += atHome(hashes[i], places);
        }
        return sum;
    }

    /** Returns the sum of the entries at a home and a cache line after it, where many searches end in a table as full as this one. */
    private static long atHome(int hash, long[] places) {
        int place = home(hash, places.length);
        return places[place] + places[Math.min(place + LINE, places.length - 1)];
    }

    /**
     * Returns the id of a name.
     *
     * @param hash the name's hash
     * @return the id; or, if there is no such name, the complement of the place where {@link #add} puts it
     */
    int find(int hash, byte[] key, int from, int length) {
        long[] places = table;
        int place = home(hash, places.length);
        for (long entry; (entry = places[place]) != 0; place = next(place, places.length)) {
            if ((int) (entry >>> 32) == hash && is((int) entry, key, from, length)) {
                return (int) entry;
            }
        }
        return ~place;
    }

    /**
     * Adds a name that is not in the pool yet, with one reference. Changes nothing if an allocation fails.
     *
     * @param place the complement of the result of {@link #find}
     * @return the name's id
     * @throws IllegalArgumentException if the name is longer than {@link NameRecords#LONGEST_NAME}
     */
    int add(int place, int hash, byte[] key, int from, int length) {
        if (length > NameRecords.LONGEST_NAME) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is longer than a compact tree takes ("
                    + NameRecords.LONGEST_NAME + ")");
        }
        int at = place;
        if ((size + 1) * 5L > table.length * 4L) {
            grow();
            at = ~find(hash, key, from, length);
        }
        int id = records.add(key, from, length);
        table[at] = (long) hash << 32 | id;
        size++;
        return id;
    }

    /** Counts one more reference to a name, which is added if it is new, and returns its id. Changes nothing if an allocation fails. */
    int retain(byte[] array, int from, int length) {
        return retain(NameHash.hash(scan(array, from, from + length)), array, from, length);
    }

    /** Counts one more reference to the name with a hash; see {@link #retain(byte[], int, int)}. */
    int retain(int hash, byte[] key, int from, int length) {
        int found = find(hash, key, from, length);
        if (found < 0) {
            return add(~found, hash, key, from, length);
        }
        retain(found);
        return found;
    }

    /** Counts one more reference to a name. */
    void retain(int id) {
        byte[] array = records.array(id);
        int offset = records.offset(id);
        int references = NameRecords.references(array, offset);
        if (references == MOST_REFERENCES) {
            carried.put(id, carried.get(id) + 1);
            references -= CARRIED;
        }
        NameRecords.setReferences(array, offset, references + 1);
    }

    /** Counts one more reference to each of several names, or to none if an allocation fails. */
    void retainAll(int[] ids, int from, int to) {
        int i = from;
        try {
            for (; i < to; i++) {
                retain(ids[i]);
            }
        } catch (RuntimeException | Error e) {
            while (i > from) {
                release(ids[--i]);
            }
            throw e;
        }
    }

    /** Counts one reference less to a name, and removes the name with the last one. */
    void release(int id) {
        if (!releaseOneOfMore(id)) {
            releaseLast(id, hash(records.array(id), records.offset(id)));
        }
    }

    /**
     * Counts one reference less to each of several names. In a large pool the table's places are seldom in a cache. Those of the
     * names to be removed are read several at a time, so that the waits for memory overlap.
     *
     * @param ids the array that holds the names' ids; negative elements are skipped
     */
    void releaseAll(int[] ids, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            int id = ids[i];
            if (id >= 0 && !releaseOneOfMore(id)) {
                last[BATCH + count] = id;
                last[count++] = hash(records.array(id), records.offset(id));
                if (count == BATCH) {
                    releaseLast(count);
                    count = 0;
                }
            }
        }
        releaseLast(count);
    }

    /** Counts one reference less if the record has more than one, and returns whether it had. */
    private boolean releaseOneOfMore(int id) {
        byte[] array = records.array(id);
        int offset = records.offset(id);
        int references = NameRecords.references(array, offset);
        if (references > 1) {
            NameRecords.setReferences(array, offset, references - 1);
            return true;
        }
        return false;
    }

    private void releaseLast(int count) {
        // Stored, because the reads would be optimized away otherwise.
        seen = atHomes(last, count);
        for (int i = 0; i < count; i++) {
            // A name may be in the batch twice if it has carried references.
            if (!releaseOneOfMore(last[BATCH + i])) {
                releaseLast(last[BATCH + i], last[i]);
            }
        }
    }

    private int hash(byte[] array, int offset) {
        int start = NameRecords.start(array, offset);
        return NameHash.hash(scan(array, start, start + NameRecords.length(array, offset)));
    }

    /** Removes the last reference that a record counts: refills the record from the carried references, or removes the name. */
    private void releaseLast(int id, int hash) {
        long more = carried.get(id);
        if (more == 0) {
            removeEntry(id, hash);
            records.free(id);
            return;
        }
        NameRecords.setReferences(records.array(id), records.offset(id), CARRIED);
        if (more == 1) {
            carried.remove(id);
        } else {
            carried.put(id, more - 1);
        }
    }

    /** Returns the array that holds a name's bytes; valid until the next change of the pool. */
    byte[] array(int id) {
        return records.array(id);
    }

    /** Returns the index of a name's record in its array, for {@link NameRecords}. */
    int offset(int id) {
        return records.offset(id);
    }

    /** Compares two names by their unsigned bytes; a prefix is less. */
    int compare(int a, int b) {
        byte[] aArray = records.array(a);
        byte[] bArray = records.array(b);
        int aOffset = records.offset(a);
        int bOffset = records.offset(b);
        int aStart = NameRecords.start(aArray, aOffset);
        int bStart = NameRecords.start(bArray, bOffset);
        return Arrays.compareUnsigned(
                aArray,
                aStart,
                aStart + NameRecords.length(aArray, aOffset),
                bArray,
                bStart,
                bStart + NameRecords.length(bArray, bOffset));
    }

    /** Sorts longs by the names whose ids their upper halves hold. A merge sort; short runs are sorted by insertion. */
    void sort(long[] array, int from, int to) {
        if (to - from <= FEW) {
            for (int i = from + 1; i < to; i++) {
                long each = array[i];
                int at = i;
                for (; at > from && compare(each, array[at - 1]) < 0; at--) {
                    array[at] = array[at - 1];
                }
                array[at] = each;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(array, from, middle);
        sort(array, middle, to);
        if (compare(array[middle], array[middle - 1]) < 0) {
            long[] left = Arrays.copyOfRange(array, from, middle);
            int l = 0;
            int r = middle;
            for (int at = from; l < left.length; at++) {
                array[at] = r < to && compare(array[r], left[l]) < 0 ? array[r++] : left[l++];
            }
        }
    }

    private int compare(long a, long b) {
        return compare((int) (a >>> Integer.SIZE), (int) (b >>> Integer.SIZE));
    }

    NameRecords records() {
        return records;
    }

    LongMap carried() {
        return carried;
    }

    /** Returns the number of bytes of the table's elements and of the array that {@link #releaseAll} uses. */
    long tableBytes() {
        return table.length * (long) Long.BYTES + 2L * BATCH * Integer.BYTES;
    }

    /**
     * Compares the frame that starts at {@code from} with a name.
     *
     * @return the index of the frame's end if they are equal, or else {@link #DIFFERS}
     */
    int endOf(int id, byte[] key, int from, int end) {
        byte[] array = records.array(id);
        int offset = records.offset(id);
        int length = NameRecords.length(array, offset);
        int to = from + length;
        if (length > end - from || to != end && key[to] != StackTree.SEPARATOR) {
            return DIFFERS;
        }
        return NameHash.same(array, NameRecords.start(array, offset), key, from, length) ? to : DIFFERS;
    }

    private boolean is(int id, byte[] key, int from, int length) {
        byte[] array = records.array(id);
        int offset = records.offset(id);
        return NameRecords.length(array, offset) == length
                && NameHash.same(array, NameRecords.start(array, offset), key, from, length);
    }

    private void removeEntry(int id, int hash) {
        long[] places = table;
        int hole = home(hash, places.length);
        while ((int) places[hole] != id) {
            hole = next(hole, places.length);
        }
        for (int place = next(hole, places.length); places[place] != 0; place = next(place, places.length)) {
            int home = home((int) (places[place] >>> 32), places.length);
            if (distance(home, place, places.length) >= distance(hole, place, places.length)) {
                places[hole] = places[place];
                hole = place;
            }
        }
        places[hole] = 0;
        size--;
    }

    private void grow() {
        long[] larger = new long[Sizes.grown(table.length, 16, table.length < MANY ? table.length : table.length / 2)];
        for (long entry : table) {
            if (entry != 0) {
                place(entry, larger);
            }
        }
        table = larger;
    }

    private static void place(long entry, long[] places) {
        int place = home((int) (entry >>> 32), places.length);
        while (places[place] != 0) {
            place = next(place, places.length);
        }
        places[place] = entry;
    }

    private static int home(int hash, int capacity) {
        return (int) ((hash & 0xFFFF_FFFFL) * capacity >>> 32);
    }

    private static int next(int place, int capacity) {
        return place + 1 == capacity ? 0 : place + 1;
    }

    private static int distance(int from, int to, int capacity) {
        return to >= from ? to - from : to - from + capacity;
    }

    /** Checks that each name is found and has the given number of references, by id. Sets the elements it has checked to 0. */
    void check(int[] references) {
        int found = 0;
        int many = 0;
        carried.check();
        for (int i = 0; i < table.length; i++) {
            if (table[i] != 0) {
                int id = (int) table[i];
                byte[] array = records.array(id);
                int offset = records.offset(id);
                int start = NameRecords.start(array, offset);
                int hash = hash(array, offset);
                Check.same(hash, (int) (table[i] >>> 32), "hash of a name");
                Check.same(id, find(hash, array, start, NameRecords.length(array, offset)), "name found by its bytes");
                Check.same(
                        references[id],
                        NameRecords.references(array, offset) + carried.get(id) * CARRIED,
                        "references to a name");
                references[id] = 0;
                many += carried.get(id) > 0 ? 1 : 0;
                found++;
            }
        }
        Check.same(size, found, "names in the table");
        Check.same(carried.size(), many, "names with references that are carried");
        Check.that(size < table.length, "the table of names has a free place");
        Check.same(size, records.check(), "records of names");
    }

    /** Returns the sum of all names' distances from their homes, in places: for tests of the length of searches. */
    long displaced() {
        long sum = 0;
        for (int i = 0; i < table.length; i++) {
            sum += table[i] == 0 ? 0 : distance(home((int) (table[i] >>> 32), table.length), i, table.length);
        }
        return sum;
    }
}

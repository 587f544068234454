package heapwood.tree;

/**
 * A hash table that finds a chain by its parent and its first name. {@link CompactForest} defines a chain.
 *
 * <p><b>Structure:</b> open addressing, 4 bytes a place. An entry's lower bits are the slot of the chain's head. Its upper bits,
 * as many as the number of slots leaves, are a <em>tag</em> of the hash. 0 marks a free place. The hash is that of (parent, first
 * name). Both stand in the stream at the head, so the table does not hold them: an entry whose tag agrees is compared with the
 * stream. The tag makes comparisons that fail rare. A chain's home is {@code upper hash * capacity >>> 32}, which
 * allows any capacity and keeps the order when the table grows. Removal moves later entries back.
 *
 * <p><b>Example:</b> with 2<sup>20</sup> slots, an entry {@code 0xABC12345} is the chain at slot 0x12345, and the lower half
 * of its hash begins with 0xABC.
 *
 * <p><b>Growth:</b> when four of five places are taken. The table doubles while it has fewer than {@link #MANY} places, and then
 * grows by a half. When there are more slots than the lower bits can count, each tag loses its lowest bit.
 */
final class ChainTable {
    /** The number of places from which on the table grows by a half: 512 KiB of them. */
    private static final int MANY = 1 << 17;

    /** The number of entries whose hashes growth reads from the stream together before it places them. */
    private static final int BATCH = 64;

    private final Slots slots;

    /** The multiplier of all hashes, made from the seed. */
    private final long multiplier;

    private int[] entries = LongMap.NO_KEYS;
    private int size;

    /** The mask of the bits that hold an entry's slot. */
    private int slotMask = (1 << 6) - 1;

    ChainTable(Slots slots, long seed) {
        this.slots = slots;
        multiplier = HashSeed.multiplier(seed);
    }

    /** Returns the head of the chain below {@code parent} that starts with {@code name}, or 0 if there is none. */
    int find(int parent, int name) {
        long hash = hash(parent, name);
        int[] places = entries;
        int mask = slotMask;
        int place = home(hash, places.length);
        for (int entry; (entry = places[place]) != 0; place = next(place, places.length)) {
            if (((entry ^ (int) hash) & ~mask) == 0) {
                int head = entry & mask;
                int[] array = slots.array(head);
                int index = slots.index(head);
                if (array[index] == ~parent && array[index + 1] == name) {
                    return head;
                }
            }
        }
        return 0;
    }

    /** Makes room for {@code more} chains, so that adding them allocates nothing. */
    void reserve(int more) {
        while ((size + (long) more) * 5 > entries.length * 4L) {
            grow();
        }
    }

    /** Adds the chain at {@code head}, which is in the stream already; call {@link #reserve} first. */
    void add(int head) {
        while (Integer.compareUnsigned(head, slotMask) > 0) {
            widen();
        }
        place(head, hashAt(head), entries);
        size++;
    }

    /** Removes the chain at {@code head}, which is still in the stream. */
    void remove(int head) {
        int[] places = entries;
        int hole = home(hashAt(head), places.length);
        while ((places[hole] & slotMask) != head) {
            hole = next(hole, places.length);
        }
        for (int place = next(hole, places.length); places[place] != 0; place = next(place, places.length)) {
            int home = home(hashAt(places[place] & slotMask), places.length);
            if (distance(home, place, places.length) >= distance(hole, place, places.length)) {
                places[hole] = places[place];
                hole = place;
            }
        }
        places[hole] = 0;
        size--;
    }

    /** Returns the number of chains. */
    int size() {
        return size;
    }

    /** Returns the number of bytes of the table's elements. */
    long bytes() {
        return entries.length * (long) Integer.BYTES;
    }

    private void grow() {
        int[] larger =
                new int[Sizes.grown(entries.length, 16, entries.length < MANY ? entries.length : entries.length / 2)];
        int[] heads = new int[BATCH];
        long[] hashes = new long[BATCH];
        for (int from = 0; from < entries.length; from += BATCH) {
            int count = 0;
            int to = Math.min(entries.length, from + BATCH);
            for (int i = from; i < to; i++) {
                heads[count] = entries[i] & slotMask;
                count += entries[i] == 0 ? 0 : 1;
            }
            for (int i = 0; i < count; i++) {
                hashes[i] = hashAt(heads[i]);
            }
            for (int i = 0; i < count; i++) {
                place(heads[i], hashes[i], larger);
            }
        }
        entries = larger;
    }

    private void widen() {
        int wider = slotMask << 1 | 1;
        int lost = slotMask ^ wider;
        for (int i = 0; i < entries.length; i++) {
            entries[i] &= ~lost;
        }
        slotMask = wider;
    }

    private void place(int head, long hash, int[] places) {
        int place = home(hash, places.length);
        while (places[place] != 0) {
            place = next(place, places.length);
        }
        places[place] = (int) hash & ~slotMask | head;
    }

    private long hashAt(int head) {
        int[] array = slots.array(head);
        int index = slots.index(head);
        return hash(~array[index], array[index + 1]);
    }

    private long hash(int parent, int name) {
        return HashSeed.hash((long) parent << 32 | name, multiplier);
    }

    private static int home(long hash, int capacity) {
        return (int) ((hash >>> 32) * capacity >>> 32);
    }

    private static int next(int place, int capacity) {
        return place + 1 == capacity ? 0 : place + 1;
    }

    private static int distance(int from, int to, int capacity) {
        return to >= from ? to - from : to - from + capacity;
    }

    /** Checks that every chain in the table is found. */
    void check() {
        int found = 0;
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != 0) {
                int head = entries[i] & slotMask;
                Check.same(head, find(~slots.get(head), slots.get(head + 1)), "chain found by parent and name");
                Check.same((int) hashAt(head) & ~slotMask, entries[i] & ~slotMask, "tag of a chain");
                found++;
            }
        }
        Check.same(size, found, "chains in the table");
        Check.that(size == 0 || size < entries.length, "the table of chains has a free place");
    }

    /** Returns the sum of all chains' distances from their homes, in places: for tests of the length of searches. */
    long displaced() {
        long sum = 0;
        for (int i = 0; i < entries.length; i++) {
            sum += entries[i] == 0
                    ? 0
                    : distance(home(hashAt(entries[i] & slotMask), entries.length), i, entries.length);
        }
        return sum;
    }
}

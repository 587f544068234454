package heapwood.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Seeds that cannot be guessed, one for each hash table, and the hash function that uses them. Someone who does not have a table's
 * seed cannot make keys that collide in it, even with full knowledge of the code.
 *
 * <p>A word is folded into a hash in two steps: their sum is multiplied by a secret odd number, and both halves of the product are
 * joined. One half alone would keep some differences that do not depend on the secret. In the lower half, a flipped top bit of the
 * sum flips the top bit alone. In the upper half, a change of the sum's lowest bits changes nothing.
 *
 * <p>Word and hash are added, and not joined by an exclusive or, because the products of a number and of its negative are alike.
 * With a sum, the change of the word that turns one into the other depends on the secret. With an exclusive or, one fixed change
 * would do so in half of all cases.
 */
public final class HashSeed {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * The state of the next seed. It starts from the clocks, to the nanosecond, at the time this class was loaded, which the author
     * of an input file cannot know. A SecureRandom would serve as well, but it loads providers of thousands of objects, which would
     * be counted among those of the first tree.
     */
    private static final AtomicLong NEXT =
            new AtomicLong(mixed(System.nanoTime()) ^ Long.rotateLeft(mixed(System.currentTimeMillis()), 32));

    private HashSeed() {}

    /** Returns a new seed. Not for secrets of any other kind: all seeds follow from the first one. Safe for use by several threads. */
    public static long next() {
        return mixed(NEXT.getAndAdd(STEP));
    }

    /**
     * Returns the multiplier of a seed, for {@link #fold}: an odd number of 63 bits with the top one of these set.
     *
     * @param seed the seed of a hash table
     */
    public static long multiplier(long seed) {
        return mixed(seed) >>> 1 | 1 | 1L << 62;
    }

    /**
     * Folds a word into a hash.
     *
     * @param hash the hash of the words before this one; for the first word the seed
     * @param word the next eight bytes
     * @param multiplier the seed's multiplier, from {@link #multiplier}
     * @return the hash of all words so far
     */
    public static long fold(long hash, long word, long multiplier) {
        long sum = hash + word;
        return sum * multiplier ^ Math.multiplyHigh(sum, multiplier);
    }

    /**
     * Returns the hash of {@code bytes[from, to)}. Takes time linear in the length, eight bytes at a time.
     *
     * @param seed the table's own seed, from {@link #next}
     * @param bytes the array
     * @param from the index of the first byte
     * @param to the index after the last byte
     */
    public static int hash(long seed, byte[] bytes, int from, int to) {
        long multiplier = multiplier(seed);
        long hash = seed;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = fold(hash, (long) LONGS.get(bytes, i), multiplier);
        }
        for (; i < to; i++) {
            hash = fold(hash, bytes[i], multiplier);
        }
        return (int) (fold(hash, to - from, multiplier) >>> 32);
    }

    /**
     * Returns the hash of one number; its upper bits are the better ones. It takes two products because one alone would map numbers
     * in a row, or in steps of one size, to numbers in a row.
     *
     * @param number the number
     * @param multiplier the seed's multiplier, from {@link #multiplier}
     */
    public static long hash(long number, long multiplier) {
        long product = number * multiplier;
        return (product ^ product >>> 32) * multiplier;
    }

    /** Mixes the bits of a number: each bit of the result changes for half of all changes of one bit (Stafford's thirteenth mixer). */
    private static long mixed(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}

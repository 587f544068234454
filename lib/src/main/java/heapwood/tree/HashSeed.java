package heapwood.tree;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that nobody can guess, one for each hash table, and the hash that goes with them: whoever does not know a table's seed
 * cannot make keys that meet in it, however well the code is known.
 *
 * <p>A word is folded into a hash by multiplying their sum with a secret odd number, and by joining both halves of the product.
 * Each half alone would let differences through that do not depend on the secret: in the lower one a flipped top bit stays just
 * that, in the upper one a change of the lowest bits is none. The sum, and not the exclusive or, because products of a number and
 * of its negative are alike: from one to the other it takes another word of the sum that only the secret gives, but from an
 * exclusive or, one bit in two times, always the same.
 */
public final class HashSeed {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    /**
     * Begins with the clocks, to the nanosecond, of when this class was loaded: who writes a file cannot know them. A SecureRandom would
     * do too, but loads providers of thousands of objects, which would be counted among those of the first tree.
     */
    private static final AtomicLong NEXT =
            new AtomicLong(mixed(System.nanoTime()) ^ Long.rotateLeft(mixed(System.currentTimeMillis()), 32));

    private HashSeed() {}

    /** Returns another number. Not for secrets of any other kind: these numbers follow from the first one. */
    public static long next() {
        return mixed(NEXT.getAndAdd(STEP));
    }

    /** Returns an odd number of 63 bits, the upper one of them set, that a seed determines: what {@link #fold} multiplies by. */
    public static long multiplier(long seed) {
        return mixed(seed) >>> 1 | 1 | 1L << 62;
    }

    /**
     * Folds a word into a hash.
     *
     * @param hash of what comes before the word; for the first one the seed
     * @param word the next eight bytes
     * @param multiplier as {@link #multiplier} gave it
     */
    public static long fold(long hash, long word, long multiplier) {
        long sum = hash + word;
        return sum * multiplier ^ Math.multiplyHigh(sum, multiplier);
    }

    /**
     * Hashes one number; the upper bits are the better ones. The second product is there because the first one alone keeps numbers
     * in a row, or in steps of one size, in a row.
     */
    static long hash(long number, long multiplier) {
        long product = number * multiplier;
        return (product ^ product >>> 32) * multiplier;
    }

    /** Changes each bit for half of all inputs that differ in one bit (Stafford's thirteenth mixer). */
    private static long mixed(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}

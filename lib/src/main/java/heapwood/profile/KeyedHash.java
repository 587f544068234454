package heapwood.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash function for bytes with a random key, which is drawn when the program starts. So nobody can choose names that collide.
 *
 * <p>The bytes, seven at a time as a number w, are the coefficients of a polynomial that is evaluated at the key r, modulo the prime p =
 * 2<sup>61</sup> - 1: from the length on, hash = (hash + w) r. Two different names differ by a polynomial that is not zero and has no
 * constant part; it takes a value for at most as many keys as it has coefficients. So whatever the names are, two of n bytes have the
 * same hash for at most n / 7 + 2 of 2<sup>61</sup> keys.
 */
final class KeyedHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PRIME_BITS = 61;
    private static final long PRIME = (1L << PRIME_BITS) - 1;
    private static final int CHUNK = 7;
    private static final long CHUNK_MASK = (1L << CHUNK * Byte.SIZE) - 1;

    /** The key. It is at least 2^32, so that hashes of short names are spread as well. */
    private static final long KEY = (1L << 32) + (new SecureRandom().nextLong() >>> 4);

    private KeyedHash() {}

    /**
     * Returns the hash of some bytes. It is the same for the same bytes while the program runs, and its low bits are as good as its
     * high ones. Takes time linear in the length.
     */
    static int of(byte[] bytes, int offset, int length) {
        long hash = length;
        int i = offset;
        int end = offset + length;
        for (; i <= end - Long.BYTES; i += CHUNK) {
            hash = times(hash + ((long) LONGS.get(bytes, i) & CHUNK_MASK));
        }
        while (i < end) {
            long chunk = 0;
            int chunkEnd = Math.min(end, i + CHUNK);
            for (int shift = 0; i < chunkEnd; i++, shift += Byte.SIZE) {
                chunk |= (bytes[i] & 0xFFL) << shift;
            }
            hash = times(hash + chunk);
        }
        return (int) (hash ^ hash >>> 32);
    }

    /** Returns the product of a factor and the key modulo the prime. Both factors are less than 2^62. */
    private static long times(long factor) {
        long high = Math.multiplyHigh(factor, KEY);
        long low = factor * KEY;
        long sum = (low & PRIME) + (low >>> PRIME_BITS | high << Long.SIZE - PRIME_BITS);
        return sum >= PRIME ? sum - PRIME : sum;
    }
}

package heapwood.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The scan for a frame's end and hash, in one pass over words of eight bytes.
 *
 * <p>Terms: a frame's <em>words</em> are its bytes from the first on, eight at a time, little-endian. The last word holds the zero
 * to seven bytes that remain, then zeros, and in its top byte the number of these bytes. Each word is folded into the hash ({@link
 * HashSeed}). So the hash depends on the bytes and a seed alone: a name has the same hash in a key and in the pool.
 */
final class NameHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE_ONE = 0x0101_0101_0101_0101L;
    private static final long EACH_BYTE_TOP = 0x8080_8080_8080_8080L;
    private static final long EACH_BYTE_SEPARATOR = EACH_BYTE_ONE * StackTree.SEPARATOR;

    private NameHash() {}

    /**
     * Scans the frame that starts at {@code from}.
     *
     * @param seed the table's secret seed
     * @param multiplier the seed's multiplier, from {@link HashSeed#multiplier}
     * @param key the array that holds the frame
     * @param from the index of the frame's first byte
     * @param end the index of the key's end
     * @return the frame's hash in the upper 32 bits, and below the index of the separator after it, or {@code end}
     */
    static long scan(long seed, long multiplier, byte[] key, int from, int end) {
        long hash = seed;
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(key, i);
            long separators = separators(word);
            if (separators != 0) {
                int bytes = Long.numberOfTrailingZeros(separators) >>> 3;
                return result(HashSeed.fold(hash, last(word, bytes), multiplier), i + bytes);
            }
            hash = HashSeed.fold(hash, word, multiplier);
        }
        long word = tail(key, i, end);
        int bytes = Math.min(end - i, Long.numberOfTrailingZeros(separators(word)) >>> 3);
        return result(HashSeed.fold(hash, last(word, bytes), multiplier), i + bytes);
    }

    /** Returns the hash in a result of {@link #scan}. */
    static int hash(long scanned) {
        return (int) (scanned >>> 32);
    }

    /** Returns the frame's end in a result of {@link #scan}. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** Returns whether two ranges hold the same bytes. Compares pieces of 32 bytes; the last piece may overlap the one before. */
    static boolean same(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        if (length >= 32) {
            int last = length - 32;
            if (last <= 32) {
                // Most names of real profiles have two pieces. Without a loop there is no branch to mispredict.
                return !(differ32(a, aFrom, b, bFrom) | differ32(a, aFrom + last, b, bFrom + last));
            }
            for (int i = 0; i < last; i += 32) {
                if (differ32(a, aFrom + i, b, bFrom + i)) {
                    return false;
                }
            }
            return !differ32(a, aFrom + last, b, bFrom + last);
        }
        if (length >= 8) {
            int last = length - 8;
            for (int i = 0; i < last; i += 8) {
                if (differ8(a, aFrom + i, b, bFrom + i) != 0) {
                    return false;
                }
            }
            return differ8(a, aFrom + last, b, bFrom + last) == 0;
        }
        if (length >= 4) {
            int last = length - 4;
            return (differ4(a, aFrom, b, bFrom) | differ4(a, aFrom + last, b, bFrom + last)) == 0;
        }
        for (int i = 0; i < length; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    private static int differ4(byte[] a, int i, byte[] b, int j) {
        return (int) INTS.get(a, i) ^ (int) INTS.get(b, j);
    }

    private static boolean differ32(byte[] a, int i, byte[] b, int j) {
        return (differ8(a, i, b, j)
                        | differ8(a, i + 8, b, j + 8)
                        | differ8(a, i + 16, b, j + 16)
                        | differ8(a, i + 24, b, j + 24))
                != 0;
    }

    private static long differ8(byte[] a, int i, byte[] b, int j) {
        return (long) LONGS.get(a, i) ^ (long) LONGS.get(b, j);
    }

    /** Returns a word in which the lowest top bit set is that of the first separator in {@code word}; bits above may be wrong. */
    private static long separators(long word) {
        long x = word ^ EACH_BYTE_SEPARATOR;
        return (x - EACH_BYTE_ONE) & ~x & EACH_BYTE_TOP;
    }

    /** Returns the last bytes of a key, fewer than eight, as a word; the bytes above them are zero. */
    private static long tail(byte[] key, int from, int end) {
        int bytes = end - from;
        if (bytes == 0) {
            return 0;
        }
        if (end >= Long.BYTES) {
            return (long) LONGS.get(key, end - Long.BYTES) >>> (Long.SIZE - bytes * Byte.SIZE);
        }
        long word = 0;
        for (int i = 0; i < bytes; i++) {
            word |= (key[from + i] & 0xFFL) << (i * Byte.SIZE);
        }
        return word;
    }

    /** Returns the lowest {@code bytes} bytes of a word, fewer than eight, with their number in the top byte. */
    private static long last(long word, int bytes) {
        return word & ((1L << (bytes * Byte.SIZE)) - 1) | (long) bytes << (Long.SIZE - Byte.SIZE);
    }

    private static long result(long hash, int end) {
        return (hash & 0xFFFF_FFFF_0000_0000L) | end;
    }
}

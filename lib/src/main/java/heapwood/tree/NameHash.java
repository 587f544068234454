package heapwood.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a frame ends and hashes it, in one pass over words of eight bytes.
 *
 * <p>Terms: a frame's <em>words</em> are its bytes from the first on, eight at a time, little-endian; the last word holds
 * the zero to seven bytes that remain, zeros, and at its top how many bytes these are. The hash folds in each word ({@link
 * HashSeed}), so it depends on the bytes and a seed, never on where they lie: a name hashes alike in a key and in the pool.
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
     * @param seed the table's secret, and what {@link HashSeed#multiplier} makes of it
     * @param key holds the frame
     * @param from where the frame starts
     * @param end where the key ends
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

    /** The hash that {@link #scan} gave, out of its result. */
    static int hash(long scanned) {
        return (int) (scanned >>> 32);
    }

    /** The end that {@link #scan} gave, out of its result. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** Whether two ranges hold the same bytes: in pieces of 32 bytes, the last of which may overlap the one before. */
    static boolean same(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        if (length >= 32) {
            int last = length - 32;
            if (last <= 32) {
                // Most names of real profiles: two pieces, and no loop whose end the processor would have to guess.
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

    /** Marks the top bit of the lowest byte of {@code word} that is a separator; bytes above it may be marked wrongly. */
    private static long separators(long word) {
        long x = word ^ EACH_BYTE_SEPARATOR;
        return (x - EACH_BYTE_ONE) & ~x & EACH_BYTE_TOP;
    }

    /** The last, less than eight bytes of a key as a word; what lies above them is zero. */
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

    /** The lowest {@code bytes} bytes of a word, fewer than eight, and at the top how many there are. */
    private static long last(long word, int bytes) {
        return word & ((1L << (bytes * Byte.SIZE)) - 1) | (long) bytes << (Long.SIZE - Byte.SIZE);
    }

    private static long result(long hash, int end) {
        return (hash & 0xFFFF_FFFF_0000_0000L) | end;
    }
}

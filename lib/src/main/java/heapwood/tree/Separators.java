package heapwood.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A search for the separators of a key, eight bytes at a time. */
public final class Separators {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE_ONE = 0x0101_0101_0101_0101L;
    private static final long EACH_BYTE_TOP = 0x8080_8080_8080_8080L;
    private static final long EACH_BYTE_SEPARATOR = EACH_BYTE_ONE * StackTree.SEPARATOR;

    private Separators() {}

    /**
     * Returns the index of the first separator in {@code key[from, to)}, or {@code to} if there is none. Allocates nothing.
     *
     * <p>A word in which a byte equals the separator has a zero byte after the exclusive or, and {@code (x - 0x01…) &
     * ~x & 0x80…} marks the lowest zero byte of x exactly (Warren, Hacker's Delight, 6-1).
     *
     * @param key the array that holds the key
     * @param from the index of the first byte to search
     * @param to the index after the last byte to search
     * @throws IndexOutOfBoundsException if a byte of the range that is read does not lie inside {@code key}
     */
    public static int next(byte[] key, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long x = (long) LONGS.get(key, i) ^ EACH_BYTE_SEPARATOR;
            long zeros = (x - EACH_BYTE_ONE) & ~x & EACH_BYTE_TOP;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (i < to && key[i] != StackTree.SEPARATOR) {
            i++;
        }
        return i;
    }
}

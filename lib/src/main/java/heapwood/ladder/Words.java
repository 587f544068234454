package heapwood.ladder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes bytes eight at a time. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd, with bits in no pattern: the fractional digits of the golden ratio. */
    private static final long FOLD = 0x9E37_79B9_7F4A_7C15L;

    private Words() {}

    static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = fold(hash, (long) LONGS.get(bytes, i));
        }
        for (; i < to; i++) {
            hash = fold(hash, bytes[i]);
        }
        return (int) (hash >>> 32);
    }

    private static long fold(long hash, long word) {
        return (Long.rotateLeft(hash, 23) ^ word) * FOLD;
    }
}

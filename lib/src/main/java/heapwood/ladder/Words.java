package heapwood.ladder;

import heapwood.tree.HashSeed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash over bytes, taken eight at a time. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /**
     * Returns the hash of {@code bytes[from, to)}.
     *
     * @param seed the table's own seed, from {@link HashSeed#next}
     */
    static int hash(long seed, byte[] bytes, int from, int to) {
        long multiplier = HashSeed.multiplier(seed);
        long hash = seed;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = HashSeed.fold(hash, (long) LONGS.get(bytes, i), multiplier);
        }
        for (; i < to; i++) {
            hash = HashSeed.fold(hash, bytes[i], multiplier);
        }
        return (int) (HashSeed.fold(hash, to - from, multiplier) >>> 32);
    }
}

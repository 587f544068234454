package heapwood.time;

/**
 * A keyed hash that multiplies two longs and uses both halves of the product. Without the key, nobody can tell which
 * inputs collide.
 */
final class Mix {
    private Mix() {}

    static long of(long value, long key) {
        long odd = key ^ 0x9E37_79B9_7F4A_7C15L;
        return Math.multiplyHigh(value, odd) ^ value * odd ^ Long.rotateLeft(value, 32);
    }
}

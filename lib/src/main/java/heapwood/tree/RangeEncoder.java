package heapwood.tree;

import java.io.ByteArrayOutputStream;

/**
 * Writes bits in as much space as their probabilities call for: a binary range coder (Martin 1979) with the carry handling
 * that LZMA made common. {@link RangeDecoder} reads them back, given the same probabilities.
 */
final class RangeEncoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long low;
    private int range = -1;
    private int held;
    private long heldCount = 1;

    /**
     * @param bit 0 or 1
     * @param zero how probable a 0 is, in 256ths, from 1 to 255
     */
    void bit(int bit, int zero) {
        int bound = (range >>> 8) * zero;
        if (bit == 0) {
            range = bound;
        } else {
            low += bound & 0xFFFF_FFFFL;
            range -= bound;
        }
        while (range >>> 24 == 0) {
            range <<= 8;
            shift();
        }
    }

    /** Ends the stream. */
    byte[] finish() {
        for (int i = 0; i < 5; i++) {
            shift();
        }
        return out.toByteArray();
    }

    private void shift() {
        if (low < 0xFF00_0000L || low > 0xFFFF_FFFFL) {
            int carry = (int) (low >>> 32);
            for (; heldCount > 0; heldCount--) {
                out.write(held + carry);
                held = 0xFF;
            }
            held = (int) (low >>> 24) & 0xFF;
        }
        heldCount++;
        low = low << 8 & 0xFFFF_FFFFL;
    }
}

package heapwood.tree;

/** Reads what {@link RangeEncoder} wrote. Its state is three ints, so that reading can go on from any bit remembered. */
final class RangeDecoder {
    /** The encoder writes a byte that is always 0 before the first. */
    static final int FIRST_BYTES = 5;

    private final byte[] bytes;
    private int position = FIRST_BYTES;
    private int range = -1;
    private int code;

    /** @param bytes a stream of {@link #FIRST_BYTES} bytes at least */
    RangeDecoder(byte[] bytes) {
        this.bytes = bytes;
        for (int i = 1; i < FIRST_BYTES; i++) {
            code = code << 8 | bytes[i] & 0xFF;
        }
    }

    /** A decoder that goes on where another one was. */
    RangeDecoder(byte[] bytes, int position, int range, int code) {
        this.bytes = bytes;
        this.position = position;
        this.range = range;
        this.code = code;
    }

    /**
     * @param zero the probability that the encoder was given
     * @throws IllegalArgumentException if the stream has ended
     */
    int bit(int zero) {
        int bound = (range >>> 8) * zero;
        int bit;
        if (Integer.compareUnsigned(code, bound) < 0) {
            range = bound;
            bit = 0;
        } else {
            code -= bound;
            range -= bound;
            bit = 1;
        }
        while (range >>> 24 == 0) {
            if (position == bytes.length) {
                throw new IllegalArgumentException("its nodes end too early");
            }
            range <<= 8;
            code = code << 8 | bytes[position++] & 0xFF;
        }
        return bit;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    int position() {
        return position;
    }

    int range() {
        return range;
    }

    int code() {
        return code;
    }
}

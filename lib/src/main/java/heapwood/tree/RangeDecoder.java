package heapwood.tree;

import java.nio.ByteBuffer;

/** Reads what {@link RangeEncoder} wrote. Its state is three ints, so that reading can go on from any bit remembered. */
final class RangeDecoder {
    /** The encoder writes a byte that is always 0 before the first. */
    static final int FIRST_BYTES = 5;

    private final ByteBuffer bytes;
    private final int end;
    private int position;
    private int range = -1;
    private int code;

    /**
     * A decoder at a stream's beginning.
     *
     * @param bytes holds the stream
     * @param start where it starts
     * @param end where it ends, {@link #FIRST_BYTES} bytes later at least
     */
    RangeDecoder(ByteBuffer bytes, int start, int end) {
        this.bytes = bytes;
        this.end = end;
        position = start + FIRST_BYTES;
        code = bytes.getInt(start + 1);
    }

    /** Goes on where it, or another one of this stream, was. */
    void resume(int position, int range, int code) {
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
            if (position == end) {
                throw new IllegalArgumentException("its nodes end too early");
            }
            range <<= 8;
            code = code << 8 | bytes.get(position++) & 0xFF;
        }
        return bit;
    }

    boolean atEnd() {
        return position == end;
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

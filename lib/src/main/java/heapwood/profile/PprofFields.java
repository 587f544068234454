package heapwood.profile;

/** Whether bytes look like the fields of a pprof message: a check of their numbers, types and lengths. */
final class PprofFields {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int LONGEST_VARINT = 10;

    /** Field number -> its wire type; -1 for none. */
    private static final int[] WIRE_TYPES = {
        -1, // there is no field 0
        DELIMITED,
        DELIMITED,
        DELIMITED,
        DELIMITED,
        DELIMITED,
        DELIMITED, // sample types to strings
        VARINT,
        VARINT,
        VARINT,
        VARINT, // frames to drop and to keep, time, duration
        DELIMITED,
        VARINT,
        DELIMITED,
        VARINT,
        VARINT // period's type, period, comments, default type, URL
    };

    private final byte[] bytes;
    private int position;

    private PprofFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param head how a file begins; the last field may be cut short */
    static boolean areIn(byte[] head) {
        PprofFields fields = new PprofFields(head);
        while (fields.position < head.length) {
            if (!fields.skipOne()) {
                return false;
            }
        }
        return head.length > 0;
    }

    private boolean skipOne() {
        long tag = varint();
        long field = tag >>> 3;
        if (field < 0 || field >= WIRE_TYPES.length) {
            return false;
        }
        int type = (int) tag & 7;
        // Comments may stand one by one.
        if (type != WIRE_TYPES[(int) field] && !(field == 13 && type == VARINT)) {
            return false;
        }
        long value = varint();
        if (type == DELIMITED) {
            if (value < 0 || value > Integer.MAX_VALUE) {
                return false;
            }
            position = (int) Math.min(bytes.length, position + value);
        }
        return true;
    }

    /** The next number; what is beyond the end is taken for zero bytes. */
    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && position < bytes.length; i++) {
            byte b = bytes[position++];
            value |= (b & 0x7FL) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        return value;
    }
}

package heapwood.profile;

/**
 * Whether bytes look like the fields of a pprof message: a check of their numbers, types and lengths, and of those of the messages
 * in them, which no text passes.
 */
final class PprofFields {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int LONGEST_VARINT = 10;

    /** So many sound fields are a pprof profile, whatever follows: it is damaged there, which its reader tells with the place. */
    private static final int ENOUGH = 8;

    private static final String NUMBER = "number";
    private static final String BYTES = "bytes";
    private static final String NUMBERS = "number or packed";

    /** For each message, what its fields are, from field 1 on: another message's index, or one of the three above. */
    private static final Object[][] MESSAGES = {
        {1, 2, 3, 4, 5, BYTES, NUMBER, NUMBER, NUMBER, NUMBER, 1, NUMBER, NUMBERS, NUMBER, NUMBER}, // Profile
        {NUMBER, NUMBER}, // ValueType
        {NUMBERS, NUMBERS, 6}, // Sample
        {NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER}, // Mapping
        {NUMBER, NUMBER, NUMBER, 7, NUMBER}, // Location
        {NUMBER, NUMBER, NUMBER, NUMBER, NUMBER}, // Function
        {NUMBER, NUMBER, NUMBER, NUMBER}, // Label
        {NUMBER, NUMBER, NUMBER}, // Line
    };

    private final byte[] bytes;
    private int position;
    private int sound;
    private boolean hasMessage;

    private PprofFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns whether they are.
     *
     * @param head how a file begins; the last field may be cut short
     */
    static boolean areIn(byte[] head) {
        PprofFields fields = new PprofFields(head);
        boolean allSound = fields.skipFields(0, Long.MAX_VALUE);
        return fields.hasMessage && (allSound || fields.sound >= ENOUGH);
    }

    /** Returns false where a field is none of the message's. */
    private boolean skipFields(int message, long end) {
        while (position < Math.min(end, bytes.length)) {
            if (!skipField(MESSAGES[message], end)) {
                return false;
            }
            if (message == 0) {
                sound++;
            }
        }
        return true;
    }

    private boolean skipField(Object[] fields, long end) {
        long tag = varint();
        int type = (int) tag & 7;
        long field = tag >>> 3;
        if (field < 1 || field > fields.length) {
            return false;
        }
        Object kind = fields[(int) field - 1];
        boolean isNumber = kind == NUMBER || kind == NUMBERS && type == VARINT;
        if (type != (isNumber ? VARINT : DELIMITED)) {
            return false;
        }
        long value = varint();
        if (isNumber) {
            return position <= end;
        }
        if (value < 0 || value > Integer.MAX_VALUE || position + value > end) {
            return false;
        }
        long to = position + value;
        if (kind instanceof Integer message) {
            if (!skipFields(message, to)) {
                return false;
            }
            hasMessage |= value > 0;
        } else if (kind == NUMBERS && !endsNumber(to)) {
            return false;
        }
        position = (int) Math.min(bytes.length, to);
        return true;
    }

    private boolean endsNumber(long end) {
        return end == position || end > bytes.length || bytes[(int) end - 1] >= 0;
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

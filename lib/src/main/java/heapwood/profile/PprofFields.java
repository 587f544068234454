package heapwood.profile;

/**
 * A check whether bytes look like the fields of a pprof message. It checks the fields' numbers, types and lengths, and those of
 * nested messages. No text passes it.
 */
final class PprofFields {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int LONGEST_VARINT = 10;

    /**
     * The number of valid fields after which bytes are taken for a pprof profile, whatever follows. If what follows is damaged, the
     * reader reports its offset.
     */
    private static final int ENOUGH = 8;

    private static final String NUMBER = "number";
    private static final String BYTES = "bytes";
    private static final String NUMBERS = "number or packed";

    /** The kinds of each message's fields, from field 1 on: another message's index, or one of the three constants above. */
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
     * Returns whether bytes are the start of a pprof profile.
     *
     * @param head the first bytes of a file; the last field may be cut short
     */
    static boolean areIn(byte[] head) {
        PprofFields fields = new PprofFields(head);
        boolean allSound = fields.skipFields(0, Long.MAX_VALUE);
        return fields.hasMessage && (allSound || fields.sound >= ENOUGH);
    }

    /** Skips the fields of a message. Returns false if one of them is not a field of the message. */
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

    /** Reads the next number. Bytes beyond the end are taken as zero. */
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

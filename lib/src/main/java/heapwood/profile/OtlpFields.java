package heapwood.profile;

import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;

/**
 * A check whether bytes are the start of a message of OTLP profiles. Both such a message and a pprof profile begin with fields 1
 * and 2, which are messages. But pprof's field 1 contains numbers where OTLP's contains messages, and pprof's field 2 is no
 * dictionary, in which each table begins with an empty entry.
 */
final class OtlpFields {
    private static final int DELIMITED = 2;
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private int position;

    private OtlpFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns whether bytes are the start of a message of OTLP profiles.
     *
     * @param head the first bytes of a file; the last field may be cut short
     */
    static boolean areIn(byte[] head) {
        OtlpFields fields = new OtlpFields(head);
        boolean found = false;
        while (fields.position < head.length) {
            long tag = fields.varint();
            long length = fields.varint();
            long end = fields.position + length;
            if ((tag & 7) != DELIMITED || length < 0 || length > Integer.MAX_VALUE) {
                return false;
            }
            if (length > 0 && fields.position < head.length) {
                int field = (int) (tag >>> 3);
                if (field == ProfilesData.RESOURCE_PROFILES_FIELD_NUMBER) {
                    found |= fields.isResource(end);
                } else if (field == ProfilesData.DICTIONARY_FIELD_NUMBER) {
                    found |= fields.isDictionary(end);
                }
                if (!found) {
                    return false;
                }
            }
            fields.position = (int) Math.min(head.length, end);
        }
        return found;
    }

    /** Returns whether the bytes up to an end are messages with the field numbers of a resource. */
    private boolean isResource(long end) {
        while (position < Math.min(end, bytes.length)) {
            long tag = varint();
            long inner = position < bytes.length ? varint() : 0;
            boolean known = tag >>> 3 >= ResourceProfiles.RESOURCE_FIELD_NUMBER
                    && tag >>> 3 <= ResourceProfiles.SCHEMA_URL_FIELD_NUMBER;
            if (!known || (tag & 7) != DELIMITED || inner < 0 || position + inner > end) {
                return false;
            }
            position = (int) Math.min(bytes.length, position + inner);
        }
        return true;
    }

    /**
     * Returns whether the bytes up to an end begin with an empty entry, or with an entry of a table whose field number a pprof
     * sample does not have.
     */
    private boolean isDictionary(long end) {
        long tag = varint();
        long inner = position < bytes.length ? varint() : 0;
        return (tag & 7) == DELIMITED
                && tag >>> 3 >= ProfilesDictionary.MAPPING_TABLE_FIELD_NUMBER
                && tag >>> 3 <= ProfilesDictionary.STACK_TABLE_FIELD_NUMBER
                && position + inner <= end
                && (inner == 0 || tag >>> 3 >= ProfilesDictionary.LINK_TABLE_FIELD_NUMBER);
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

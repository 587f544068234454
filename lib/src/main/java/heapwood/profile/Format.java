package heapwood.profile;

import java.util.Arrays;

/** A profile's format, seen from its first bytes, unpacked. */
public enum Format {
    /** A line a stack: {@code frame;frame;… count}. */
    COLLAPSED("collapsed stacks"),
    /** A recording by the JDK's Flight Recorder, or in its format by async-profiler. */
    JFR("a JFR recording"),
    /** Protocol Buffers, as {@code go tool pprof} reads them. */
    PPROF("a pprof profile"),
    /** A {@link heapwood.tree.FrozenTree}. */
    FROZEN("a frozen tree");

    /** How many bytes show the format. */
    static final int HEAD = 256;

    private static final byte[] JFR_MAGIC = {'F', 'L', 'R', 0};
    private static final byte[] FROZEN_MAGIC = {'H', 'W', 'F', 'T'};

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** @param head the first {@link #HEAD} bytes, or all if there are fewer */
    static Format of(byte[] head) {
        if (startsWith(head, JFR_MAGIC)) {
            return JFR;
        }
        if (startsWith(head, FROZEN_MAGIC)) {
            return FROZEN;
        }
        return isBinary(head) && PprofFields.areIn(head) ? PPROF : COLLAPSED;
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /** Text has none of these; lengths and numbers of Protocol Buffers have, sooner or later. */
    private static boolean isBinary(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < '\t') {
                return true;
            }
        }
        return false;
    }

    /** With its article: {@code a JFR recording}. */
    @Override
    public String toString() {
        return text;
    }
}

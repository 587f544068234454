package heapwood.score;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An insertion into a tree.
 *
 * @param key the key's bytes, never written
 * @param value the value, unsigned
 */
record Insert(byte[] key, long value) {
    private static final int SHOWN_FRAMES = 4;
    private static final int SHOWN_BYTES = 60;

    static Insert of(String latin1, long value) {
        return new Insert(latin1.getBytes(StandardCharsets.ISO_8859_1), value);
    }

    static Insert of(List<byte[]> frames, long value) {
        int length = frames.size() - 1;
        for (byte[] frame : frames) {
            length += frame.length;
        }
        byte[] key = new byte[length];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, key, at, frame.length);
            at += frame.length;
            if (at < length) {
                key[at++] = StackTree.SEPARATOR;
            }
        }
        return new Insert(key, value);
    }

    /** Returns the key's frames, at least one. */
    List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= key.length; i++) {
            if (i == key.length || key[i] == StackTree.SEPARATOR) {
                frames.add(Arrays.copyOfRange(key, from, i));
                from = i + 1;
            }
        }
        return frames;
    }

    /** Returns a text such as {@code insert("a;b", 3)}. */
    @Override
    public String toString() {
        return "insert(" + shown(key) + ", " + Long.toUnsignedString(value) + ")";
    }

    /** Returns bytes as a Java string literal would show them, shortened in the middle if there are many. */
    static String shown(byte[] bytes) {
        List<byte[]> frames = new Insert(bytes, 0).frames();
        if (frames.size() > 2 * SHOWN_FRAMES && bytes.length > SHOWN_BYTES) {
            byte[] start = of(frames.subList(0, SHOWN_FRAMES), 0).key;
            return "\"" + escaped(start, 0, Math.min(start.length, SHOWN_BYTES)) + ";…\" ("
                    + String.format(java.util.Locale.ROOT, "%,d", frames.size()) + " frames)";
        }
        if (bytes.length > 2 * SHOWN_BYTES) {
            return "\"" + escaped(bytes, 0, SHOWN_BYTES) + "…\" ("
                    + String.format(java.util.Locale.ROOT, "%,d", bytes.length) + " bytes)";
        }
        return "\"" + escaped(bytes, 0, bytes.length) + "\"";
    }

    private static String escaped(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format(java.util.Locale.ROOT, "\\x%02x", b));
            }
        }
        return text.toString();
    }
}

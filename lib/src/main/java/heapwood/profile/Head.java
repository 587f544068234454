package heapwood.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How an input begins, unpacked and without a byte-order mark.
 *
 * @param bytes the first {@link #LENGTH}, or all if there are fewer
 */
record Head(byte[] bytes) {
    /** So many bytes show a format: some hundred lines of text, or the first fields of a binary one. */
    static final int LENGTH = 1 << 16;

    private static final int TEXT = 1 << 12;

    /** Whether there are no more bytes. */
    boolean isWhole() {
        return bytes.length < LENGTH;
    }

    /** Whether these bytes come first; numbers above 127 stand for the byte with those bits. */
    boolean startsWith(int... magic) {
        return has(0, magic);
    }

    /** Whether these bytes stand at a place. */
    boolean has(int offset, int... magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[offset + i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it begins with these letters. */
    boolean startsWith(String text) {
        return has(0, text.chars().toArray());
    }

    /** The beginning as text, a letter a byte. */
    String text() {
        return new String(bytes, 0, Math.min(bytes.length, TEXT), StandardCharsets.ISO_8859_1);
    }

    /** As {@link #text}, in small letters and without blanks and line ends before the first letter. */
    String smallText() {
        return text().stripLeading().toLowerCase(Locale.ROOT);
    }

    /** Whether a control character is there that no text has. */
    boolean isBinary() {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
                return true;
            }
        }
        return false;
    }
}

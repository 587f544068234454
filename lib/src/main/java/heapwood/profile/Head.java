package heapwood.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first bytes of an input, after decompression and without a byte-order mark. */
final class Head {
    /**
     * The number of bytes that are enough to recognize a format: some hundred lines of text, or the first fields of a binary
     * format.
     */
    static final int LENGTH = 1 << 16;

    private static final int TEXT = 1 << 12;

    private final byte[] bytes;
    private String text;
    private String smallText;
    private Boolean isBinary;

    /**
     * Creates a head.
     *
     * @param bytes the first {@link #LENGTH} bytes, or all if there are fewer
     */
    Head(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the first {@link #LENGTH} bytes, or all if there are fewer. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns whether these are all bytes of the input. */
    boolean isWhole() {
        return bytes.length < LENGTH;
    }

    /** Returns whether the input starts with some bytes. Numbers above 127 stand for the byte with the same bits. */
    boolean startsWith(int... magic) {
        return has(0, magic);
    }

    /** Returns whether some bytes stand at an offset. */
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

    /** Returns whether the input starts with some letters. */
    boolean startsWith(String letters) {
        if (bytes.length < letters.length()) {
            return false;
        }
        for (int i = 0; i < letters.length(); i++) {
            if ((bytes[i] & 0xFF) != letters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bytes as text, one letter for each byte. */
    String text() {
        if (text == null) {
            text = new String(bytes, 0, Math.min(bytes.length, TEXT), StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** Returns {@link #text} in lower case, without blanks and line ends before the first letter. */
    String smallText() {
        if (smallText == null) {
            smallText = text().stripLeading().toLowerCase(Locale.ROOT);
        }
        return smallText;
    }

    /** Returns whether there is a control character that no text contains. */
    boolean isBinary() {
        if (isBinary == null) {
            isBinary = hasControl();
        }
        return isBinary;
    }

    private boolean hasControl() {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
                return true;
            }
        }
        return false;
    }
}

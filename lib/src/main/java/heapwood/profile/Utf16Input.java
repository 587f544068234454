package heapwood.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A stream that converts UTF-16 text to UTF-8. The first two bytes determine the byte order. Bytes that are not valid text are an
 * error.
 */
final class Utf16Input extends BlockInput {
    private final Reader reader;
    private final char[] chars = new char[1 << 13];

    /**
     * The number of characters at the start of {@code chars} that are read and not yet delivered: the first half of a surrogate
     * pair.
     */
    private int held;

    private byte[] bytes = {};
    private int position;

    Utf16Input(InputStream in) {
        reader = new InputStreamReader(
                in,
                StandardCharsets.UTF_16
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == bytes.length) {
            int read = reader.read(chars, held, chars.length - held);
            if (read < 0) {
                return -1;
            }
            int end = held + read;
            held = Character.isHighSurrogate(chars[end - 1]) ? 1 : 0;
            bytes = new String(chars, 0, end - held).getBytes(StandardCharsets.UTF_8);
            position = 0;
            chars[0] = chars[end - 1];
        }
        int copied = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, copied);
        position += copied;
        return copied;
    }
}

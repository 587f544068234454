package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A reader of a JFR file's numbers and strings, from any offset up to a limit. Reading beyond the limit is an error with the byte's
 * offset, so that no length or count in a file is used before it is seen to fit.
 */
final class JfrInput {
    /** The largest number of bytes of a number: each has seven bits of it, and the last one eight. */
    private static final int LONGEST_NUMBER = 9;

    private static final int MOST_WINDOW = 1 << 16;

    private final String name;
    private final ProfileSource.Bytes file;
    private final long size;
    private final ByteBuffer window;

    /** The window's offset in the file. */
    private long windowStart;

    private long limit;

    /**
     * Creates a reader.
     *
     * @param name the file's name in messages
     */
    JfrInput(String name, ProfileSource.Bytes file) throws IOException {
        this.name = name;
        this.file = file;
        size = file.size();
        window = ByteBuffer.allocate((int) Math.min(MOST_WINDOW, size)).limit(0);
    }

    /** Returns the file's size in bytes. */
    long size() {
        return size;
    }

    /** Returns the offset of the next byte in the file. */
    long position() {
        return windowStart + window.position();
    }

    /** Returns the number of bytes before the limit. */
    long left() {
        return limit - position();
    }

    /** Sets the position, and the limit {@code length} bytes after it. */
    void at(long position, long length) {
        limit = position + length;
        move(position);
    }

    /** Returns the limit's offset in the file. */
    long limit() {
        return limit;
    }

    /** Sets the limit to an offset no greater than the present limit. */
    void limit(long position) {
        limit = position;
    }

    private void move(long position) {
        if (position >= windowStart && position <= windowStart + window.limit()) {
            window.position((int) (position - windowStart));
        } else {
            windowStart = position;
            window.position(0).limit(0);
        }
    }

    byte raw() throws IOException {
        if (left() <= 0) {
            throw damaged(position(), "what stands there goes on beyond its end");
        }
        if (!window.hasRemaining()) {
            fill();
        }
        return window.get();
    }

    private void fill() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        windowStart = position();
        window.clear();
        int read = file.read(window, windowStart);
        window.flip();
        if (read <= 0) {
            throw new ProfileException(name + ": has become shorter while it was read");
        }
    }

    /** Reads a number of fixed length, as in a header, the highest byte first. */
    long fixed(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | raw() & 0xFF;
        }
        return value;
    }

    /** Returns the first offset, from {@code from} on, of a number in a header's form; the file's size if there is none. */
    long find(int wanted, long from) throws IOException {
        at(from, size - from);
        int last = 0;
        for (int read = 1; left() > 0; read++) {
            last = last << 8 | raw() & 0xFF;
            if (read >= Integer.BYTES && last == wanted) {
                return position() - Integer.BYTES;
            }
        }
        return size;
    }

    /** Reads a number of variable length, as in an event, the lowest bits first. */
    long number() throws IOException {
        long value = 0;
        for (int i = 0; i < LONGEST_NUMBER - 1; i++) {
            byte b = raw();
            value |= (b & 0x7FL) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        return value | (long) raw() << 7 * (LONGEST_NUMBER - 1);
    }

    /** Reads the number of elements that follow, each of which has at least one byte. */
    int count() throws IOException {
        long start = position();
        long count = number();
        if (count < 0 || count > Math.min(left(), Integer.MAX_VALUE)) {
            throw damaged(start, "there cannot be " + count + " things in the " + left() + " bytes left");
        }
        return (int) count;
    }

    void skip(long bytes) throws IOException {
        if (bytes > left()) {
            throw damaged(position(), bytes + " bytes are missing there");
        }
        move(position() + bytes);
    }

    void skipString() throws IOException {
        text(false);
    }

    /** Reads a string. Returns null if there is none, or if it is a reference to a constant. */
    String string() throws IOException {
        return text() instanceof String text ? text : null;
    }

    /**
     * Reads a string or a reference to one. Returns a string, a {@link JfrConstants.Key} for a reference to a constant, or null for
     * none.
     */
    Object text() throws IOException {
        return text(true);
    }

    private Object text(boolean wanted) throws IOException {
        long start = position();
        byte encoding = raw();
        switch (encoding) {
            case 0:
                return null;
            case 1:
                return "";
            case 2:
                long key = number();
                return wanted ? new JfrConstants.Key(JfrConstants.STRING, key) : null;
            case 3, 5:
                return bytes(count(), wanted, encoding == 3);
            case 4:
                return characters(count());
            default:
                throw damaged(start, "no string begins with " + encoding);
        }
    }

    private String bytes(int length, boolean wanted, boolean isUtf8) throws IOException {
        if (!wanted) {
            skip(length);
            return null;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = raw();
        }
        return new String(bytes, isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String characters(int length) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) number());
        }
        return text.toString();
    }

    ProfileException damaged(long position, String why) {
        return new ProfileException(name + ": is damaged at byte " + position + ": " + why);
    }

    /** Returns an exception whose message states how far reading came. */
    InterruptedIOException interrupted() {
        return new InterruptedIOException(name + ": reading was interrupted at byte " + position() + " of " + size);
    }

    /** Returns an exception whose message begins with the file's name. */
    ProfileException failure(String what) {
        return new ProfileException(name + ": " + what);
    }

    /** Returns a copy of an exception with a longer message. */
    ProfileException failure(ProfileException e, String more) {
        return new ProfileException(e.getMessage() + more, e);
    }

    /** Returns an exception's message without the file's name. */
    String reason(ProfileException e) {
        return e.getMessage().substring(name.length() + 2);
    }
}

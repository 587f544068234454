package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads a JFR file's numbers and strings, from any place up to a limit. What would go beyond the limit is an error that says at which
 * byte, so that no length or count that a file claims is believed before it is seen to fit.
 */
final class JfrInput {
    /** Of a number: seven bits a byte, and in the last one eight. */
    private static final int LONGEST_NUMBER = 9;

    private final String name;
    private final FileChannel file;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(1 << 16).limit(0);

    /** Where the window stands in the file. */
    private long windowStart;

    private long limit;

    /** @param name what messages call the file */
    JfrInput(String name, FileChannel file) throws IOException {
        this.name = name;
        this.file = file;
        size = file.size();
    }

    /** The file's size in bytes. */
    long size() {
        return size;
    }

    /** Where the next byte is. */
    long position() {
        return windowStart + window.position();
    }

    /** How many bytes there are before the limit. */
    long left() {
        return limit - position();
    }

    /** Goes to a place, from which no more than {@code length} bytes may be read. */
    void at(long position, long length) {
        limit = position + length;
        move(position);
    }

    /** Where the limit is. */
    long limit() {
        return limit;
    }

    /** Sets the limit to a place no farther than it was. */
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

    /** A number as it stands in a header, the highest byte first. */
    long fixed(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | raw() & 0xFF;
        }
        return value;
    }

    /** Returns where the next number stands as in a header, at a place or behind it; the file's end if nowhere. */
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

    /** A number as it stands in an event, the lowest bits first. */
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

    /** How many things follow, none of which is shorter than a byte. */
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

    /** Returns a string that is written out; null for none and for one of the constants. */
    String string() throws IOException {
        return text() instanceof String text ? text : null;
    }

    /** Returns a string that is written out, or a {@link JfrConstants.Key} for one of the constants, or null for none. */
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

    /** Returns an exception that says how far reading came. */
    InterruptedIOException interrupted() {
        return new InterruptedIOException(name + ": reading was interrupted at byte " + position() + " of " + size);
    }

    /** Returns an exception whose message begins with the file's name. */
    ProfileException failure(String what) {
        return new ProfileException(name + ": " + what);
    }

    /** Returns another exception with more to say. */
    ProfileException failure(ProfileException e, String more) {
        return new ProfileException(e.getMessage() + more, e);
    }

    /** Returns what an exception says but for the file's name. */
    String reason(ProfileException e) {
        return e.getMessage().substring(name.length() + 2);
    }
}

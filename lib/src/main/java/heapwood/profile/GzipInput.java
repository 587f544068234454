package heapwood.profile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A decompressing stream for gzip (RFC 1952): any number of members, one after the other, and zero bytes after the last, as tapes
 * and some tools leave them. Anything else after a member is an error, and so is a member that is cut short.
 *
 * <p>{@link java.util.zip.GZIPInputStream} would end without an error at a second member whose header is damaged or cut short. It
 * also calls {@code available()}, which fails for a named pipe on JDK 17.
 */
final class GzipInput extends BlockInput {
    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 content = new CRC32();
    private final CRC32 header = new CRC32();

    /** The buffer: {@code [position, limit)} is read and neither decompressed nor passed to the inflater. */
    private final byte[] buffer;

    private int position;
    private int limit;
    private boolean inMember;
    private boolean ended;

    /**
     * Creates a stream.
     *
     * @param in the compressed data, which begin with a member
     * @param bufferSize the size of the buffer in bytes, greater than 0
     */
    GzipInput(InputStream in, int bufferSize) {
        this.in = in;
        buffer = new byte[bufferSize];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || beginMember()) {
            int unpacked = inflate(target, offset, length);
            if (unpacked > 0) {
                content.update(target, offset, unpacked);
                return unpacked;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("they need a dictionary");
            } else {
                if (position == limit && !fill()) {
                    throw new EOFException();
                }
                inflater.setInput(buffer, position, limit - position);
                position = limit;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "they are no deflated data" : e.getMessage());
        }
    }

    /** Reads a member's header. Returns false at the input's end. */
    private boolean beginMember() throws IOException {
        if (ended || !skipPadding()) {
            if (!ended) {
                ended = true;
                inflater.end();
            }
            return false;
        }
        header.reset();
        if (twoBytes() != MAGIC) {
            throw new ZipException("what follows the packed data is not packed with gzip");
        }
        if (oneByte() != DEFLATE) {
            throw new ZipException("they are packed by another method than deflate");
        }
        int flags = oneByte();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("the header has unknown flags");
        }
        skip(6); // time, extra flags, system
        if ((flags & EXTRA) != 0) {
            skip(twoBytes());
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) header.getValue() & 0xFFFF;
            if (twoBytes() != expected) {
                throw new ZipException("the header's checksum is wrong");
            }
        }
        inflater.reset();
        content.reset();
        inMember = true;
        return true;
    }

    /**
     * Skips zero bytes after a member. Called only after a member, since the first one starts at the start of the stream. Returns
     * false at the input's end.
     */
    private boolean skipPadding() throws IOException {
        while (position < limit || fill()) {
            if (buffer[position] != 0) {
                return true;
            }
            position++;
        }
        return false;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long checksum = twoBytes() | (long) twoBytes() << 16;
        if (checksum != content.getValue()) {
            throw new ZipException("their checksum is wrong");
        }
        long length = twoBytes() | (long) twoBytes() << 16;
        if (length != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("their length is wrong");
        }
        inMember = false;
    }

    private int twoBytes() throws IOException {
        return oneByte() | oneByte() << 8;
    }

    private int oneByte() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException();
        }
        header.update(buffer[position]);
        return buffer[position++] & 0xFF;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            oneByte();
        }
    }

    private void skipText() throws IOException {
        while (oneByte() != 0) {
            // It is of no use here.
        }
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(0, read);
        return read > 0;
    }
}

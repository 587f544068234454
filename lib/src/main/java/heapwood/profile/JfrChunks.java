package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The outer structure of a JFR file: chunks, each a header that says how long it is, and events, each of which begins with its
 * length. The JDK's reader takes it for sound, and may wait for the rest of a file that is cut short; so it is checked first.
 */
final class JfrChunks {
    private static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int HEADER = 68;
    private static final int SIZE = 8;
    private static final int CONSTANTS = 16;
    private static final int METADATA = 24;
    private static final int START_NANOS = 32;
    private static final int DURATION_NANOS = 40;
    private static final int LENGTH_BYTES = 4;

    private final String name;
    private final FileChannel file;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(1 << 16).limit(0);

    /** Where the window stands in the file. */
    private long windowStart;

    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;

    private JfrChunks(String name, FileChannel file) throws IOException {
        this.name = name;
        this.file = file;
        size = file.size();
    }

    /**
     * Checks a file.
     *
     * @param name what messages call it
     * @throws ProfileException if it is cut short or damaged; the message says at which byte
     * @throws InterruptedIOException if the thread is interrupted
     */
    static JfrChunks check(Path file, String name) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            JfrChunks chunks = new JfrChunks(name, channel);
            long start = 0;
            while (start < chunks.size) {
                start = chunks.checkChunk(start);
            }
            return chunks;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException(name + ": reading was interrupted");
        }
    }

    /** How far into the recording a time is, from 0 to 1. */
    double share(long epochNanos) {
        return endNanos <= startNanos
                ? 0
                : Math.max(0, Math.min(1, (double) (epochNanos - startNanos) / (endNanos - startNanos)));
    }

    /** The file's size in bytes. */
    long size() {
        return size;
    }

    private long checkChunk(long start) throws IOException {
        if (size - start < HEADER) {
            throw cutShort(start, "has a header of " + HEADER + " bytes");
        }
        ByteBuffer header = at(start, HEADER);
        if (header.getInt(0) != MAGIC) {
            throw new ProfileException(name + ": is damaged at byte " + start + ": no chunk begins there");
        }
        long length = header.getLong(SIZE);
        long constants = header.getLong(CONSTANTS);
        long metadata = header.getLong(METADATA);
        if (length == 0 || constants == 0 || metadata == 0) {
            throw new ProfileException(name + ": the chunk at byte " + start
                    + " was never finished; have the recording dumped or stopped before its JVM ends");
        }
        if (length > size - start) {
            throw cutShort(start, "has " + length + " bytes");
        }
        if (length < HEADER || outside(constants, length) || outside(metadata, length)) {
            throw new ProfileException(name + ": is damaged at byte " + start + ": the chunk's header is wrong");
        }
        long from = header.getLong(START_NANOS);
        startNanos = Math.min(startNanos, from);
        endNanos = Math.max(endNanos, from + header.getLong(DURATION_NANOS));
        checkEvents(start + HEADER, start + length);
        return start + length;
    }

    private ProfileException cutShort(long start, String what) {
        return new ProfileException(
                name + ": is cut short: the chunk at byte " + start + " " + what + ", and the file ends at " + size);
    }

    private static boolean outside(long offset, long length) {
        return offset < HEADER || offset >= length;
    }

    private void checkEvents(long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            ByteBuffer bytes = at(at, (int) Math.min(LENGTH_BYTES, end - at));
            int length = 0;
            for (int i = 0; i < bytes.limit(); i++) {
                length |= (bytes.get(i) & 0x7F) << 7 * i;
                if (bytes.get(i) >= 0) {
                    break;
                }
            }
            if (length == 0 || length > end - at) {
                throw new ProfileException(name + ": is damaged at byte " + at + ": an event cannot have " + length
                        + " bytes there, " + (end - at) + " before its chunk ends");
            }
            at += length;
        }
    }

    /** That many bytes of the file, which has them. */
    private ByteBuffer at(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + window.limit()) {
            window.clear();
            windowStart = position;
            while (window.position() < length && file.read(window, windowStart + window.position()) > 0) {
                // Once is enough, of most files.
            }
            window.flip();
            if (window.limit() < length) {
                throw new ProfileException(name + ": has become shorter while it was read");
            }
        }
        return window.slice((int) (position - windowStart), length);
    }
}

package heapwood.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads collapsed stacks: a line a stack, {@code frame;frame;… count}, plain or packed with gzip, xz or zstd, which is
 * seen from the first bytes. {@link ProfileReader} reads other formats as well.
 *
 * <p>Frames are bytes; the last space of a line separates them from the count, an unsigned 64-bit decimal. So a frame
 * may contain spaces, and a stack may be empty (one empty frame). Lines end with a line feed, or a carriage return and
 * a line feed; the last one need not. Empty lines are passed over. Any other line is <em>malformed</em>: an error that
 * says where and why, or, on request, skipped and counted.
 *
 * <p>Lines are delivered as slices of one buffer, so {@code reader.read(file, tree::insert)} copies no key. The buffer
 * starts at 256 KB, and grows for longer lines only. Nothing is allocated for a line.
 *
 * <p>A reader may be used again, by one thread at a time.
 */
public final class CollapsedReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE_ONE = 0x0101_0101_0101_0101L;
    private static final long EACH_BYTE_TOP = 0x8080_8080_8080_8080L;
    private static final long EACH_BYTE_LINE_FEED = EACH_BYTE_ONE * '\n';

    private static final int DEFAULT_BUFFER = 256 << 10;
    private static final int DEFAULT_LONGEST_LINE = 64 << 20;

    /** 2^64 - 1 is ten times this number, and five. */
    private static final long LARGEST_TENTH = 1_844_674_407_370_955_161L;

    private final int bufferSize;
    private final int longestLine;
    private boolean skipMalformed;
    private Progress progress = (read, size) -> {};

    /** A reader for lines of at most 64 MB that stops at the first malformed one. */
    public CollapsedReader() {
        this(DEFAULT_BUFFER, DEFAULT_LONGEST_LINE);
    }

    CollapsedReader(int bufferSize, int longestLine) {
        this.bufferSize = bufferSize;
        this.longestLine = longestLine;
    }

    /**
     * Whether malformed lines are skipped and counted, instead of ending the reading.
     *
     * @return this
     */
    public CollapsedReader skipMalformed(boolean skip) {
        skipMalformed = skip;
        return this;
    }

    /**
     * Whom to tell how far reading is, some times a second or more often.
     *
     * @return this
     */
    public CollapsedReader onProgress(Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Reads a file to its end.
     *
     * @param file plain, or packed
     * @param stacks receives every stack, in the file's order
     * @return what was read
     * @throws ProfileException if the file cannot be read, its packed data are damaged or cut short, or a line is
     *     malformed and not to be skipped; stacks before that place have been delivered
     * @throws InterruptedIOException if the thread is interrupted, whose flag stays set
     */
    public Summary read(Path file, StackConsumer stacks) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return read(input, stacks);
        }
    }

    /**
     * Reads a stream to its end, and leaves it open.
     *
     * @param in plain, or packed
     * @param name what error messages call it
     * @param stacks receives every stack, in the stream's order
     * @return what was read
     * @throws ProfileException as {@link #read(Path, StackConsumer)} does
     * @throws InterruptedIOException as {@link #read(Path, StackConsumer)} does
     */
    public Summary read(InputStream in, String name, StackConsumer stacks) throws IOException {
        ProfileInput input = ProfileInput.of(in, name);
        try {
            return read(input, stacks);
        } finally {
            input.stop();
        }
    }

    Summary read(ProfileInput input, StackConsumer stacks) throws IOException {
        Format format = input.format();
        if (format != Format.COLLAPSED) {
            throw new ProfileException(input.name() + ": is " + format + ", not collapsed stacks");
        }
        return new Pass(input, stacks).run();
    }

    /** Receives the stacks that a profile has. {@code tree::insert} is one. */
    @FunctionalInterface
    public interface StackConsumer {
        /**
         * @param buffer holds the stack's frames, joined by {@code ;}; valid during the call only, and must not be
         *     written
         * @param offset where they start in it
         * @param length their length in bytes
         * @param value how much the stack counts, unsigned
         */
        void stack(byte[] buffer, int offset, int length, long value);
    }

    /** Hears how far reading is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param read the input's bytes read so far, as they are stored, that is packed
         * @param size how many there are, or -1 if that is not known
         */
        void at(long read, long size);
    }

    /**
     * What was read.
     *
     * @param stacks the lines delivered
     * @param skipped the malformed lines skipped
     * @param firstSkipped what was wrong with the first of them, as a message; null if none was skipped
     * @param bytes the bytes read, unpacked
     */
    public record Summary(long stacks, long skipped, String firstSkipped, long bytes) {}

    /** One reading: where it is in its input. */
    private final class Pass {
        private final ProfileInput input;
        private final StackConsumer stacks;

        /** {@code buffer[start, end)} is read and not yet delivered; {@code [start, scanned)} has no line feed. */
        private byte[] buffer = new byte[bufferSize];

        private int start;
        private int scanned;
        private int end;
        private boolean inOverlongLine;

        private long bytes;
        private long line = 1;
        private long delivered;
        private long skipped;
        private String firstSkipped;

        Pass(ProfileInput input, StackConsumer stacks) {
            this.input = input;
            this.stacks = Objects.requireNonNull(stacks, "stacks");
        }

        Summary run() throws IOException {
            while (fill()) {
                deliverWholeLines();
            }
            if (end > start) {
                deliver(end);
            }
            progress.at(input.bytesRead(), input.size());
            return new Summary(delivered, skipped, firstSkipped, bytes);
        }

        /** Reads on behind {@code end}; false at the input's end. */
        private boolean fill() throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(input.name() + ": reading was interrupted at line " + line);
            }
            progress.at(input.bytesRead(), input.size());
            makeRoom();
            int read = input.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
            bytes += read;
            return true;
        }

        private void makeRoom() throws IOException {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                scanned -= start;
                end -= start;
                start = 0;
            }
            if (end < buffer.length) {
                return;
            }
            // One byte more than a line, for its line feed.
            if (buffer.length <= longestLine) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(longestLine + 1L, buffer.length * 2L));
                return;
            }
            if (!inOverlongLine) {
                malformed("is longer than " + longestLine + " bytes", end);
                inOverlongLine = true;
            }
            scanned = 0;
            end = 0;
        }

        private void deliverWholeLines() throws IOException {
            while (true) {
                int lineFeed = nextLineFeed(buffer, scanned, end);
                if (lineFeed == end) {
                    scanned = end;
                    return;
                }
                deliver(lineFeed);
                line++;
                start = lineFeed + 1;
                scanned = start;
            }
        }

        /** Delivers {@code buffer[start, lineEnd)}. */
        private void deliver(int lineEnd) throws IOException {
            if (inOverlongLine) {
                inOverlongLine = false;
                return;
            }
            int to = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (to == start) {
                return;
            }
            int digits = to;
            while (digits > start && isDigit(buffer[digits - 1])) {
                digits--;
            }
            if (digits == to || digits == start || buffer[digits - 1] != ' ') {
                malformed("has no count (an unsigned whole number) after a last space", to);
                return;
            }
            long value = 0;
            for (int i = digits; i < to; i++) {
                int digit = buffer[i] - '0';
                if (Long.compareUnsigned(value, LARGEST_TENTH) > 0 || value == LARGEST_TENTH && digit > 5) {
                    malformed("has a count beyond 2^64 - 1", to);
                    return;
                }
                value = value * 10 + digit;
            }
            delivered++;
            stacks.stack(buffer, start, digits - 1 - start, value);
        }

        private void malformed(String reason, int to) throws IOException {
            if (skipped == 0 || !skipMalformed) {
                ProfileException wrong =
                        ProfileException.atLine(input.name(), line, "it " + reason + ": " + excerpt(to));
                if (!skipMalformed) {
                    throw wrong;
                }
                firstSkipped = wrong.getMessage();
            }
            skipped++;
        }

        /** The line's first and last bytes, printable. */
        private String excerpt(int to) {
            int half = 40;
            if (to - start <= 2 * half + 1) {
                return printable(start, to);
            }
            return printable(start, start + half) + "…" + printable(to - half, to);
        }

        private String printable(int from, int to) {
            return new String(buffer, from, to - from, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "\ufffd");
        }
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /**
     * The index of the first line feed in {@code bytes[from, to)}, or {@code to}; eight bytes at a time. A byte that
     * equals it is zero after the exclusive or, and the lowest zero byte is the lowest one marked.
     */
    private static int nextLineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long x = (long) LONGS.get(bytes, i) ^ EACH_BYTE_LINE_FEED;
            long zeros = (x - EACH_BYTE_ONE) & ~x & EACH_BYTE_TOP;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}

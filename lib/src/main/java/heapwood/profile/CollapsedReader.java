package heapwood.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * A reader of collapsed stacks: one stack a line, {@code frame;frame;… count}, plain or compressed with gzip, xz or zstd. The
 * compression is recognized by the first bytes. {@link ProfileReader} reads other formats as well.
 *
 * <p>Frames are bytes; the last space or tab of a line separates them from the count, an unsigned 64-bit decimal. So a frame may
 * contain spaces, and a stack may be empty (one empty frame). Lines end with a line feed, or a carriage return and a line feed, or,
 * in a file without line feeds, a carriage return. The last line need not end with one. Blanks at a line's end and empty lines are
 * ignored. Lines that begin with {@code #} are counted as comments. Any other line is <em>malformed</em>: it causes an exception
 * with the line's number and the reason, or, on request, is skipped and counted.
 *
 * <p>A byte-order mark is not part of the first frame. Text in UTF-16 with such a mark is read as well.
 *
 * <p>Lines are delivered as slices of one buffer, so {@code reader.read(file, tree::insert)} copies no key. The buffer has
 * 256 KB, less for a shorter input, and grows for longer lines only. Reading a line allocates nothing.
 *
 * <p>A reader may be used repeatedly, by one thread at a time.
 */
public final class CollapsedReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE_ONE = 0x0101_0101_0101_0101L;
    private static final long EACH_BYTE_TOP = 0x8080_8080_8080_8080L;

    private static final int DEFAULT_BUFFER = 256 << 10;
    private static final int DEFAULT_LONGEST_LINE = 64 << 20;

    /**
     * The divisor of the heap's size that gives the most bytes a line may take in the buffer. The tree needs room for the line as
     * well.
     */
    private static final int PARTS_OF_HEAP = 8;

    private final int bufferSize;
    private final int longestLine;
    private final String moreWith;
    private boolean skipMalformed;
    private Column column;
    private BigDecimal scale;
    private Progress progress = (read, size) -> {};

    /**
     * Creates a reader that fails at the first malformed line. Lines may have at most 64 MB, and at most an eighth of the heap.
     */
    public CollapsedReader() {
        this(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
    }

    private CollapsedReader(long room) {
        bufferSize = DEFAULT_BUFFER;
        longestLine = (int) Math.max(DEFAULT_BUFFER, Math.min(DEFAULT_LONGEST_LINE, room));
        moreWith = longestLine < DEFAULT_LONGEST_LINE ? " (a larger heap, java -Xmx, allows longer ones)" : "";
    }

    CollapsedReader(int bufferSize, int longestLine) {
        this.bufferSize = bufferSize;
        this.longestLine = longestLine;
        moreWith = "";
    }

    /**
     * Sets whether malformed lines are skipped and counted instead of ending the reading. By default they end it.
     *
     * @param skip true to skip malformed lines
     * @return this
     */
    public CollapsedReader skipMalformed(boolean skip) {
        skipMalformed = skip;
        return this;
    }

    /** The count that is read from a line. */
    public enum Column {
        /** The first of two counts. */
        BEFORE,
        /** The second of two counts. */
        AFTER,
        /** The last number, even if another number precedes it. */
        LAST
    }

    /**
     * Chooses one of the two counts of a file of differences, whose lines end with a count before and one after. A file is taken
     * for differences if every line of its first 64 KB that ends with a number ends with two; each line must then have two. Such a
     * file is refused unless a count is chosen.
     *
     * @param which the count to read; null for files with one count a line
     * @return this
     */
    public CollapsedReader column(Column which) {
        column = which;
        return this;
    }

    /**
     * Sets a factor by which every count is multiplied, so that fractions become whole numbers. Products that are not whole are
     * rounded and counted in {@link Summary#rounded}. Without a factor a fraction is malformed, except one such as 3.0.
     *
     * @param factor a number greater than 0; null for 1
     * @return this
     * @throws IllegalArgumentException if the factor is 0 or less
     */
    public CollapsedReader scale(BigDecimal factor) {
        if (factor != null && factor.signum() <= 0) {
            throw new IllegalArgumentException(
                    "counts cannot be multiplied with " + factor + ": give a number above 0");
        }
        scale = factor;
        return this;
    }

    /**
     * Sets a listener that receives the progress of reading, several times a second or more often.
     *
     * @param listener receives the number of bytes read
     * @return this
     */
    public CollapsedReader onProgress(Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Reads a file to its end, in time linear in its size.
     *
     * @param file the file to read, plain or compressed
     * @param stacks receives every stack, in the file's order
     * @return the counts of lines and bytes read
     * @throws ProfileException if the file cannot be read, its compressed data are damaged or cut short, or a line is malformed and
     *     not to be skipped; the stacks before that place have been delivered
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set
     */
    public Summary read(Path file, StackConsumer stacks) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return read(input, stacks);
        }
    }

    /**
     * Reads a stream to its end and leaves it open, in time linear in its size.
     *
     * @param in the stream to read, plain or compressed
     * @param name the stream's name in error messages
     * @param stacks receives every stack, in the stream's order
     * @return the counts of lines and bytes read
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
        if (isDifference(input)) {
            throw new ProfileException(input.name()
                    + ": is a difference, each line has two counts: choose one of them (--column before, --column after), or"
                    + " the last number of each line, whatever stands before it (--column last)");
        }
        return read(input, stacks, stacks);
    }

    /** Returns whether each line has two counts and no count is chosen. */
    boolean isDifference(ProfileInput input) throws IOException {
        Format format = input.format(skipMalformed);
        if (format != Format.COLLAPSED) {
            throw new ProfileException(input.name() + ": is " + format + ", not collapsed stacks");
        }
        return column == null && input.text().hasPairs();
    }

    /**
     * Reads an input to its end.
     *
     * @param before receives every stack with the count chosen or, if none is chosen, with the first count
     * @param after receives every stack with the second count, if there are two and none is chosen
     */
    Summary read(ProfileInput input, StackConsumer before, StackConsumer after) throws IOException {
        return new Pass(input, isDifference(input), before, after).run();
    }

    /** A receiver of a profile's stacks, such as {@code tree::insert}. */
    @FunctionalInterface
    public interface StackConsumer {
        /**
         * Receives a stack.
         *
         * @param buffer holds the stack's frames, joined by {@code ;}; valid during the call only, and must not be written to
         * @param offset the index of the first byte of the frames
         * @param length the length of the frames in bytes
         * @param value the stack's count, unsigned
         */
        void stack(byte[] buffer, int offset, int length, long value);
    }

    /** A receiver of the progress of reading. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Receives the progress.
         *
         * @param read the number of stored bytes read so far, compressed ones if the input is compressed
         * @param size the number of stored bytes of the input, or -1 if it is not known
         */
        void at(long read, long size);
    }

    /**
     * The counts of what was read.
     *
     * @param stacks the number of lines delivered
     * @param comments the number of lines that begin with {@code #}
     * @param rounded the number of stacks whose count was rounded after it was multiplied
     * @param skipped the number of malformed lines skipped
     * @param firstSkipped the error message of the first malformed line; null if none was skipped
     * @param bytes the number of bytes read, after decompression
     */
    public record Summary(long stacks, long comments, long rounded, long skipped, String firstSkipped, long bytes) {}

    /** The state of reading one input. */
    private final class Pass {
        private final ProfileInput input;
        private final boolean isDifference;
        private final StackConsumer before;
        private final StackConsumer after;
        private final CollapsedLine counts = new CollapsedLine(scale);
        private final byte separator;
        private final boolean declared;

        /** The buffer: {@code [start, end)} is read and not yet delivered; {@code [start, scanned)} has no line feed. */
        private byte[] buffer;

        private int start;
        private int scanned;
        private int end;
        private boolean inOverlongLine;

        private long bytes;
        private long line = 1;
        private long delivered;
        private long comments;
        private long rounded;
        private long skipped;
        private String firstSkipped;

        Pass(ProfileInput input, boolean isDifference, StackConsumer before, StackConsumer after) {
            this.input = input;
            this.isDifference = isDifference;
            this.before = Objects.requireNonNull(before, "stacks");
            this.after = Objects.requireNonNull(after, "stacks");
            buffer = new byte[input.bufferSize(bufferSize)];
            separator = input.text().separator();
            declared = input.text().declared();
        }

        Summary run() throws IOException {
            while (fill()) {
                deliverWholeLines();
            }
            if (end > start) {
                deliver(end);
            }
            progress.at(input.bytesRead(), input.size());
            return new Summary(delivered, comments, rounded, skipped, firstSkipped, bytes);
        }

        /** Reads more bytes after {@code end}. Returns false at the input's end. */
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
            // One byte more than the longest line, for its line feed.
            if (buffer.length <= longestLine) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(longestLine + 1L, buffer.length * 2L));
                return;
            }
            if (!inOverlongLine) {
                malformed("is longer than " + longestLine + " bytes" + moreWith, end);
                inOverlongLine = true;
            }
            scanned = 0;
            end = 0;
        }

        private void deliverWholeLines() throws IOException {
            while (true) {
                int lineEnd = next(separator, buffer, scanned, end);
                if (lineEnd == end) {
                    scanned = end;
                    return;
                }
                deliver(lineEnd);
                line++;
                start = lineEnd + 1;
                scanned = start;
            }
        }

        /** Delivers the line {@code buffer[start, lineEnd)}. */
        private void deliver(int lineEnd) throws IOException {
            if (inOverlongLine) {
                inOverlongLine = false;
                return;
            }
            int to = CollapsedLine.trimmedEnd(buffer, start, lineEnd);
            if (to == start) {
                return;
            }
            if (buffer[start] == CollapsedLine.COMMENT && (line == 1 || !declared)) {
                comments++;
                return;
            }
            if (separator == '\r' && next((byte) '\n', buffer, start, to) < to) {
                malformed("has a line feed, and the lines before end with carriage returns", to);
                return;
            }
            String wrong =
                    counts.read(buffer, start, to, isDifference || column == Column.BEFORE || column == Column.AFTER);
            if (wrong != null) {
                malformed(wrong, to);
                return;
            }
            delivered++;
            rounded += counts.isRounded() ? 1 : 0;
            int length = counts.stackEnd() - start;
            before.stack(
                    buffer, start, length, isDifference || column == Column.BEFORE ? counts.first() : counts.last());
            if (isDifference) {
                after.stack(buffer, start, length, counts.last());
            }
        }

        private void malformed(String reason, int to) throws IOException {
            if (skipped == 0 || !skipMalformed) {
                ProfileException wrong = ProfileException.atLine(
                        input.name(), line, "it " + reason + ": " + CollapsedLine.excerpt(buffer, start, to));
                if (!skipMalformed) {
                    throw wrong;
                }
                firstSkipped = wrong.getMessage();
            }
            skipped++;
        }
    }

    /**
     * Returns the index of the first byte equal to {@code wanted} in {@code bytes[from, to)}, or {@code to} if there is none. It
     * compares eight bytes at a time: a byte that equals {@code wanted} is zero after the exclusive or, and the lowest zero byte is
     * the lowest one marked.
     */
    private static int next(byte wanted, byte[] bytes, int from, int to) {
        long wantedEight = EACH_BYTE_ONE * wanted;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long x = (long) LONGS.get(bytes, i) ^ wantedEight;
            long zeros = (x - EACH_BYTE_ONE) & ~x & EACH_BYTE_TOP;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }
}

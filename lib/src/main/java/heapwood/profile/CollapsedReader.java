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
 * Reads collapsed stacks: a line a stack, {@code frame;frame;… count}, plain or packed with gzip, xz or zstd, which is
 * seen from the first bytes. {@link ProfileReader} reads other formats as well.
 *
 * <p>Frames are bytes; the last space or tab of a line separates them from the count, an unsigned 64-bit decimal. So a frame
 * may contain spaces, and a stack may be empty (one empty frame). Lines end with a line feed, or a carriage return and
 * a line feed, or, where there is no line feed, a carriage return; the last one need not. Blanks at a line's end and empty lines are
 * passed over, and so are lines that begin with {@code #}: they are counted as comments. Any other line is <em>malformed</em>: an
 * error that says where and why, or, on request, skipped and counted.
 *
 * <p>A byte-order mark is no part of the first frame; text in UTF-16 with a mark is read as well.
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

    private static final int DEFAULT_BUFFER = 256 << 10;
    private static final int DEFAULT_LONGEST_LINE = 64 << 20;

    /** No line takes more than this part of the heap while it grows in the buffer; the tree needs room for it as well. */
    private static final int PARTS_OF_HEAP = 8;

    private final int bufferSize;
    private final int longestLine;
    private final String moreWith;
    private boolean skipMalformed;
    private Column column;
    private BigDecimal scale;
    private Progress progress = (read, size) -> {};

    /** Makes a reader for lines of at most 64 MB, and an eighth of the heap, that stops at the first malformed one. */
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
     * Whether malformed lines are skipped and counted, instead of ending the reading.
     *
     * @return this
     */
    public CollapsedReader skipMalformed(boolean skip) {
        skipMalformed = skip;
        return this;
    }

    /** Which count of a line is read. */
    public enum Column {
        /** The first of two. */
        BEFORE,
        /** The second of two. */
        AFTER,
        /** The last number, whatever stands before it. */
        LAST
    }

    /**
     * Chooses a count of lines that have two, before and after, as differences have. A file is taken for one if every line of its
     * first 64 KB that ends with a number ends with two; each line must then have two. Unless chosen, such a file is refused.
     *
     * @param which null for the one that each line has
     * @return this
     */
    public CollapsedReader column(Column which) {
        column = which;
        return this;
    }

    /**
     * Multiplies every count, so that fractions become whole numbers; what is still none is rounded, and counted as such. Unless
     * called, a fraction is malformed, but for one like 3.0.
     *
     * @param factor more than 0; null for 1
     * @return this
     * @throws IllegalArgumentException if it is 0 or less
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
        if (isDifference(input)) {
            throw new ProfileException(input.name()
                    + ": is a difference, each line has two counts: choose one of them (--column before, --column after), or"
                    + " the last number of each line, whatever stands before it (--column last)");
        }
        return read(input, stacks, stacks);
    }

    /** Whether each line has two counts, of which none is chosen. */
    boolean isDifference(ProfileInput input) throws IOException {
        Format format = input.format(skipMalformed);
        if (format != Format.COLLAPSED) {
            throw new ProfileException(input.name() + ": is " + format + ", not collapsed stacks");
        }
        return column == null && input.text().hasPairs();
    }

    /**
     * @param before receives every stack with the count chosen, or, if none is chosen, with the first
     * @param after receives, if there are two counts and none is chosen, every stack with the second
     */
    Summary read(ProfileInput input, StackConsumer before, StackConsumer after) throws IOException {
        return new Pass(input, isDifference(input), before, after).run();
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
     * @param comments the lines that begin with {@code #}
     * @param rounded the stacks whose count was rounded after it was multiplied
     * @param skipped the malformed lines skipped
     * @param firstSkipped what was wrong with the first of them, as a message; null if none was skipped
     * @param bytes the bytes read, unpacked
     */
    public record Summary(long stacks, long comments, long rounded, long skipped, String firstSkipped, long bytes) {}

    /** One reading: where it is in its input. */
    private final class Pass {
        private final ProfileInput input;
        private final boolean isDifference;
        private final StackConsumer before;
        private final StackConsumer after;
        private final CollapsedLine counts = new CollapsedLine(scale);
        private final byte separator;
        private final boolean declared;

        /** {@code buffer[start, end)} is read and not yet delivered; {@code [start, scanned)} has no line feed. */
        private byte[] buffer = new byte[bufferSize];

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

        /** Delivers {@code buffer[start, lineEnd)}. */
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
     * The index of the first byte that is {@code wanted} in {@code bytes[from, to)}, or {@code to}; eight bytes at a time. A byte that
     * equals it is zero after the exclusive or, and the lowest zero byte is the lowest one marked.
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

package heapwood.profile;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A writer of the nodes of a {@link TreeDiff} as lines {@code frame;frame;… before after}, as difffolded.pl writes them. */
final class DifferenceLines implements TreeDiff.Visitor {
    private final OutputStream out;
    private byte[] key = new byte[256];

    /** The length of the key of the last node at each depth. The root has no part in keys. */
    private int[] lengths = new int[16];

    private long lines;

    private DifferenceLines(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a difference, and leaves the stream open and flushed.
     *
     * @return the number of lines
     * @throws ProfileException if the difference holds what the format cannot express, or its lines would be read as another format
     */
    static long write(TreeDiff diff, OutputStream out) throws IOException {
        checkStart(diff);
        return writeAll(diff, new BufferedOutputStream(out, Head.LENGTH));
    }

    private static long writeAll(TreeDiff diff, OutputStream out) throws IOException {
        DifferenceLines writer = new DifferenceLines(out);
        try {
            diff.walk(writer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
        return writer.lines;
    }

    /** Checks that the first bytes are recognized as lines with two counts. */
    private static void checkStart(TreeDiff diff) throws IOException {
        Start start = new Start();
        try {
            writeAll(diff, start);
        } catch (Start.Full e) {
            // The first bytes are enough.
        }
        Head head = new Head(start.toByteArray());
        TextHead text = TextHead.of(head.bytes(), head.isWhole());
        boolean isRead = head.bytes().length == 0
                || !ProfileInput.isPacked(head.bytes())
                        && !Encoding.hasMark(head)
                        && text.hasPairs()
                        && text.separator() == '\n'
                        && Recognition.of(head, text, false, "difference") == Format.COLLAPSED;
        if (!isRead) {
            throw new ProfileException("the difference's names make lines that would be taken for another format");
        }
    }

    @Override
    public void node(
            int depth,
            byte[] names,
            int offset,
            int length,
            long selfBefore,
            long totalBefore,
            long selfAfter,
            long totalAfter) {
        try {
            if (depth > 0) {
                append(depth, names, offset, length);
            }
            if (selfBefore != 0 || selfAfter != 0) {
                writeLine(depth, selfBefore, selfAfter);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(int depth, byte[] names, int offset, int length) throws ProfileException {
        if (depth >= lengths.length) {
            lengths = Arrays.copyOf(lengths, depth * 2);
        }
        for (int i = offset; i < offset + length; i++) {
            if (names[i] == '\n') {
                throw new ProfileException("collapsed stacks cannot hold a frame with a line feed: "
                        + new String(names, offset, Math.min(length, 200), StandardCharsets.UTF_8));
            }
        }
        if (depth == 1 && length > 0 && names[offset] == CollapsedLine.COMMENT) {
            throw new ProfileException("a line with two counts that begins with # would be a comment: "
                    + new String(names, offset, Math.min(length, 200), StandardCharsets.UTF_8));
        }
        int start = depth == 1 ? 0 : lengths[depth - 1] + 1;
        int end = Math.addExact(start, length);
        if (end > key.length) {
            key = Arrays.copyOf(key, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, key.length * 2L)));
        }
        if (depth > 1) {
            key[start - 1] = ';';
        }
        System.arraycopy(names, offset, key, start, length);
        lengths[depth] = end;
    }

    private void writeLine(int depth, long before, long after) throws IOException {
        if (depth == 0) {
            throw new ProfileException("collapsed stacks cannot say that the root itself has a value");
        }
        out.write(key, 0, lengths[depth]);
        out.write((" " + Long.toUnsignedString(before) + " " + Long.toUnsignedString(after) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        lines++;
    }

    /** A stream that keeps the first bytes, and throws an exception at further ones. */
    private static final class Start extends ByteArrayOutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, Math.min(length, Head.LENGTH - count));
            if (count == Head.LENGTH) {
                throw new Full();
            }
        }

        /** Thrown when enough is written. */
        private static final class Full extends RuntimeException {
            private static final long serialVersionUID = 1;

            Full() {
                super(null, null, false, false);
            }
        }
    }
}

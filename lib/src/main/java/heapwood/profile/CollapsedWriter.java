package heapwood.profile;

import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A writer of trees as collapsed stacks: a line {@code frame;frame;… count} for each node whose self value is not 0, in the order
 * of {@link StackTree#iterate}. So lines are sorted, and each stack occurs once. {@link CollapsedReader} reads them back into an
 * equal tree, except for what the format cannot express:
 *
 * <ul>
 * <li>nodes whose self value and whose descendants' self values are all 0 (inserted with 0) are left out;
 *   <li>a frame that contains a line feed, or a self value of the root itself, is refused.
 * </ul>
 *
 * <p>If the lines could be taken for something else (another format, comments, two counts a line), a first line declares the
 * format. Other readers take it for a comment.
 */
public final class CollapsedWriter {
    private CollapsedWriter() {}

    /**
     * Writes a tree to a file, compressed if its name ends in {@code .gz}, {@code .xz} or {@code .zst}.
     *
     * @param tree the tree to write
     * @param file the file to write; if it exists, it is replaced once everything is written
     * @return the number of lines
     * @throws ProfileException if the file cannot be written, or the tree holds what the format cannot express
     */
    public static long write(StackTree tree, Path file) throws IOException {
        long[] lines = {0};
        Outputs.write(file, out -> Packing.of(file).write(out, packed -> lines[0] = write(tree, packed)));
        return lines[0];
    }

    /**
     * Writes a tree to a stream without compression, and leaves the stream open and flushed.
     *
     * @param tree the tree to write
     * @param out the stream to write to
     * @return the number of lines
     * @throws ProfileException if the tree holds what the format cannot express
     */
    public static long write(StackTree tree, OutputStream out) throws IOException {
        Declaring buffered = new Declaring(out, hasOutermostLikeComment(tree));
        long[] lines = {0};
        try {
            Walks.iterate(tree, "writing", (key, length, self) -> {
                if (self != 0) {
                    writeLine(key, length, self, buffered);
                    lines[0]++;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        buffered.flush();
        return lines[0];
    }

    /**
     * Writes the difference of two trees to a file, with two counts a line: {@code frame;frame;… before after}. Counts are each
     * tree's own, not scaled. {@link ProfileReader#differences} reads them back. The file is compressed if its name ends in {@code
     * .gz}, {@code .xz} or {@code .zst}.
     *
     * @param diff the difference to write
     * @param file the file to write; if it exists, it is replaced once everything is written
     * @return the number of lines
     * @throws ProfileException as {@link #write(StackTree, Path)} does, and if an outermost frame begins with {@code #}
     */
    public static long write(TreeDiff diff, Path file) throws IOException {
        long[] lines = {0};
        Outputs.write(
                file, out -> Packing.of(file).write(out, packed -> lines[0] = DifferenceLines.write(diff, packed)));
        return lines[0];
    }

    /**
     * Writes the difference of two trees to a stream as {@link #write(TreeDiff, Path)} does, without compression, and leaves the
     * stream open and flushed.
     *
     * @param diff the difference to write
     * @param out the stream to write to
     * @return the number of lines
     * @throws ProfileException as {@link #write(TreeDiff, Path)} does
     */
    public static long write(TreeDiff diff, OutputStream out) throws IOException {
        return DifferenceLines.write(diff, out);
    }

    private static boolean hasOutermostLikeComment(StackTree tree) {
        boolean[] found = {false};
        tree.walk((depth, names, offset, length, self, total) ->
                found[0] |= depth == 1 && length > 0 && names[offset] == CollapsedLine.COMMENT);
        return found[0];
    }

    private static void writeLine(byte[] key, int length, long self, OutputStream out) {
        try {
            // The root's key is ";", and every other one starts with ";;" (see StackTree.iterate).
            if (length < 2) {
                throw new ProfileException("collapsed stacks cannot say that the root itself has a value ("
                        + Long.toUnsignedString(self) + ")");
            }
            for (int i = 2; i < length; i++) {
                if (key[i] == '\n') {
                    throw new ProfileException("collapsed stacks cannot hold a frame with a line feed: "
                            + new String(key, 2, Math.min(length - 2, 200), StandardCharsets.UTF_8)
                                    .replaceAll("\\p{Cntrl}", "\ufffd"));
                }
            }
            out.write(key, 2, length - 2);
            out.write(' ');
            out.write(Long.toUnsignedString(self).getBytes(StandardCharsets.US_ASCII));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A stream that writes {@link TextHead#DECLARATION} before lines that could be taken for something else, as decided from the
     * first of them.
     */
    private static final class Declaring extends OutputStream {
        private final OutputStream out;
        private final boolean always;
        private final byte[] buffer = new byte[Head.LENGTH];
        private int held;
        private boolean begun;

        Declaring(OutputStream out, boolean always) {
            this.out = out;
            this.always = always;
        }

        @Override
        public void write(int b) throws IOException {
            buffer[held++] = (byte) b;
            if (held == buffer.length) {
                flushBuffer();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, buffer.length - held);
                System.arraycopy(bytes, offset + done, buffer, held, part);
                held += part;
                done += part;
                if (held == buffer.length) {
                    flushBuffer();
                }
            }
        }

        private void flushBuffer() throws IOException {
            if (!begun) {
                begun = true;
                if (always || !Recognition.isPlainCollapsed(new Head(Arrays.copyOf(buffer, held)))) {
                    out.write(TextHead.DECLARATION.getBytes(StandardCharsets.US_ASCII));
                }
            }
            out.write(buffer, 0, held);
            held = 0;
        }

        @Override
        public void flush() throws IOException {
            flushBuffer();
            out.flush();
        }
    }
}

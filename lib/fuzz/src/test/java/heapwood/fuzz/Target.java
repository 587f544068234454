package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.profile.CollapsedReader.Column;
import heapwood.profile.CollapsedWriter;
import heapwood.profile.Format;
import heapwood.profile.ProfileException;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.profile.ProfileWriter;
import heapwood.profile.RecordingFilter;
import heapwood.profile.RecordingTime;
import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;

/**
 * What is done with an input. Whatever a file holds, reading it ends well or with one line that names the file: no other exception,
 * no hang, and no memory out of proportion. There is a target for each format, so that each has a corpus of its own, which begins
 * with sound files. All read from memory, without a thread or a file, so that some thousand inputs a second are tried.
 */
enum Target {
    /** Collapsed stacks; what was read is written, and read again. */
    COLLAPSED {
        @Override
        void run(byte[] input) throws IOException {
            ProfileReader reader = new ProfileReader()
                    .skipMalformed(input.length % 2 == 0)
                    .differences(input.length % 3 == 0 ? CompactTree::new : null)
                    .column(input.length % 5 == 0 ? COLUMNS[input.length % 3] : null)
                    .scale(input.length % 7 == 0 ? HALF : null);
            CompactTree tree = read(input, reader);
            if (tree != null) {
                writeAndReadBack(tree);
            }
        }
    },

    PPROF {
        @Override
        void run(byte[] input) throws IOException {
            boolean even = input.length % 2 == 0;
            read(
                    input,
                    new ProfileReader()
                            .lines(even)
                            .allFrames(input.length % 3 == 0)
                            .differences(even ? CompactTree::new : null)
                            .label("user")
                            .limit(MOST_FRAMES));
        }
    },

    OTLP {
        @Override
        void run(byte[] input) throws IOException {
            boolean even = input.length % 2 == 0;
            read(
                    input,
                    new ProfileReader()
                            .lines(even)
                            .threads(even)
                            .only(input.length % 3 == 0 ? FIRST_SECOND : RecordingFilter.ALL)
                            .differences(even ? CompactTree::new : null)
                            .label("user")
                            .limit(MOST_FRAMES));
        }
    },

    JFR {
        @Override
        void run(byte[] input) throws IOException {
            read(
                    input,
                    new ProfileReader()
                            .threads(input.length % 2 == 0)
                            .classes(true)
                            .lines(input.length % 5 == 0)
                            .salvage(input.length % 3 == 0)
                            .limit(MOST_FRAMES));
        }
    },

    /** Frozen trees; what was read is frozen again. Few inputs would get beyond the checksum, so most are given the right one. */
    FROZEN {
        @Override
        void run(byte[] input) throws IOException {
            byte[] file = input.length % 8 == 0 ? input : Checksums.ofFrozenTree(input);
            CompactTree tree = read(file, new ProfileReader().limit(MOST_FRAMES));
            if (tree != null && tree.nodeCount() <= MOST_FRAMES / 100) {
                CompactTree again = new CompactTree();
                FrozenTree.freeze(tree).thaw(again);
                assertEquals(TreeDigest.of(tree), TreeDigest.of(again));
            }
        }
    },

    /** Files in gzip, xz and zstd. */
    PACKED {
        @Override
        void run(byte[] input) throws IOException {
            read(input, new ProfileReader().limit(MOST_FRAMES));
        }
    },

    /** Plain files and the same in gzip, xz or zstd, in two parts: they have the same content. */
    REPACKED {
        @Override
        void run(byte[] input) throws IOException {
            if (Packed.is(input)) {
                return;
            }
            CompactTree plain = read(input, new ProfileReader().limit(MOST_FRAMES));
            CompactTree unpacked = read(Packed.inTwo(input), new ProfileReader().limit(MOST_FRAMES));
            assertEquals(plain == null, unpacked == null);
            if (plain != null) {
                assertEquals(TreeDigest.of(plain), TreeDigest.of(unpacked));
            }
        }
    },

    /** A tree, from keys with one in a line, whose number is its value, is written as pprof and as OTLP, and read again. */
    WRITTEN {
        @Override
        void run(byte[] input) throws IOException {
            CompactTree tree = new CompactTree();
            // Bytes that are no UTF-8 cannot be expressed in these formats.
            String[] keys = new String(input, StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 0; i < keys.length; i++) {
                tree.insert(keys[i].getBytes(StandardCharsets.UTF_8), i + 1L);
            }
            String expected = keysOf(tree);
            for (Format format : new Format[] {Format.PPROF, Format.OTLP}) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                new ProfileWriter().write(tree, out, format);
                CompactTree again = new CompactTree();
                assertEquals(
                        format,
                        new ProfileReader().read(out.toByteArray(), NAME, again).format());
                assertEquals(expected, keysOf(again));
            }
        }
    },

    /** A series of a store of profiles, with right checksums in most inputs; see {@link StoreTarget}. */
    STORE {
        @Override
        void run(byte[] input) throws IOException {
            StoreTarget.run(input.length % 8 == 0 ? input : Checksums.ofRecords(input));
        }
    };

    private static final String NAME = "input";

    /** So few that an input which asks for more is refused at once. */
    private static final long MOST_FRAMES = 100_000;

    private static final Column[] COLUMNS = Column.values();
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final RecordingFilter FIRST_SECOND =
            new RecordingFilter(RecordingTime.parse("1s"), null, null, Set.of());

    static {
        // Else each input of some bytes could have a new array of megabytes for its window.
        ArrayCache.setDefaultCache(BasicArrayCache.getInstance());
    }

    /** Reads an input. */
    abstract void run(byte[] input) throws IOException;

    /** Returns the tree, or null if the input is refused. */
    private static CompactTree read(byte[] input, ProfileReader reader) throws IOException {
        CompactTree tree = new CompactTree();
        try {
            ProfileSummary summary = reader.read(input, NAME, tree);
            if (summary.format() != Format.FROZEN && summary.stacks() == 0) {
                assertEquals(0, tree.total());
            }
            return tree;
        } catch (ProfileException e) {
            String message = e.getMessage();
            if (!message.startsWith(NAME) || message.indexOf('\n') >= 0) {
                throw new AssertionError(message, e);
            }
            return null;
        }
    }

    private static void writeAndReadBack(CompactTree tree) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            CollapsedWriter.write(tree, written);
        } catch (ProfileException e) {
            // A frame with a line feed, which other formats may have.
            return;
        }
        CompactTree again = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(written.toByteArray(), NAME, again);
        assertEquals(Format.COLLAPSED, summary.format());
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        CollapsedWriter.write(again, second);
        assertArrayEquals(written.toByteArray(), second.toByteArray());
        assertEquals(tree.total(), again.total());
    }

    private static String keysOf(StackTree tree) {
        StringBuilder keys = new StringBuilder();
        tree.iterate((key, length, self) -> {
            if (self != 0) {
                keys.append(new String(key, 0, length, StandardCharsets.UTF_8))
                        .append(' ')
                        .append(self)
                        .append('\n');
            }
        });
        return keys.toString();
    }
}

package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import heapwood.profile.CollapsedReader.Column;
import heapwood.profile.CollapsedWriter;
import heapwood.profile.Format;
import heapwood.profile.ProfileException;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.profile.RecordingFilter;
import heapwood.profile.RecordingTime;
import heapwood.tree.CompactTree;
import heapwood.workload.TreeDigest;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Whatever a file holds, reading it ends well or with one line that names the file: no other exception, no hang, no memory beyond
 * this JVM's small heap. There is a method for each format, so that each has a corpus of its own, which begins with sound files.
 */
class ReadersFuzzTest {
    private static final String DURATION = "10m";

    /** So few that a file which asks for more is refused within the small heap. */
    private static final long MOST_FRAMES = 10_000_000;

    @FuzzTest(maxDuration = DURATION)
    void collapsed(byte[] input) throws IOException {
        ProfileReader reader = new ProfileReader()
                .skipMalformed(input.length % 2 == 0)
                .differences(input.length % 3 == 0 ? CompactTree::new : null)
                .column(input.length % 5 == 0 ? Column.values()[input.length % 3] : null)
                .scale(input.length % 7 == 0 ? new BigDecimal("0.5") : null);
        CompactTree tree = read(input, reader);
        if (tree != null) {
            writeAndReadBack(tree);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void pprof(byte[] input) throws IOException {
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

    @FuzzTest(maxDuration = DURATION)
    void otlp(byte[] input) throws IOException {
        boolean even = input.length % 2 == 0;
        RecordingTime second = RecordingTime.parse("1s");
        RecordingFilter filter = new RecordingFilter(second, null, null, Set.of());
        read(
                input,
                new ProfileReader()
                        .lines(even)
                        .threads(even)
                        .only(input.length % 3 == 0 ? filter : RecordingFilter.ALL)
                        .differences(even ? CompactTree::new : null)
                        .label("user")
                        .limit(MOST_FRAMES));
    }

    @FuzzTest(maxDuration = DURATION)
    void jfr(byte[] input) throws IOException {
        read(
                input,
                new ProfileReader().threads(input.length % 2 == 0).classes(true).salvage(input.length % 3 == 0));
    }

    @FuzzTest(maxDuration = DURATION)
    void frozen(byte[] input) throws IOException {
        read(input, new ProfileReader());
    }

    @FuzzTest(maxDuration = DURATION)
    void packed(byte[] input) throws IOException {
        CompactTree plain = read(input, new ProfileReader());
        if (isPacked(input)) {
            return;
        }
        CompactTree unpacked = read(packedInTwo(input), new ProfileReader());
        assertEquals(plain == null, unpacked == null);
        if (plain != null) {
            assertEquals(TreeDigest.of(plain), TreeDigest.of(unpacked));
        }
    }

    private static boolean isPacked(byte[] input) {
        int first = input.length < 2 ? 0 : (input[0] & 0xFF) << 8 | input[1] & 0xFF;
        return first == 0x1f8b || first == 0xfd37 || first == 0x28b5 || (first & 0xF0FF) == 0x502a;
    }

    /** One behind the other: all formats allow that, and the reader must not stop in between. */
    private static byte[] packedInTwo(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int half = content.length / 2;
        for (int part = 0; part < 2; part++) {
            try (OutputStream out = switch (content.length % 8) {
                case 0 -> new XZOutputStream(bytes, new LZMA2Options(0));
                case 1, 2, 3 -> new ZstdOutputStream(bytes);
                default -> new GZIPOutputStream(bytes);
            }) {
                out.write(content, part == 0 ? 0 : half, part == 0 ? half : content.length - half);
            }
        }
        return bytes.toByteArray();
    }

    /** What the kit writes, it reads: the same stacks with the same values. */
    private static void writeAndReadBack(CompactTree tree) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            CollapsedWriter.write(tree, written);
        } catch (ProfileException e) {
            // A frame with a line feed, which other formats may have.
            return;
        }
        CompactTree again = new CompactTree();
        ProfileSummary summary =
                new ProfileReader().read(new ByteArrayInputStream(written.toByteArray()), "written", again);
        assertEquals(Format.COLLAPSED, summary.format());
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        CollapsedWriter.write(again, second);
        assertArrayEquals(written.toByteArray(), second.toByteArray());
        assertEquals(tree.total(), again.total());
    }

    /** Returns the tree, or null if the input is refused. */
    private static CompactTree read(byte[] input, ProfileReader reader) throws IOException {
        CompactTree tree = new CompactTree();
        try {
            ProfileSummary summary = reader.read(new ByteArrayInputStream(input), "input", tree);
            if (summary.format() != Format.FROZEN && summary.stacks() == 0) {
                assertEquals(0, tree.total());
            }
            return tree;
        } catch (ProfileException e) {
            assertEquals("input", e.getMessage().substring(0, 5));
            assertEquals(1, e.getMessage().lines().count());
            return null;
        }
    }
}

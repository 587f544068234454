package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.ReferenceTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CollapsedReaderTest {
    private static final Path DATA = Path.of("../notebooks/data");

    @TempDir
    Path folder;

    @Test
    void aLineIsItsFramesAndItsCount() throws IOException {
        assertEquals(List.of("a;b=7", "a;c=12"), read("a;b 7\na;c 12\n"));
    }

    @Test
    void theLastLineNeedsNoLineFeed() throws IOException {
        assertEquals(List.of("a=1", "b=2"), read("a 1\nb 2"));
    }

    @Test
    void carriageReturnsBeforeLineFeedsAreNoPartOfALine() throws IOException {
        assertEquals(List.of("a=1", "b=2", "c=3"), read("a 1\r\nb 2\r\n\r\nc 3\r"));
    }

    @Test
    void emptyLinesArePassedOver() throws IOException {
        assertEquals(List.of("a=1", "b=2"), read("\n\na 1\n\nb 2\n\n"));
    }

    @Test
    void anEmptyFileHasNoStacks() throws IOException {
        assertEquals(List.of(), read(""));
    }

    @Test
    void theLastSpaceSeparatesSoThatFramesMayContainSpaces() throws IOException {
        assertEquals(List.of("operator new(long);a 1 b =5"), read("operator new(long);a 1 b  5\n"));
    }

    @Test
    void emptyFramesAndAnEmptyStackAreKept() throws IOException {
        assertEquals(List.of("=1", ";=2", "a;;b;=3"), read(" 1\n; 2\na;;b; 3\n"));
    }

    @Test
    void framesAreBytesAndNeedNotBeText() throws IOException {
        byte[] line = {0, (byte) 0xff, ';', 9, (byte) 0xc3, ' ', '4', '\n'};
        List<byte[]> keys = new ArrayList<>();
        new CollapsedReader()
                .read(
                        new ByteArrayInputStream(line),
                        "bytes",
                        (buffer, offset, length, value) ->
                                keys.add(Arrays.copyOfRange(buffer, offset, offset + length)));
        assertEquals(1, keys.size());
        assertTrue(Arrays.equals(Arrays.copyOf(line, 5), keys.get(0)));
    }

    @Test
    void countsAreUnsignedAndReachTwoToThe64LessOne() throws IOException {
        assertEquals(
                List.of("a=0", "b=18446744073709551615", "c=9223372036854775808", "d=7"),
                read("a 0\nb 18446744073709551615\nc 9223372036854775808\nd 0000000000000000000000000007\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nocount",
                "a;b",
                "17",
                "a;b ",
                "a;b 5 ",
                "a;b -5",
                "a;b +5",
                "a;b 1.5",
                "a;b 5x",
                "a;b\t5",
                "a;b 1e3",
                "\u0000\u0001\u0002"
            })
    void aLineWithoutACountIsAnErrorNamingFileAndLine(String malformed) {
        ProfileException error = assertThrows(ProfileException.class, () -> read("ok 1\n\n" + malformed + "\nok 2\n"));
        assertTrue(
                error.getMessage()
                        .startsWith("test, line 3: it has no count (an unsigned whole number) after a last space: "),
                error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "18446744073709551620",
                "28446744073709551610",
                "99999999999999999999",
                "184467440737095516150",
                "100000000000000000000000000000000000000000"
            })
    void aCountBeyondTwoToThe64IsAnError(String count) {
        ProfileException error = assertThrows(ProfileException.class, () -> read("a " + count + "\n"));
        assertEquals("test, line 1: it has a count beyond 2^64 - 1: a " + count, error.getMessage());
    }

    @Test
    void malformedLinesAreSkippedAndCountedOnRequest() throws IOException {
        List<String> stacks = new ArrayList<>();
        CollapsedReader.Summary summary = new CollapsedReader()
                .skipMalformed(true)
                .read(bytes("a 1\nbad\nb 2\nworse -1\nc 3"), "test", collect(stacks));
        assertEquals(List.of("a=1", "b=2", "c=3"), stacks);
        assertEquals(3, summary.stacks());
        assertEquals(2, summary.skipped());
        assertEquals(
                "test, line 2: it has no count (an unsigned whole number) after a last space: bad",
                summary.firstSkipped());
    }

    @Test
    void aSummaryWithoutSkippedLinesNamesNone() throws IOException {
        CollapsedReader.Summary summary =
                new CollapsedReader().read(bytes("a 1\n"), "test", collect(new ArrayList<>()));
        assertEquals(0, summary.skipped());
        assertNull(summary.firstSkipped());
        assertEquals(4, summary.bytes());
    }

    @Test
    void theBufferGrowsForALongLine() throws IOException {
        String frame = "x".repeat(5_000);
        List<String> stacks = new ArrayList<>();
        new CollapsedReader(16, 1 << 20).read(bytes("a 1\n" + frame + " 2\nb 3\n"), "test", collect(stacks));
        assertEquals(List.of("a=1", frame + "=2", "b=3"), stacks);
    }

    @ParameterizedTest
    @CsvSource({"98, true", "99, false"})
    void theLongestLineIsAllowedAndOneByteMoreIsNot(int frameLength, boolean allowed) throws IOException {
        String line = "x".repeat(frameLength) + " 1";
        CollapsedReader reader = new CollapsedReader(16, 100);
        List<String> stacks = new ArrayList<>();
        if (allowed) {
            reader.read(bytes("a 1\n" + line + "\n"), "test", collect(stacks));
            assertEquals(2, stacks.size());
        } else {
            ProfileException error = assertThrows(
                    ProfileException.class, () -> reader.read(bytes("a 1\n" + line + "\n"), "test", collect(stacks)));
            assertTrue(error.getMessage().startsWith("test, line 2: it is longer than 100 bytes: xxx"));
        }
    }

    @Test
    void anOverlongLineIsSkippedWholeAndOnce() throws IOException {
        List<String> stacks = new ArrayList<>();
        CollapsedReader.Summary summary = new CollapsedReader(16, 100)
                .skipMalformed(true)
                .read(bytes("a 1\n" + "x 7".repeat(1_000) + "\nb 2\n" + "y 7".repeat(50)), "test", collect(stacks));
        assertEquals(List.of("a=1", "b=2"), stacks);
        assertEquals(2, summary.skipped());
        assertTrue(summary.firstSkipped().startsWith("test, line 2: "), summary.firstSkipped());
    }

    @Test
    void linesAreFoundWhereverTheBufferEndsAndHoweverLittleAReadGives() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String key = randomKey(random);
                long value = random.nextLong();
                text.append(key).append(' ').append(Long.toUnsignedString(value));
                text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
                expected.add(key + "=" + Long.toUnsignedString(value));
            }
            List<String> stacks = new ArrayList<>();
            new CollapsedReader(1 + random.nextInt(40), 1 << 16)
                    .read(trickle(bytes(text.toString()), random), "test", collect(stacks));
            assertEquals(expected, stacks);
        }
    }

    @Test
    void packingIsSeenFromTheContentNotFromTheName() throws IOException {
        byte[] text = "a;b 1\nc 2\n".getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : List.of(text, gzip(text), xz(text))) {
            Path file = Files.write(folder.resolve("profile.png"), content);
            List<String> stacks = new ArrayList<>();
            new CollapsedReader().read(file, collect(stacks));
            assertEquals(List.of("a;b=1", "c=2"), stacks);
        }
    }

    @Test
    void packedFilesOneAfterTheOtherAreReadToTheLast() throws IOException {
        byte[] first = "a 1\n".getBytes(StandardCharsets.US_ASCII);
        byte[] second = "b 2\n".getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(1);
        for (byte[] content : List.of(join(gzip(first), gzip(second)), join(xz(first), xz(second)))) {
            List<String> stacks = new ArrayList<>();
            new CollapsedReader().read(trickle(new ByteArrayInputStream(content), random), "test", collect(stacks));
            assertEquals(List.of("a=1", "b=2"), stacks);
        }
    }

    @Test
    void aPackedFileCutShortIsAnErrorWhereverItIsCut() throws IOException {
        byte[] text = "some;frames;here 1\nand;more 2\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        for (byte[] whole : List.of(gzip(text), xz(text))) {
            for (int length = 6; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                ProfileException error = assertThrows(
                        ProfileException.class,
                        () -> new CollapsedReader()
                                .read(new ByteArrayInputStream(cut), "cut", collect(new ArrayList<>())));
                assertEquals(
                        "cut: packed data end too early, at byte " + length + "; the file is cut short",
                        error.getMessage());
            }
        }
    }

    @Test
    void damagedPackedDataAreAnErrorNeverAnotherException() throws IOException {
        byte[] text = "some;frames;here 1\nand;more 2\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(7);
        for (byte[] whole : List.of(gzip(text), xz(text))) {
            for (int round = 0; round < 300; round++) {
                byte[] damaged = whole.clone();
                damaged[6 + random.nextInt(damaged.length - 6)] ^= (byte) (1 + random.nextInt(255));
                try {
                    new CollapsedReader()
                            .read(new ByteArrayInputStream(damaged), "damaged", collect(new ArrayList<>()));
                } catch (ProfileException e) {
                    assertTrue(e.getMessage().startsWith("damaged"), e.getMessage());
                    assertEquals(1, e.getMessage().lines().count());
                }
            }
        }
    }

    @Test
    void garbageIsAnErrorOrSkippedNeverAnotherException() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] garbage = new byte[random.nextInt(5_000)];
            random.nextBytes(garbage);
            CollapsedReader reader = new CollapsedReader(64, 512).skipMalformed(round % 2 == 0);
            try {
                reader.read(new ByteArrayInputStream(garbage), "garbage", collect(new ArrayList<>()));
            } catch (ProfileException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
    }

    @Test
    void otherFormatsAreNamed() {
        assertEquals("test: is a JFR recording, not collapsed stacks", messageFor(new byte[] {'F', 'L', 'R', 0, 0, 2}));
        assertEquals("test: is a frozen tree, not collapsed stacks", messageFor(new byte[] {'H', 'W', 'F', 'T', 1}));
    }

    @Test
    void aMissingFileAndAFolderAreErrorsThatNameThem() {
        Path missing = folder.resolve("missing.collapsed");
        assertEquals(missing + ": no such file", messageOf(missing));
        assertEquals(folder + ": is a directory; name a profile", messageOf(folder));
    }

    @Test
    void progressReachesTheFilesSize() throws IOException {
        Path file = Files.write(
                folder.resolve("a.gz"), gzip("a;b 1\n".repeat(10_000).getBytes()));
        List<Long> read = new ArrayList<>();
        new CollapsedReader()
                .onProgress((bytes, size) -> {
                    assertEquals(file.toFile().length(), size);
                    read.add(bytes);
                })
                .read(file, collect(new ArrayList<>()));
        assertEquals(read.stream().sorted().toList(), read);
        assertEquals(file.toFile().length(), read.get(read.size() - 1));
    }

    @Test
    void anInterruptEndsTheReadingAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> read("a 1\n"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void theProcessorProfileHasItsKnownFigures() throws IOException {
        ReferenceTree tree = new ReferenceTree();
        CollapsedReader.Summary summary =
                new CollapsedReader().read(DATA.resolve("javac-cpu.collapsed.gz"), tree::insert);
        assertEquals(2_732, summary.stacks());
        assertEquals(4_010, tree.total());
    }

    @Tag("slow")
    @Test
    void theAllocationProfileHasItsKnownFigures() throws IOException {
        ReferenceTree tree = new ReferenceTree();
        CollapsedReader.Summary summary =
                new CollapsedReader().read(DATA.resolve("javac-alloc.collapsed.xz"), tree::insert);
        assertEquals(139_550, summary.stacks());
        assertEquals(417_455_808, summary.bytes());
        assertEquals(329_848, tree.total());
        assertEquals(1_276_333, tree.nodeCount());
        TopFrames frames = TopFrames.of(tree);
        assertEquals(4_550, frames.frameCount());
        assertEquals(246, frames.deepest());
    }

    private static List<String> read(String text) throws IOException {
        List<String> stacks = new ArrayList<>();
        new CollapsedReader().read(bytes(text), "test", collect(stacks));
        return stacks;
    }

    private static CollapsedReader.StackConsumer collect(List<String> stacks) {
        return (buffer, offset, length, value) -> stacks.add(
                new String(buffer, offset, length, StandardCharsets.UTF_8) + "=" + Long.toUnsignedString(value));
    }

    private String messageFor(byte[] content) {
        return assertThrows(
                        ProfileException.class,
                        () -> new CollapsedReader()
                                .read(new ByteArrayInputStream(content), "test", collect(new ArrayList<>())))
                .getMessage();
    }

    private static String messageOf(Path file) {
        return assertThrows(ProfileException.class, () -> new CollapsedReader().read(file, collect(new ArrayList<>())))
                .getMessage();
    }

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            key.append("ab; \r01é".charAt(random.nextInt(8)));
        }
        return key.toString();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a few bytes at each read, and says that none are available, as a pipe may. */
    private static InputStream trickle(InputStream in, Random random) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return in.read(buffer, offset, Math.min(length, 1 + random.nextInt(10)));
            }
        };
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static byte[] xz(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

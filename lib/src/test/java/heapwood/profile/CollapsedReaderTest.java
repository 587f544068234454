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
import java.io.SequenceInputStream;
import java.math.BigDecimal;
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
import org.junit.jupiter.api.Timeout;
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
                "a;b +5",
                "a;b 5x",
                "a;b .",
                "a;b -",
                "a;b 1.2.3",
                "a;b --5",
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
    @CsvSource({
        "comments-all-numeric, 40, 2",
        "comment-first, 3, 1",
        "utf8-bom, 7, 0",
        "utf16, 3, 0",
        "cr-only, 7, 0",
        "trailing-blank, 7, 0",
        "tab, 3, 0",
        "deep-1300, 7, 0"
    })
    void whatOthersWriteAsWellHasItsTotal(String file, long total, long comments) throws IOException {
        ReferenceTree tree = new ReferenceTree();
        CollapsedReader.Summary summary = new CollapsedReader().read(caseOf(file), tree::insert);
        assertEquals(total, tree.total());
        assertEquals(comments, summary.comments());
        String text = Collapsed.text(tree);
        assertTrue(text.chars().noneMatch(c -> c == '#' || c == '\ufeff' || c == '\t' || c == '\r'), text);
    }

    @Test
    void aMarkIsNoPartOfTheFirstFrame() throws IOException {
        List<String> stacks = new ArrayList<>();
        new CollapsedReader().read(caseOf("utf8-bom"), collect(stacks));
        assertEquals(List.of("mill;turn=3", "mill;turn=4"), stacks);
        assertEquals(List.of("a=1", "\ufeffb=2"), read("\ufeffa 1\n\ufeffb 2\n"));
        assertEquals(List.of(), read("\ufeff"));
    }

    @Test
    void utf16IsReadInEitherOrderWhereverItsBytesAreCut() throws IOException {
        String text = "häuser;𝄞 3\n" + "𝄞𝄞𝄞;x 5\n".repeat(3_000);
        for (java.nio.charset.Charset order : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = ("\ufeff" + text).getBytes(order);
            List<String> stacks = new ArrayList<>();
            new CollapsedReader()
                    .read(trickle(new ByteArrayInputStream(bytes), new Random(6)), "test", collect(stacks));
            assertEquals(3_001, stacks.size());
            assertEquals(List.of("häuser;𝄞=3", "𝄞𝄞𝄞;x=5"), stacks.subList(0, 2));
            byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
            ProfileException error = assertThrows(
                    ProfileException.class,
                    () -> new CollapsedReader()
                            .read(new ByteArrayInputStream(cut), "test", collect(new ArrayList<>())));
            assertTrue(error.getMessage().startsWith("test: begins as UTF-16 text, and has bytes that are none"));
        }
    }

    @Test
    void carriageReturnsEndLinesWhereThereIsNoLineFeed() throws IOException {
        assertEquals(List.of("a=1", "b;c=2", "d=3"), read("a 1\rb;c 2\r\r# x 5\rd 3"));
        assertEquals(List.of("a\rb=1", "c=2"), read("a\rb 1\nc 2\r\n"));
        String many = "mill;turn 3\r".repeat(6_000);
        ProfileException error = assertThrows(ProfileException.class, () -> read(many + "a 1\nb 2\r"));
        assertTrue(
                error.getMessage()
                        .startsWith(
                                "test, line 6001: it has a line feed, and the lines before end with carriage returns"),
                error.getMessage());
    }

    @Test
    void commentsArePassedOverAndCountedWhateverTheyEndWith() throws IOException {
        List<String> stacks = new ArrayList<>();
        CollapsedReader.Summary summary =
                new CollapsedReader().read(bytes("# a 5\n#\n#b;c 7\na;#b 1\n #c 2\n"), "test", collect(stacks));
        assertEquals(List.of("a;#b=1", " #c=2"), stacks);
        assertEquals(3, summary.comments());
        assertEquals(2, summary.stacks());
    }

    @Test
    void oneBlankSeparatesAndThoseAtTheEndAreNone() throws IOException {
        assertEquals(
                List.of("a=1", "b =2", "c\t=3", "=4", "d=5", "e 6=7"),
                read("a 1 \t \nb  2\nc\t\t3\n 4\n \t \nd\t5\r\ne 6\t7"));
    }

    @Test
    void aNegativeCountIsNamedSo() {
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new CollapsedReader().read(caseOf("negative"), collect(new ArrayList<>())));
        assertTrue(
                error.getMessage().startsWith(caseOf("negative") + ", line 1: it has a negative count"),
                error.getMessage());
        assertTrue(assertThrows(ProfileException.class, () -> read("a 1\nb -2.5\n"))
                .getMessage()
                .startsWith("test, line 2: it has a negative count"));
    }

    @Test
    void wholeFractionsAreReadAndOthersNameTheOption() {
        List<String> stacks = new ArrayList<>();
        ProfileException error = assertThrows(
                ProfileException.class, () -> new CollapsedReader().read(caseOf("fractional"), collect(stacks)));
        assertEquals(List.of("mill;turn=3"), stacks);
        assertTrue(error.getMessage().contains(", line 2: it has a count that is no whole number"), error.getMessage());
        assertTrue(error.getMessage().contains("--scale"), error.getMessage());
    }

    @Test
    void countsAreMultipliedAndWhatIsStillNoWholeNumberIsRoundedAndCounted() throws IOException {
        List<String> stacks = new ArrayList<>();
        new CollapsedReader().scale(new BigDecimal(100)).read(caseOf("fractional"), collect(stacks));
        assertEquals(List.of("mill;turn=300", "mill;stop=275"), stacks);
        stacks.clear();
        CollapsedReader.Summary summary = new CollapsedReader()
                .scale(new BigDecimal("0.5"))
                .read(bytes("a 3\nb 5\nc 0.2\nd .5\ne 4.\nf 18446744073709551615\n"), "test", collect(stacks));
        // To the even neighbour where both are equally near.
        assertEquals(List.of("a=2", "b=2", "c=0", "d=0", "e=2", "f=9223372036854775808"), stacks);
        assertEquals(5, summary.rounded());
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new CollapsedReader()
                        .scale(BigDecimal.TEN)
                        .read(bytes("a 1844674407370955162\n"), "test", collect(stacks)));
        assertTrue(error.getMessage().contains("beyond 2^64 - 1"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new CollapsedReader().scale(BigDecimal.ZERO));
    }

    @Test
    void aFractionOfAMillionDigitsIsRefusedAndNotComputed() {
        ProfileException error =
                assertThrows(ProfileException.class, () -> read("a 1\nb 0." + "1".repeat(1_000_000) + "\n"));
        assertTrue(error.getMessage().startsWith("test, line 2: it has a count of more than 1000 digits"));
    }

    @Test
    void twoCountsALineAreBeforeAndAfterAndNeverAFramesName() throws IOException {
        for (var column : CollapsedReader.Column.values()) {
            List<String> stacks = new ArrayList<>();
            new CollapsedReader().column(column).read(caseOf("diff-two-counts"), collect(stacks));
            List<String> expected = switch (column) {
                case BEFORE -> List.of("mill;turn;grind=10", "mill;turn=3", "mill;stop=0");
                case AFTER -> List.of("mill;turn;grind=25", "mill;turn=0", "mill;stop=7");
                case LAST -> List.of("mill;turn;grind 10=25", "mill;turn 3=0", "mill;stop 0=7");
            };
            assertEquals(expected, stacks);
        }
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new CollapsedReader().read(caseOf("diff-two-counts"), collect(new ArrayList<>())));
        assertTrue(error.getMessage().contains("--column before"), error.getMessage());
    }

    @Test
    void aFrameThatEndsWithANumberIsOneWhereAnyLineHasOneCount() throws IOException {
        assertEquals(List.of("foo 10=5", "bar=7"), read("foo 10 5\nbar 7\n"));
        assertEquals(List.of("foo 10=5", "bar=7"), read("# x 1 2\nfoo 10 5\n\nbar 7\n"));
        // The first 64 KB say that there are two counts: a line with one is then an error, and no other kind of line.
        String two = "foo 10 5\n".repeat(10_000);
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new CollapsedReader()
                        .column(CollapsedReader.Column.AFTER)
                        .read(bytes(two + "bar 7\n"), "test", collect(new ArrayList<>())));
        assertTrue(error.getMessage().startsWith("test, line 10001: it has one count, and the lines before have two"));
        assertTrue(error.getMessage().contains("--column last"), error.getMessage());
        // The other way round, the first 64 KB say that the last number is the count.
        List<String> one = new ArrayList<>();
        new CollapsedReader().read(bytes("bar 7\n" + two), "test", collect(one));
        assertEquals("foo 10=5", one.get(10_000));
    }

    private static Path caseOf(String name) {
        return Path.of("src/test/resources/cases/collapsed-" + name + ".folded");
    }

    @Test
    @Timeout(120)
    void aLineOfMoreThanTwoGigabytesIsSkippedInABoundedBuffer() throws IOException {
        long length = (1L << 31) + 10;
        List<String> stacks = new ArrayList<>();
        CollapsedReader.Summary summary = new CollapsedReader(1 << 16, 1 << 20)
                .skipMalformed(true)
                .read(
                        new SequenceInputStream(
                                bytes("a 1\n"), new SequenceInputStream(endless(length), bytes(" 5\nb 2\n"))),
                        "test",
                        collect(stacks));
        assertEquals(List.of("a=1", "b=2"), stacks);
        assertEquals(1, summary.skipped());
        assertEquals(4 + length + 7, summary.bytes());
    }

    /** Gives so many letters. */
    private static InputStream endless(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) {
                int read = (int) Math.min(left, wanted);
                Arrays.fill(buffer, offset, offset + read, (byte) 'x');
                left -= read;
                return read == 0 ? -1 : read;
            }
        };
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

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings as crashes, other tools and attackers leave them. */
class JfrCasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Path BY_JDK = Path.of("../notebooks/data/javac.jdk.jfr");
    private static final Path BY_ASYNC_PROFILER = Path.of("../notebooks/data/javac-cpu.async-profiler.jfr");

    @TempDir
    Path folder;

    @Test
    void aChunkWithoutStackTracesIsRead() throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(CASES.resolve("jfr-empty-pool.jfr"), tree);
        assertEquals(4, tree.total());
        assertEquals(List.of(), summary.notes());
    }

    @Test
    void recordingsOfTwoJvmsBehindEachOtherAddUp() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(CASES.resolve("jfr-two-jvms-concatenated.jfr"), tree);
        assertEquals(8, tree.total());
    }

    @Test
    void recordingsOfBothRecordersBehindEachOtherAddUpInAnyOrder() throws IOException {
        CompactTree expected = new CompactTree();
        for (Path part : List.of(BY_JDK, BY_ASYNC_PROFILER, BY_JDK)) {
            new ProfileReader().read(part, expected);
        }
        for (List<Path> order :
                List.of(List.of(BY_JDK, BY_ASYNC_PROFILER, BY_JDK), List.of(BY_ASYNC_PROFILER, BY_JDK, BY_JDK))) {
            CompactTree tree = new CompactTree();
            ProfileSummary summary = new ProfileReader().read(concatenated(order), tree);
            assertEquals(375 + 4_010 + 375, tree.total());
            assertEquals("alloc (4472)", summary.others());
            assertEquals(Collapsed.text(expected), Collapsed.text(tree));
        }
    }

    private Path concatenated(List<Path> parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path part : parts) {
            all.writeBytes(Files.readAllBytes(part));
        }
        return Files.write(folder.resolve("all.jfr"), all.toByteArray());
    }

    @Test
    void anEventThatEndsBeforeItStartsIsLeftOutAndCounted() throws IOException {
        Path file = CASES.resolve("jfr-negative-duration.jfr");
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(file, tree);
        assertEquals(30, tree.total());
        assertEquals(1, summary.stacks());
        ProfileSummary.Note note =
                new ProfileSummary.Note("events left out", 1, "first: the event at byte 68 ends before it starts");
        assertEquals(List.of(note), summary.notes());
        ProfileSummary samples = new ProfileReader().value("samples").read(file, new CompactTree());
        assertEquals(1, samples.stacks());
        assertEquals(List.of(note), samples.notes());
    }

    @ParameterizedTest
    @CsvSource({
        "jfr-last-chunk-cut.jfr, 2033, is cut short: the chunk at byte 2073 has 2073 bytes",
        "jfr-last-chunk-unfinished.jfr, 2073, the chunk at byte 2073 was never finished"
    })
    void whatIsWholeIsReadOnRequestAndTheLossIsSaid(String name, int lost, String reason) throws IOException {
        Path file = CASES.resolve(name);
        CompactTree untouched = new CompactTree();
        ProfileException refused =
                assertThrows(ProfileException.class, () -> new ProfileReader().read(file, untouched));
        assertEquals(file + ": " + reason, refused.getMessage().substring(0, (file + ": " + reason).length()));
        assertTrue(refused.getMessage().endsWith("; with --salvage the chunks that are whole are read"));
        assertEquals(1, untouched.nodeCount());

        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().salvage(true).read(file, tree);
        assertEquals(4, tree.total());
        assertEquals(1, summary.notes().size());
        ProfileSummary.Note loss = summary.notes().get(0);
        assertEquals("bytes left out " + lost, loss.what() + " " + loss.count());
        assertTrue(loss.text().startsWith("from byte 2073 on: " + reason), loss.text());
    }

    @Test
    void wholeChunksBehindADamagedOneAreReadOnRequest() throws IOException {
        byte[] good = Files.readAllBytes(BY_JDK);
        byte[] bad = good.clone();
        int metadata = (int) ByteBuffer.wrap(bad).getLong(24);
        bad[metadata + 1] = (byte) 0xFF;
        byte[] noHeader = new byte[1_000];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : List.of(bad, good, noHeader, good, new byte[] {'F', 'L', 'R', 0, 0, 2})) {
            all.writeBytes(part);
        }
        Path file = Files.write(folder.resolve("damaged.jfr"), all.toByteArray());
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().salvage(true).read(file, tree);
        assertEquals(2 * 375, tree.total());
        assertEquals(3, summary.notes().size(), summary.notes().toString());
    }

    @Test
    void aHeaderWithinACutChunkHidesNoWholeChunk() throws IOException {
        byte[] good = Files.readAllBytes(BY_ASYNC_PROFILER);
        byte[] copy = Arrays.copyOf(good, 68);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(good, 0, 20_000);
        all.writeBytes(copy);
        all.write(good, 20_000, 30_000);
        all.writeBytes(good);
        all.writeBytes(good);
        Path file = Files.write(folder.resolve("copies.jfr"), all.toByteArray());
        CompactTree tree = new CompactTree();
        new ProfileReader().salvage(true).read(file, tree);
        assertEquals(2 * 4_010, tree.total());
    }

    @Test
    void aChunkOfThisJvmStandsBehindOneOfAnother() throws IOException {
        Path mine = folder.resolve("mine.jfr");
        MillRecording.write(mine, 1, 2, 4);
        for (List<Path> order : List.of(List.of(mine, BY_JDK), List.of(BY_JDK, mine, mine))) {
            Path all = concatenated(order);
            CompactTree mill = new CompactTree();
            new ProfileReader().event("mill.Grind").value("grains").read(all, mill);
            assertEquals(order.size() == 2 ? 7 : 14, mill.total());
            CompactTree bytes = new CompactTree();
            new ProfileReader().event("alloc").read(all, bytes);
            assertEquals(1_086_468_736, bytes.total());
        }
    }

    @Tag("slow")
    @Test
    void whatAKilledJvmHasFlushedIsReadOnRequest() throws Exception {
        Path repository = folder.resolve("repository");
        Path source = Files.writeString(
                folder.resolve("Busy.java"),
                "class Busy { static Object o; public static void main(String[] a) { while (true) o = new byte[999]; } }");
        Process busy = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:StartFlightRecording:settings=profile",
                        "-XX:FlightRecorderOptions:repository=" + repository,
                        source.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("busy.txt").toFile())
                .start();
        try {
            Path chunk = null;
            boolean flushed = false;
            for (int i = 0; i < 600 && !flushed && busy.isAlive(); i++) {
                Thread.sleep(100);
                if (chunk == null && Files.exists(repository)) {
                    try (Stream<Path> files = Files.walk(repository)) {
                        chunk = files.filter(file -> file.toString().endsWith(".jfr"))
                                .findFirst()
                                .orElse(null);
                    }
                }
                flushed = chunk != null && hasSamples(chunk);
            }
            busy.destroyForcibly().waitFor();
            assertTrue(flushed, Files.readString(folder.resolve("busy.txt")));
            Path left = chunk;
            ProfileException refused =
                    assertThrows(ProfileException.class, () -> new ProfileReader().read(left, new CompactTree()));
            assertTrue(refused.getMessage().contains("was never finished"), refused.getMessage());
            assertTrue(refused.getMessage().contains("--salvage"), refused.getMessage());
            CompactTree tree = new CompactTree();
            ProfileSummary summary = new ProfileReader().salvage(true).read(left, tree);
            assertTrue(tree.total() > 0);
            assertEquals("unfinished", summary.notes().get(0).what());
        } finally {
            busy.destroyForcibly().waitFor();
        }
    }

    private static boolean hasSamples(Path chunk) throws IOException {
        try {
            return new ProfileReader()
                            .salvage(true)
                            .read(chunk, new CompactTree())
                            .stacks()
                    > 20;
        } catch (ProfileException e) {
            return false; // nothing flushed yet, or half
        }
    }

    @Test
    void aRecordingWithoutAWholeChunkIsRefusedAlsoWhenSalvaged() throws IOException {
        Path file = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(Files.readAllBytes(BY_JDK), 5_000));
        ProfileException refused = assertThrows(
                ProfileException.class, () -> new ProfileReader().salvage(true).read(file, new CompactTree()));
        assertTrue(refused.getMessage().contains(": no chunk of it is whole: is cut short"), refused.getMessage());
    }

    @Test
    void anOldFormatIsNamedWithWhatReadsIt() {
        ProfileException refused = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().read(CASES.resolve("jfr-version-0-9.jfr"), new CompactTree()));
        assertTrue(
                refused.getMessage()
                        .endsWith(
                                ": is a recording in format 0.9, of JDK 8 or earlier: open it with JDK Mission Control"),
                refused.getMessage());
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void typesThatBranchWithoutAValueAreRefused() {
        ProfileException refused = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().read(CASES.resolve("exp-jfr-60.jfr"), new CompactTree()));
        assertTrue(refused.getMessage().contains("has no fields, and stands for a value"), refused.getMessage());
    }
}

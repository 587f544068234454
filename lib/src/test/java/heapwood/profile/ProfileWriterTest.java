package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileWriterTest {
    private static final Path DATA = Path.of("../notebooks/data");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = "JFR", mode = EnumSource.Mode.EXCLUDE)
    void whatIsWrittenIsReadBackAsTheSameTree(Format format) throws IOException {
        RandomTrees trees = new RandomTrees(21);
        for (int round = 0; round < 100; round++) {
            assertRoundTrip(trees.next(), format);
        }
        assertRoundTrip(Collapsed.tree(" 1\n;a; 2\nä € 𝄞;x y 3\n"), format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javac-cpu.collapsed.gz", "javac.jdk.jfr", "go-types-cpu.pprof"})
    void realProfilesGoThroughAllFormatsUnchanged(String name) throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(DATA.resolve(name), tree);
        StackTree pprof = assertRoundTrip(tree, Format.PPROF);
        StackTree frozen = assertRoundTrip(pprof, Format.FROZEN);
        assertEquals(Collapsed.text(tree), Collapsed.text(assertRoundTrip(frozen, Format.COLLAPSED)));
    }

    /** In deep stacks the first fields of a file are long, and the first sample alone is longer than what its format is seen from. */
    @ParameterizedTest
    @CsvSource({"PPROF,1300", "PPROF,100000", "OTLP,1300", "OTLP,100000"})
    void deepStacksAreReadBack(Format format, int depth) throws IOException {
        StringBuilder key = new StringBuilder("main");
        for (int i = 1; i < depth; i++) {
            key.append(";mill.turn").append(i);
        }
        CompactTree tree = new CompactTree();
        tree.insert(key.toString().getBytes(StandardCharsets.UTF_8), 7);
        tree.insert("main;mill.stop".getBytes(StandardCharsets.UTF_8), 8);
        assertEquals(depth + 2, assertRoundTrip(tree, format).nodeCount());
    }

    private StackTree assertRoundTrip(StackTree tree, Format format) throws IOException {
        Path file = folder.resolve("profile");
        new ProfileWriter().counting("cpu", "nanoseconds").write(tree, file, format);
        CompactTree again = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(file, again);
        assertEquals(format, summary.format());
        assertEquals(Collapsed.text(tree), Collapsed.text(again));
        if (format == Format.PPROF || format == Format.OTLP) {
            assertEquals("cpu nanoseconds", summary.event() + " " + summary.unit());
        }
        return again;
    }

    @Test
    void aFrozenTreeKeepsEvenWhatCarriesNothing() throws IOException {
        Path file = folder.resolve("tree.frozen");
        CompactTree tree = Collapsed.tree("a;b 0\nc 18446744073709551615\n");
        new ProfileWriter().write(tree, file, Format.FROZEN);
        CompactTree again = new CompactTree();
        new ProfileReader().read(file, again);
        assertEquals(4, again.nodeCount());
        assertEquals(-1, again.total());
    }

    @Test
    void aPprofProfileIsOneThatTheGeneratedCodeReads() throws IOException {
        Path file = folder.resolve("tree.pprof");
        new ProfileWriter().counting("cpu", "nanoseconds").write(Collapsed.tree("a;b 3\na 2\n"), file, Format.PPROF);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Profile profile = Profile.parseFrom(in);
            assertEquals("", profile.getStringTable(0));
            assertEquals(2, profile.getSampleCount());
            assertEquals(
                    "cpu", profile.getStringTable((int) profile.getSampleType(0).getType()));
            assertEquals(2, profile.getLocationCount());
            assertTrue(profile.getLocationList().stream().allMatch(location -> location.getId() > 0));
        }
    }

    @Test
    void whatPprofCannotSayIsRefusedAndTheOldFileStays() throws IOException {
        Path file = Files.writeString(folder.resolve("old.pprof"), "old");
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileWriter().write(Collapsed.tree("a 9223372036854775808\n"), file, Format.PPROF));
        assertEquals("a pprof profile cannot say that a has the value 9223372036854775808", error.getMessage());
        assertEquals("old", Files.readString(file));
    }

    @Test
    void recordingsAreNotWritten() {
        Path file = folder.resolve("x.jfr");
        assertThrows(
                IllegalArgumentException.class, () -> new ProfileWriter().write(new CompactTree(), file, Format.JFR));
        assertFalse(Files.exists(file));
    }

    @Test
    void aNameAsksForAFormat() {
        for (String packing : List.of("", ".gz", ".xz", ".ZST")) {
            assertEquals(Optional.of(Format.PPROF), ProfileWriter.formatOf(Path.of("a.pb" + packing)));
            assertEquals(Optional.of(Format.PPROF), ProfileWriter.formatOf(Path.of("A.PPROF" + packing)));
            assertEquals(Optional.of(Format.FROZEN), ProfileWriter.formatOf(Path.of("a.frozen" + packing)));
            assertEquals(Optional.of(Format.COLLAPSED), ProfileWriter.formatOf(Path.of("a.collapsed" + packing)));
            assertEquals(Optional.of(Format.COLLAPSED), ProfileWriter.formatOf(Path.of("a.folded" + packing)));
            assertEquals(Optional.empty(), ProfileWriter.formatOf(Path.of("a.csv" + packing)));
            assertEquals(Optional.empty(), ProfileWriter.formatOf(Path.of("a" + packing)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.collapsed, COLLAPSED, ''",
        "a.folded.gz, COLLAPSED, 1f8b",
        "a.txt.xz, COLLAPSED, fd37",
        "a.collapsed.zst, COLLAPSED, 28b5",
        "a.pprof, PPROF, 1f8b",
        "a.pprof.gz, PPROF, 1f8b",
        "a.pb.gz, PPROF, 1f8b",
        "a.pb, PPROF, ''",
        "a.otlp, OTLP, ''",
        "a.otlp.gz, OTLP, 1f8b",
        "a.pprof.xz, PPROF, fd37",
        "a.pb.zst, PPROF, 28b5",
        "a.frozen, FROZEN, ''",
        "a.frozen.gz, FROZEN, 1f8b",
        "a.frozen.xz, FROZEN, fd37",
        "a.frozen.zst, FROZEN, 28b5"
    })
    void aFileIsPackedOnceAndAsItsNameSays(String name, Format format, String magic) throws IOException {
        Path file = folder.resolve(name);
        StackTree tree = Collapsed.tree("a;b 3\na 2\n");
        new ProfileWriter().write(tree, file, format);
        byte[] bytes = Files.readAllBytes(file);
        if (magic.isEmpty()) {
            assertFalse(List.of("1f8b", "fd37", "28b5").contains(HexFormat.of().formatHex(bytes, 0, 2)));
        } else {
            assertEquals(magic, HexFormat.of().formatHex(bytes, 0, 2));
        }
        CompactTree again = new CompactTree();
        assertEquals(format, new ProfileReader().read(file, again).format());
        assertEquals(Collapsed.text(tree), Collapsed.text(again));
    }
}

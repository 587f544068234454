package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.pprof.PprofMessages.Function;
import heapwood.profile.pprof.PprofMessages.Label;
import heapwood.profile.pprof.PprofMessages.Line;
import heapwood.profile.pprof.PprofMessages.Location;
import heapwood.profile.pprof.PprofMessages.Mapping;
import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.profile.pprof.PprofMessages.Sample;
import heapwood.profile.pprof.PprofMessages.ValueType;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PprofReaderTest {
    private static final Path GO_TYPES = Path.of("../notebooks/data/go-types-cpu.pprof");

    private static final Path CASES = Path.of("src/test/resources/cases");

    /** {@code go tool pprof -top -nodecount=0 -nodefraction=0 -unit=ms}, of Go 1.26.8, of the same file. */
    private static final Path ORACLE = Path.of("src/test/resources/pprof/go-types-cpu.top.txt");

    private static final Pattern ROW =
            Pattern.compile("\\s*([0-9.]+)(?:ms)?\\s+\\S+%\\s+\\S+%\\s+([0-9.]+)(?:ms)?\\s+\\S+%\\s+(.*)");

    @BeforeAll
    static void quiet() {
        UnsafeWarning.silence();
    }

    @Test
    void everyFunctionHasTheFlatAndCumulativeTimeThatGosToolSays() throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(GO_TYPES, tree);
        assertEquals("cpu", summary.event());
        assertEquals("nanoseconds", summary.unit());
        assertEquals(32_060_000_000L, tree.total());
        Map<String, String> ours = TopFrames.of(tree).byTotal(Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(
                        frame -> displayed(frame.name()), f -> f.self() / 1_000_000 + " " + f.total() / 1_000_000));
        assertEquals(oracle(), new TreeMap<>(ours));
    }

    /** Go's tool leaves out the parameter lists of functions that are part of a name. */
    private static String displayed(String name) {
        return name.replaceAll("(?<=\\w)\\([^()]*\\)", "");
    }

    private static Map<String, String> oracle() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(ORACLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String name = row.group(3).replaceFirst(" \\((partial-)?inline\\)$", "");
                rows.put(name.replace(';', ':'), row.group(1) + " " + row.group(2));
            }
        }
        assertEquals(1_007, rows.size());
        return rows;
    }

    @Test
    void everySampleTypeMayBeChosen() throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().value("samples").read(GO_TYPES, tree);
        assertEquals(3_206, tree.total());
        assertEquals("count", summary.unit());
        assertEquals("cpu", summary.others());
        ProfileException error = assertThrows(
                ProfileException.class, () -> new ProfileReader().value("wall").read(GO_TYPES, new CompactTree()));
        assertEquals(GO_TYPES + ": has no value \"wall\": choose one of samples, cpu", error.getMessage());
    }

    @Test
    void theDefaultTypeIsTheProfilesOwn() throws IOException {
        assertEquals("main;run;inner 20\n", read(small().setDefaultSampleType(2), new ProfileReader()));
        assertEquals("main;run;inner 3\n", read(small(), new ProfileReader()));
    }

    @Test
    void labelsAndLinesAreReadOnRequestOnly() throws IOException {
        assertEquals("[user=7];main;run;inner 3\n", read(small(), new ProfileReader().label("user")));
        assertEquals("[other=];main;run;inner 3\n", read(small(), new ProfileReader().label("other")));
        assertEquals("main:1;run:20;inner:300 3\n", read(small(), new ProfileReader().lines(true)));
    }

    @Test
    void whatHasNoFunctionIsNamedByItsFileOrAddress() throws IOException {
        Profile.Builder profile = small();
        profile.addMapping(Mapping.newBuilder().setId(1).setFilename(8));
        profile.addLocation(Location.newBuilder().setId(3).setMappingId(1));
        profile.addLocation(Location.newBuilder().setId(4).setAddress(0xabc));
        profile.addSample(Sample.newBuilder()
                .addLocationId(4)
                .addLocationId(3)
                .addValue(5)
                .addValue(6));
        assertEquals("[lib.so];0xabc 6\nmain;run;inner 3\n", read(profile, new ProfileReader()));
    }

    @Test
    void aSampleWithoutLocationsKeepsItsValue() throws IOException {
        Profile.Builder profile =
                small().addSample(Sample.newBuilder().addValue(1).addValue(4));
        assertEquals("(no stack) 4\nmain;run;inner 3\n", read(profile, new ProfileReader()));
    }

    @Test
    void whatDoesNotFitTogetherIsAnError() {
        assertDamaged(
                small().addSample(Sample.newBuilder()
                        .addLocationId(99)
                        .addValue(1)
                        .addValue(1)),
                "location 99");
        assertDamaged(small().addSample(Sample.newBuilder().addLocationId(1).addValue(1)), "has 1 values");
        assertDamaged(small().setDefaultSampleType(77), "string 77");
        assertDamaged(small().addLocation(Location.newBuilder().setId(2)), "two locations have the id 2");
        assertDamaged(small().addFunction(Function.newBuilder()), "a function has the id 0");
        assertDamaged(small().setStringTable(0, "x"), "its first string");
        assertDamaged(
                small().addSample(
                                Sample.newBuilder().addLocationId(1).addValue(1).addValue(-1)),
                "negative");
    }

    @Test
    void aFileThatMakesMoreFramesThanTheLimitIsRefusedAtOnce() {
        for (String name : List.of("slow-pprof.pprof.gz", "deep-pprof.pprof.gz")) {
            ProfileException error = assertThrows(
                    ProfileException.class, () -> new ProfileReader().read(CASES.resolve(name), new CompactTree()));
            assertTrue(error.getMessage().contains("more than 1"), error.getMessage());
            assertTrue(error.getMessage().endsWith("raise it (--limit)"), error.getMessage());
        }
    }

    @Test
    void theLimitCountsFramesOfAllStacksAndAHundredthOfItThoseOfOneAndTheTables() throws IOException {
        Profile.Builder profile = small().addSample(Sample.newBuilder()
                .addAllLocationId(Collections.nCopies(100, 1L))
                .addValue(1)
                .addValue(1));
        assertEquals(2, read(profile, new ProfileReader().limit(10_000)).lines().count());
        assertPassesLimit(profile, 9_999, "more than 99 frames in one stack");
        for (int i = 0; i < 99; i++) {
            profile.addSample(profile.getSample(1));
        }
        assertEquals(2, read(profile, new ProfileReader().limit(10_003)).lines().count());
        assertPassesLimit(profile, 10_002, "more than 10,002 frames in its stacks together");
        profile.addAllStringTable(Collections.nCopies(200, ""));
        assertPassesLimit(profile, 20_000, "more than 200 entries in its tables");
    }

    private static void assertPassesLimit(Profile.Builder profile, long limit, String reason) {
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(profile, new ProfileReader().limit(limit)));
        assertTrue(error.getMessage().startsWith("test: needs " + reason), error.getMessage());
    }

    @Test
    void framesThatTheProfileDropsAreCountedAndKeptOnRequest() throws IOException {
        Profile.Builder profile = small().setDropFrames(4);
        assertEquals("main 3\n", read(profile, new ProfileReader()));
        assertEquals("main;run;inner 3\n", read(profile, new ProfileReader().allFrames(true)));
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(new ByteArrayInputStream(bytes(profile)), "test", tree);
        assertEquals(1, summary.notes().size());
        assertEquals(1, summary.notes().get(0).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{999}){999}){999}", "(((((LONG)))))", "((a|b|ab|a*b*)*c|[ab]*)*d"})
    void anExpressionThatWouldTakeLongIsRefused(String expression) {
        String drop = expression.replace("LONG", "()".repeat(10_000));
        Profile.Builder profile = small().addStringTable(drop).addStringTable("ab".repeat(5_000_000));
        profile.setDropFrames(9).addFunction(Function.newBuilder().setId(9).setName(10));
        profile.addLocation(
                Location.newBuilder().setId(9).addLine(Line.newBuilder().setFunctionId(9)));
        profile.addSample(Sample.newBuilder().addLocationId(9).addValue(1).addValue(1));
        ProfileException error = assertThrows(ProfileException.class, () -> read(profile, new ProfileReader()));
        assertTrue(error.getMessage().matches("test: .*expression.*\\(--(all-frames|limit)\\)"), error.getMessage());
    }

    @Test
    void aProfileWithNegativeValuesIsADifference() throws IOException {
        CompactTree before = new CompactTree();
        ProfileSummary summary =
                new ProfileReader().differences(CompactTree::new).read(CASES.resolve("pprof-negative.pb.gz"), before);
        assertEquals("mill.stop 4\n", Collapsed.text(before));
        assertEquals("mill.turn 10\n", Collapsed.text(summary.after()));
        assertEquals(2, summary.stacks());
    }

    @Test
    void onlyNegativeValuesOfTheTypeChosenMakeADifference() throws IOException {
        Profile.Builder profile = small().addSample(
                        Sample.newBuilder().addLocationId(1).addValue(-1).addValue(1));
        assertEquals("main 1\nmain;run;inner 3\n", read(profile, new ProfileReader()));
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(profile, new ProfileReader().value("time")));
        assertTrue(error.getMessage().startsWith("test: has negative values"), error.getMessage());
    }

    private static byte[] bytes(Profile.Builder profile) {
        return profile.build().toByteArray();
    }

    private static void assertDamaged(Profile.Builder profile, String reason) {
        ProfileException error = assertThrows(ProfileException.class, () -> read(profile, new ProfileReader()));
        assertTrue(error.getMessage().startsWith("test: ") && error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void aProfileCutShortIsAnErrorWithThePlaceOrASmallerProfile() throws IOException {
        byte[] whole;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(GO_TYPES))) {
            whole = in.readAllBytes();
        }
        for (int length = whole.length - 1; length > 0; length -= 9_973) {
            byte[] cut = Arrays.copyOf(whole, length);
            ProfileException error = assertThrows(
                    ProfileException.class,
                    () -> new ProfileReader().read(new ByteArrayInputStream(cut), "cut", new CompactTree()));
            assertTrue(error.getMessage().startsWith("cut: is damaged"), error.getMessage());
        }
    }

    /** One sample, of 20 units of one type and 3 of the other. */
    private static Profile.Builder small() {
        List<String> strings = List.of("", "count", "time", "main", "run", "inner", "user", "7", "/usr/lib/lib.so");
        return Profile.newBuilder()
                .addAllStringTable(strings)
                .addSampleType(ValueType.newBuilder().setType(2))
                .addSampleType(ValueType.newBuilder().setType(1))
                .addFunction(Function.newBuilder().setId(1).setName(3))
                .addFunction(Function.newBuilder().setId(2).setName(4))
                .addFunction(Function.newBuilder().setId(3).setSystemName(5))
                .addLocation(Location.newBuilder()
                        .setId(1)
                        .addLine(Line.newBuilder().setFunctionId(1).setLine(1)))
                .addLocation(Location.newBuilder()
                        .setId(2)
                        .addLine(Line.newBuilder().setFunctionId(3).setLine(300))
                        .addLine(Line.newBuilder().setFunctionId(2).setLine(20)))
                .addSample(Sample.newBuilder()
                        .addLocationId(2)
                        .addLocationId(1)
                        .addValue(20)
                        .addValue(3)
                        .addLabel(Label.newBuilder().setKey(6).setStr(7)));
    }

    private static String read(Profile.Builder profile, ProfileReader reader) throws IOException {
        ReferenceTree tree = new ReferenceTree();
        reader.read(new ByteArrayInputStream(bytes(profile)), "test", tree);
        return Collapsed.text(tree);
    }
}

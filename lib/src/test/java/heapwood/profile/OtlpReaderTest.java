package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {
    @BeforeAll
    static void quiet() {
        UnsafeWarning.silence();
    }

    /** The stack main;run;inner, of which the last two are one location, and the stack main. */
    private static ProfilesDictionary.Builder dictionary() {
        return ProfilesDictionary.newBuilder()
                .addAllStringTable(List.of(
                        "", "cpu", "count", "main", "run", "inner", "thread.name", "user", "/usr/lib/lib.so", "ms"))
                .addMappingTable(Mapping.getDefaultInstance())
                .addMappingTable(Mapping.newBuilder().setFilenameStrindex(8))
                .addFunctionTable(Function.getDefaultInstance())
                .addFunctionTable(Function.newBuilder().setNameStrindex(3))
                .addFunctionTable(Function.newBuilder().setNameStrindex(4))
                .addFunctionTable(Function.newBuilder().setSystemNameStrindex(5))
                .addLocationTable(Location.getDefaultInstance())
                .addLocationTable(Location.newBuilder()
                        .addLines(Line.newBuilder().setFunctionIndex(1).setLine(1)))
                .addLocationTable(Location.newBuilder()
                        .addLines(Line.newBuilder().setFunctionIndex(3).setLine(300))
                        .addLines(Line.newBuilder().setFunctionIndex(2).setLine(20)))
                .addLocationTable(Location.newBuilder().setMappingIndex(1))
                .addLocationTable(Location.newBuilder().setAddress(0xabc))
                .addLinkTable(Link.getDefaultInstance())
                .addAttributeTable(KeyValueAndUnit.getDefaultInstance())
                .addAttributeTable(KeyValueAndUnit.newBuilder()
                        .setKeyStrindex(6)
                        .setValue(AnyValue.newBuilder().setStringValue("worker")))
                .addAttributeTable(KeyValueAndUnit.newBuilder()
                        .setKeyStrindex(7)
                        .setValue(AnyValue.newBuilder().setIntValue(7))
                        .setUnitStrindex(9))
                .addStackTable(Stack.getDefaultInstance())
                .addStackTable(Stack.newBuilder().addLocationIndices(2).addLocationIndices(1))
                .addStackTable(Stack.newBuilder().addLocationIndices(1));
    }

    private static Profile.Builder profile() {
        return Profile.newBuilder()
                .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
                .setTimeUnixNano(1_000)
                .setDurationNano(1_000);
    }

    private static Sample.Builder sample(int stack, long... values) {
        Sample.Builder sample = Sample.newBuilder().setStackIndex(stack);
        Arrays.stream(values).forEach(sample::addValues);
        return sample;
    }

    private static ProfilesData data(ProfilesDictionary.Builder dictionary, Profile.Builder... profiles) {
        ScopeProfiles.Builder scope = ScopeProfiles.newBuilder();
        Arrays.stream(profiles).forEach(scope::addProfiles);
        KeyValue host = KeyValue.newBuilder()
                .setKey("host")
                .setValue(AnyValue.newBuilder().setStringValue("h"))
                .build();
        return ProfilesData.newBuilder()
                .addResourceProfiles(ResourceProfiles.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(host))
                        .addScopeProfiles(scope))
                .setDictionary(dictionary)
                .build();
    }

    private static String read(ProfilesData data, ProfileReader reader) throws IOException {
        ReferenceTree tree = new ReferenceTree();
        ProfileSummary summary = reader.read(new ByteArrayInputStream(data.toByteArray()), "test", tree);
        assertEquals(Format.OTLP, summary.format());
        return Collapsed.text(tree);
    }

    private static String read(Profile.Builder profile) throws IOException {
        return read(data(dictionary(), profile), new ProfileReader());
    }

    @Test
    void aSampleHasValuesOrTimeStampsOrBoth() throws IOException {
        Sample.Builder counted = Sample.newBuilder().setStackIndex(1).addAllTimestampsUnixNano(List.of(1_001L, 1_002L));
        assertEquals("main;run;inner 2\n", read(profile().addSamples(counted)));
        assertEquals("main 12\n", read(profile().addSamples(sample(2, 5, 7))));
        assertEquals(
                "main;run;inner 30\n", read(profile().addSamples(counted.clone().addAllValues(List.of(10L, 20L)))));
        assertEquals("(no stack) 4\n", read(profile().addSamples(sample(0, 4))));
        assertDamaged(data(dictionary(), profile().addSamples(Sample.newBuilder())), "0 values and 0 time stamps");
        assertDamaged(data(dictionary(), profile().addSamples(counted.addValues(1))), "1 values and 2 time stamps");
    }

    @Test
    void whatHasNoFunctionIsNamedByItsFileOrAddress() throws IOException {
        ProfilesDictionary.Builder dictionary = dictionary();
        dictionary.addStackTable(
                Stack.newBuilder().addLocationIndices(0).addLocationIndices(4).addLocationIndices(3));
        assertEquals(
                "[lib.so];0xabc;<unknown> 1\n",
                read(data(dictionary, profile().addSamples(sample(3, 1))), new ProfileReader()));
    }

    @Test
    void attributesOfSamplesAndResourcesAndLinesAreReadOnRequest() throws IOException {
        ProfilesData data = data(
                dictionary(),
                profile().addSamples(sample(1, 3).addAttributeIndices(1).addAttributeIndices(2)));
        assertEquals("main;run;inner 3\n", read(data, new ProfileReader()));
        assertEquals("[user=7ms];main;run;inner 3\n", read(data, new ProfileReader().label("user")));
        assertEquals("[host=h];main;run;inner 3\n", read(data, new ProfileReader().label("host")));
        assertEquals("[other=];main;run;inner 3\n", read(data, new ProfileReader().label("other")));
        assertEquals("[worker];main;run;inner 3\n", read(data, new ProfileReader().threads(true)));
        assertEquals("main:1;run:20;inner:300 3\n", read(data, new ProfileReader().lines(true)));
    }

    @Test
    void samplesAreChosenByTimeAndThread() throws IOException {
        Sample.Builder timed = sample(2, 1, 10, 100).addAllTimestampsUnixNano(List.of(1_100L, 1_200L, 1_900L));
        ProfilesData data = data(dictionary(), profile().addSamples(timed.addAttributeIndices(1)));
        RecordingTime since = new RecordingTime("200ns", RecordingTime.Base.START, 200);
        RecordingTime until = new RecordingTime("-100ns", RecordingTime.Base.END, 100);
        assertEquals("main 10\n", read(data, only(new RecordingFilter(since, until, null, Set.of()))));
        assertEquals("main 111\n", read(data, only(threads("work"))));
        assertEquals("", read(data, only(threads("other"))));
        ProfilesData untimed = data(dictionary(), profile().addSamples(sample(2, 1)));
        ProfileException error = assertThrows(
                ProfileException.class, () -> read(untimed, only(new RecordingFilter(since, null, null, Set.of()))));
        assertTrue(error.getMessage().contains("no time stamps"), error.getMessage());
    }

    private static RecordingFilter threads(String pattern) {
        return new RecordingFilter(null, null, Pattern.compile(pattern), Set.of());
    }

    private static ProfileReader only(RecordingFilter filter) {
        return new ProfileReader().only(filter);
    }

    @Test
    void profilesOfOneTypeAreAddedUpAndOthersChosen() throws IOException {
        Profile.Builder other = profile()
                .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(9))
                .addSamples(sample(2, 100));
        ProfilesData data = data(
                dictionary(),
                profile().addSamples(sample(2, 1)),
                other,
                profile().addSamples(sample(2, 2)));
        assertEquals("main 3\n", read(data, new ProfileReader()));
        assertEquals("main 3\n", read(data, new ProfileReader().event("cpu")));
        assertEquals("main 100\n", read(data, new ProfileReader().value("ms")));
        assertEquals("main 100\n", read(data, new ProfileReader().value("cpu/ms")));
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(data, new ProfileReader().event("wall")));
        assertTrue(error.getMessage().contains("choose one of cpu/count, cpu/ms"), error.getMessage());
    }

    @Test
    void negativeValuesMakeADifference() throws IOException {
        ProfilesData data =
                data(dictionary(), profile().addSamples(sample(1, -4)).addSamples(sample(2, 10)));
        CompactTree before = new CompactTree();
        ProfileSummary summary = new ProfileReader()
                .differences(CompactTree::new)
                .read(new ByteArrayInputStream(data.toByteArray()), "test", before);
        assertEquals("main;run;inner 4\n", Collapsed.text(before));
        assertEquals("main 10\n", Collapsed.text(summary.after()));
        assertThrows(ProfileException.class, () -> read(data, new ProfileReader()));
    }

    @Test
    void indexesThatPointNowhereAreErrors() {
        assertDamaged(data(dictionary(), profile().addSamples(sample(9, 1))), "stack 9");
        assertDamaged(data(dictionary(), profile().addSamples(sample(-1, 1))), "stack -1");
        Stack.Builder stack = Stack.newBuilder().addLocationIndices(77);
        assertDamaged(data(dictionary().addStackTable(stack), profile().addSamples(sample(3, 1))), "location 77");
        assertDamaged(
                data(
                        dictionary(),
                        profile().setSampleType(ValueType.newBuilder().setTypeStrindex(99))),
                "string 99");
        assertDamaged(data(dictionary().setStringTable(0, "x"), profile()), "the first string");
        assertDamaged(
                data(dictionary().setLocationTable(0, Location.newBuilder().setAddress(1)), profile()),
                "the first Location");
    }

    private static void assertDamaged(ProfilesData data, String reason) {
        ProfileException error = assertThrows(ProfileException.class, () -> read(data, new ProfileReader()));
        assertTrue(error.getMessage().startsWith("test: is damaged"), error.getMessage());
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void aFileThatMakesMoreFramesThanTheLimitIsRefused() {
        ProfilesDictionary.Builder dictionary = dictionary();
        dictionary.addStackTable(Stack.newBuilder().addAllLocationIndices(Collections.nCopies(100_000, 5)));
        Line line = Line.newBuilder().setFunctionIndex(1).build();
        dictionary.addLocationTable(Location.newBuilder().addAllLines(Collections.nCopies(100_000, line)));
        ProfilesData data = data(dictionary, profile().addSamples(sample(3, 1)));
        ProfileException error = assertThrows(ProfileException.class, () -> read(data, new ProfileReader()));
        assertTrue(error.getMessage().contains("more than 10,000,000 frames in one stack"), error.getMessage());
        assertTrue(assertThrows(ProfileException.class, () -> read(data, new ProfileReader().limit(1_000)))
                .getMessage()
                .contains("10 entries in its tables"));
    }

    @Test
    void anInterruptEndsReading() {
        ProfilesData data = data(dictionary(), profile().addSamples(sample(1, 1)));
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> read(data, new ProfileReader()));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatIsCutShortOrChangedIsAnErrorOrSmaller() throws IOException {
        byte[] whole = data(dictionary(), profile().addSamples(sample(1, 1, 2)).addSamples(sample(2, 3)))
                .toByteArray();
        Random random = new Random(5);
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = Arrays.copyOf(whole, round % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = round % 5; i > 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                new ProfileReader().limit(100_000).read(new ByteArrayInputStream(changed), "test", new CompactTree());
            } catch (ProfileException e) {
                assertTrue(e.getMessage().startsWith("test"), e.getMessage());
            }
        }
    }

    @Test
    void theDictionaryMayStandBeforeTheProfilesAndTheFileBePacked() throws IOException {
        ProfilesData data = data(dictionary(), profile().addSamples(sample(1, 3)));
        ByteArrayOutputStream swapped = new ByteArrayOutputStream();
        ProfilesData.newBuilder().setDictionary(data.getDictionary()).build().writeTo(swapped);
        ProfilesData.newBuilder()
                .addAllResourceProfiles(data.getResourceProfilesList())
                .build()
                .writeTo(swapped);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            swapped.writeTo(gzip);
        }
        for (byte[] bytes : List.of(swapped.toByteArray(), packed.toByteArray())) {
            CompactTree tree = new CompactTree();
            assertEquals(
                    Format.OTLP,
                    new ProfileReader()
                            .read(new ByteArrayInputStream(bytes), "test", tree)
                            .format());
            assertEquals("main;run;inner 3\n", Collapsed.text(tree));
        }
    }

    @Test
    void whatIsWrittenKeepsTheRules() throws IOException {
        RandomTrees trees = new RandomTrees(5);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            long samples = OtlpWriter.write(trees.next(), round % 2 == 0 ? "cpu" : "", "count", out);
            ProfilesData data = ProfilesData.parseFrom(out.toByteArray());
            assertEquals(List.of(), OtlpRules.brokenBy(data));
            assertEquals(
                    samples,
                    data.getResourceProfiles(0)
                            .getScopeProfiles(0)
                            .getProfiles(0)
                            .getSamplesCount());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OtlpWriter.write(Collapsed.tree("count;cpu 1\nunused;child 0\ncpu;count 2\n; 3\n"), "cpu", "count", out);
        assertEquals(List.of(), OtlpRules.brokenBy(ProfilesData.parseFrom(out.toByteArray())));
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.XZInputStream;

class JfrReaderTest {
    private static final Path DATA = Path.of("../notebooks/data");
    private static final Path BY_JDK = DATA.resolve("javac.jdk.jfr");
    private static final Path BY_ASYNC_PROFILER = DATA.resolve("javac-cpu.async-profiler.jfr");

    private static final Path RECORDINGS = Path.of("src/test/resources/jfr");

    @TempDir
    Path folder;

    @Test
    void theRecordingsHaveTheirKnownFigures() throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary cpu = new ProfileReader().read(BY_ASYNC_PROFILER, tree);
        assertEquals(List.of("cpu", "samples"), List.of(cpu.event(), cpu.unit()));
        assertEquals(4_010, tree.total());
        assertEquals(27_299, tree.nodeCount());

        ProfileSummary samples = new ProfileReader().read(BY_JDK, new CompactTree());
        assertEquals(375, samples.stacks());
        assertEquals("alloc (2236)", samples.others());

        CompactTree bytes = new CompactTree();
        ProfileSummary alloc = new ProfileReader().event("alloc").read(BY_JDK, bytes);
        assertEquals("bytes", alloc.unit());
        assertEquals(2_236, alloc.stacks());
        assertEquals(2_236 - 2_222, alloc.withoutStack());
        assertEquals(1_086_468_736, bytes.total());
        assertEquals(
                1_086_468_736 - 1_086_461_264,
                bytes.forest().self(bytes.handle(), "(no stack)".getBytes(), 0, "(no stack)".length()));
        assertEquals(463, samples.truncated() + alloc.truncated());
    }

    @Test
    void allTreesAgree() throws IOException {
        ReferenceTree reference = new ReferenceTree();
        CompactTree compact = new CompactTree();
        new ProfileReader().event("alloc").threads(true).read(BY_JDK, reference);
        new ProfileReader().event("alloc").threads(true).read(BY_JDK, compact);
        assertEquals(Collapsed.text(reference), Collapsed.text(compact));
    }

    @Test
    void asyncProfilersRecordingEqualsItsCollapsedStacks() throws IOException {
        CompactTree recording = new CompactTree();
        new ProfileReader().read(BY_ASYNC_PROFILER, recording);
        CompactTree collapsed = new CompactTree();
        new ProfileReader().read(DATA.resolve("javac-cpu.collapsed.gz"), collapsed);
        assertEquals(
                sorted(Collapsed.text(recording)),
                sorted(Collapsed.text(collapsed)
                        .lines()
                        .map(JfrReaderTest::dotted)
                        .collect(Collectors.joining("\n"))));
    }

    /** Collapsed stacks have slashes in classes' names, and a mark on Java frames. */
    private static String dotted(String line) {
        int space = line.lastIndexOf(' ');
        return Arrays.stream(line.substring(0, space).split(";"))
                        .map(frame -> frame.matches(".*_\\[[01ij]]")
                                ? frame.substring(0, frame.length() - 4).replace('/', '.')
                                : frame.replaceAll("_\\[k]$", ""))
                        .collect(Collectors.joining(";"))
                + line.substring(space);
    }

    private static Map<String, Long> sorted(String collapsed) {
        return collapsed
                .lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                        Long::sum,
                        TreeMap::new));
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "javac.jdk.jfr, cpu, jdk.ExecutionSample, ",
        "javac.jdk.jfr, alloc, jdk.ObjectAllocationSample, weight",
        "javac-cpu.async-profiler.jfr, cpu, jdk.ExecutionSample, ",
        "jdk-alloc-lock, alloc, jdk.ObjectAllocationSample, weight",
        "jdk-alloc-lock, lock, 'jdk.JavaMonitorEnter,jdk.ThreadPark', duration",
        "async-profiler-cpu-alloc-lock, cpu, jdk.ExecutionSample, ",
        "async-profiler-cpu-alloc-lock, alloc, jdk.ObjectAllocationInNewTLAB, tlabSize",
        "async-profiler-cpu-alloc-lock, lock, 'jdk.JavaMonitorEnter,jdk.ThreadPark', duration",
        "async-profiler-wall, wall, profiler.WallClockSample, samples"
    })
    void stacksEqualWhatTheJdksToolPrints(String name, String event, String types, String field) throws Exception {
        Path file = name.endsWith(".jfr") ? DATA.resolve(name) : unpacked(name);
        CompactTree tree = new CompactTree();
        new ProfileReader().event(event).read(file, tree);
        Map<String, Long> expected = new TreeMap<>();
        for (JsonElement printed : printed(file, types)) {
            JsonObject values = printed.getAsJsonObject().getAsJsonObject("values");
            expected.merge(
                    stack(values), field == null ? 1 : value(values.get(field).getAsString()), Long::sum);
        }
        assertEquals(expected, sorted(Collapsed.text(tree)));
        assertTrue(tree.total() > 0);
    }

    /** A number, or a time as the tool prints one: {@code PT0.012S}. */
    private static long value(String printed) {
        return printed.startsWith("PT") ? Duration.parse(printed).toNanos() : Long.parseLong(printed);
    }

    /** Recordings of Small.java beside them, by async-profiler 4.5 and the JDK's recorder, without other events. */
    private Path unpacked(String name) throws IOException {
        Path file = folder.resolve(name + ".jfr");
        try (InputStream in = new XZInputStream(Files.newInputStream(RECORDINGS.resolve(name + ".jfr.xz")))) {
            Files.copy(in, file);
        }
        return file;
    }

    @Test
    void theFirstKindOfEventThatThereIsIsTheUsualOne() throws IOException {
        CompactTree wall = new CompactTree();
        ProfileSummary summary = new ProfileReader().read(RECORDINGS.resolve("async-profiler-wall.jfr.xz"), wall);
        assertEquals("wall", summary.event());
        assertTrue(wall.total() > summary.stacks(), "an event may stand for several samples");
        ProfileSummary lock =
                new ProfileReader().event("lock").read(RECORDINGS.resolve("jdk-alloc-lock.jfr.xz"), new CompactTree());
        assertEquals("nanoseconds; cpu (2), alloc (301)", lock.unit() + "; " + lock.others());
    }

    private JsonArray printed(Path file, String type) throws Exception {
        Path json = folder.resolve("events.json");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                        "print",
                        "--json",
                        "--stack-depth",
                        "4096",
                        "--events",
                        type,
                        file.toString())
                .redirectOutput(json.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, tool.waitFor());
        try (Reader in = Files.newBufferedReader(json)) {
            return JsonParser.parseReader(in)
                    .getAsJsonObject()
                    .getAsJsonObject("recording")
                    .getAsJsonArray("events");
        }
    }

    private static String stack(JsonObject values) {
        if (values.get("stackTrace").isJsonNull()) {
            return "(no stack)";
        }
        List<String> frames = new ArrayList<>();
        for (JsonElement frame : values.getAsJsonObject("stackTrace").getAsJsonArray("frames")) {
            JsonObject method = frame.getAsJsonObject().getAsJsonObject("method");
            String type = method.getAsJsonObject("type").get("name").getAsString();
            boolean isFunction =
                    type.isEmpty() || method.get("descriptor").getAsString().equals("()L;");
            String name = method.get("name").getAsString();
            frames.add(0, (isFunction ? name : type.replace('/', '.') + "." + name).replace(';', ':'));
        }
        return String.join(";", frames);
    }

    @Test
    void threadsClassesAndLinesAreFramesOnRequest() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader()
                .event("alloc")
                .threads(true)
                .classes(true)
                .lines(true)
                .read(BY_JDK, tree);
        assertEquals(1_086_468_736, tree.total());
        String text = Collapsed.text(tree);
        assertTrue(text.lines().allMatch(line -> line.startsWith("[")), text.substring(0, 500));
        assertTrue(text.contains("[main];com.sun.tools.javac.Main.main:"), text.substring(0, 500));
        assertTrue(text.lines().anyMatch(line -> line.matches(".*;byte\\[] \\d+")));
    }

    @Test
    void classesAreNamedAsOneWritesThem() {
        assertEquals("byte[]", JfrClassName.of("[B"));
        assertEquals("java.lang.String[][]", JfrClassName.of("[[Ljava.lang.String;"));
        assertEquals("java.lang.String", JfrClassName.of("java.lang.String"));
    }

    @Test
    void anyTypeOfEventAndAnyNumberMayBeChosen() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().event("jdk.ObjectAllocationSample").value("weight").read(BY_JDK, tree);
        assertEquals(1_086_468_736, tree.total());
        CompactTree pauses = new CompactTree();
        ProfileSummary summary = new ProfileReader()
                .event("jdk.GarbageCollection")
                .value("sumOfPauses")
                .read(BY_JDK, pauses);
        assertEquals(25, summary.stacks());
        assertEquals(25, summary.withoutStack());
        assertTrue(pauses.total() > 25_000, pauses.total() + " ns");
    }

    @Test
    void anEventThatIsNotThereIsAnErrorThatSaysWhatIs() {
        assertFails(
                new ProfileReader().event("wall"),
                BY_JDK,
                ": has no event for wall; it has cpu \\(375\\), alloc \\(2236\\); others can be chosen by .*");
        assertFails(
                new ProfileReader().event("cpu").value("weight"),
                BY_JDK,
                ": its jdk.ExecutionSample events have no value \"weight\": choose samples, or .*");
    }

    @Test
    void typesOfEventsAreListedWithTheirCounts() throws IOException {
        List<EventType> types = new ProfileReader().events(BY_JDK);
        Map<String, Long> expected = new TreeMap<>();
        RecordingFile.readAllEvents(BY_JDK)
                .forEach(event -> expected.merge(event.getEventType().getName(), 1L, Long::sum));
        assertEquals(
                expected,
                types.stream().collect(Collectors.toMap(EventType::name, EventType::count, Long::sum, TreeMap::new)));
        assertEquals(
                List.of("jdk.ExecutionSample", "jdk.ObjectAllocationSample", "jdk.ThreadStart"),
                types.stream().filter(EventType::hasStacks).map(EventType::name).toList());
        Path wall = RECORDINGS.resolve("async-profiler-wall.jfr.xz");
        try (InputStream in = Files.newInputStream(wall)) {
            assertEquals(new ProfileReader().events(wall), new ProfileReader().events(in, "in"));
        }
        assertThrows(ProfileException.class, () -> new ProfileReader().events(DATA.resolve("go-types-cpu.pprof")));
    }

    @ParameterizedTest
    @CsvSource({
        "until, is no amount",
        "startTime, is no amount",
        "address, is no amount",
        "eventThread, is no amount",
        "nothing, have no value"
    })
    void fieldsThatAreNoAmountsAreRefusedBeforeAnythingIsRead(String field, String reason) throws IOException {
        Path file = unpacked("jdk-alloc-lock");
        CompactTree tree = new CompactTree();
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().event("jdk.ThreadPark").value(field).read(file, tree));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
        assertTrue(
                error.getMessage().endsWith(": choose samples, or one of their fields: duration, timeout"),
                error.getMessage());
        assertEquals(1, tree.nodeCount());
    }

    @Test
    void concatenatedRecordingsAddUp() throws IOException {
        Path both = folder.resolve("both.jfr");
        byte[] first = Files.readAllBytes(BY_JDK);
        byte[] second = Files.readAllBytes(BY_ASYNC_PROFILER);
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Files.write(both, all);
        CompactTree expected = new CompactTree();
        new ProfileReader().read(BY_JDK, expected);
        new ProfileReader().read(BY_ASYNC_PROFILER, expected);
        CompactTree tree = new CompactTree();
        new ProfileReader().read(both, tree);
        assertEquals(Collapsed.text(expected), Collapsed.text(tree));
    }

    @Test
    void aRecordingCutShortAnywhereIsAnErrorWithThePlace() throws IOException {
        byte[] whole = Files.readAllBytes(BY_JDK);
        Path file = folder.resolve("cut.jfr");
        for (int length : new int[] {4, 40, 67, 68, 69, 1_000, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertFails(
                    new ProfileReader(),
                    file,
                    ": is cut short: the chunk at byte 0 has .* bytes, and the file ends at " + length);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 100);
        Files.write(file, longer);
        assertFails(
                new ProfileReader(),
                file,
                ": is damaged at byte " + whole.length
                        + ": no chunk begins there; with --salvage the chunks that are whole are read");
        byte[] wrongLength = whole.clone();
        wrongLength[68] = (byte) 0x80;
        wrongLength[69] = (byte) 0x80;
        wrongLength[70] = (byte) 0x80;
        wrongLength[71] = 0;
        Files.write(file, wrongLength);
        assertFails(new ProfileReader(), file, ": is damaged at byte 68: an event cannot have 0 bytes there, .*");
    }

    @ParameterizedTest
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(strings = {"jdk-alloc-lock", "async-profiler-cpu-alloc-lock"})
    void damageAnywhereIsAnErrorWithItsPlaceOrAnotherValue(String name) throws IOException {
        byte[] whole = Files.readAllBytes(unpacked(name));
        long constants = ByteBuffer.wrap(whole).getLong(16);
        Random random = new Random(11);
        Path file = folder.resolve("damaged.jfr");
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = whole.clone();
            // Half of the time in the constants, and as a large number.
            int at = round % 2 == 0
                    ? (int) constants + random.nextInt(whole.length - (int) constants)
                    : random.nextInt(whole.length);
            int length = Math.min(1 + random.nextInt(9), whole.length - at);
            Arrays.fill(damaged, at, at + length, (byte) (round % 4 < 2 ? 0xFF : random.nextInt()));
            Files.write(file, damaged);
            try {
                new ProfileReader().event("alloc").read(file, new CompactTree());
            } catch (ProfileException e) {
                refused++;
                assertTrue(
                        e.getMessage().matches(".*( at | behind )byte \\d+.*|.* has no event for .*"), e.getMessage());
            }
        }
        assertTrue(refused > 100, refused + " of 400 refused");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatWouldKeepTheJdksReaderBusyForEverIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(unpacked("jdk-alloc-lock"));
        int constants = (int) ByteBuffer.wrap(whole).getLong(16);
        int metadata = (int) ByteBuffer.wrap(whole).getLong(24);
        Path file = folder.resolve("hostile.jfr");
        ByteBuffer unfinished = ByteBuffer.wrap(whole.clone()).put(64, (byte) 255);
        Files.write(file, unfinished.array());
        assertFails(new ProfileReader(), file, ": the chunk at byte 0 was never finished; .*");

        ByteBuffer swapped = ByteBuffer.wrap(whole.clone()).putLong(16, metadata);
        Files.write(file, swapped.array());
        assertFails(
                new ProfileReader(),
                file,
                ": is damaged at byte " + metadata + ": constants should be there, and are not");

        // Behind the event's length and type, and its start and duration: how far back constants go on.
        ByteBuffer forward = ByteBuffer.wrap(whole.clone()).position(constants);
        for (int i = 0; i < 4; i++) {
            skipNumber(forward);
        }
        int place = forward.position();
        skipNumber(forward);
        int pools = forward.position() + 1;
        forward.put(place, (byte) 0x85);
        for (int i = place + 1; i < pools - 1; i++) {
            forward.put(i, (byte) (i < pools - 2 ? 0x80 : 0));
        }
        Files.write(file, forward.array());
        assertFails(
                new ProfileReader(),
                file,
                ": is damaged at byte " + place + ": constants cannot go on 5 bytes from there");

        ByteBuffer many = ByteBuffer.wrap(whole.clone());
        many.put(pools, new byte[] {-1, -1, -1, -1, 7});
        Files.write(file, many.array());
        assertFails(
                new ProfileReader(),
                file,
                ": is damaged at byte " + pools + ": there cannot be 2147483647 things in the \\d+ bytes left");
    }

    /** Of a number's nine bytes at most, the last one alone may be negative as the others are. */
    private static void skipNumber(ByteBuffer bytes) {
        for (int i = 1; bytes.get() < 0 && i < 9; i++) {
            // On to the next byte.
        }
    }

    @Test
    void whatARecordingTellsInTwoWaysIsCountedOnce() throws IOException {
        byte[] buffers = Files.readAllBytes(unpacked("async-profiler-cpu-alloc-lock"));
        byte[] samples = Files.readAllBytes(unpacked("jdk-alloc-lock"));
        Path both = folder.resolve("both.jfr");
        Files.write(both, buffers);
        CompactTree expected = new CompactTree();
        new ProfileReader().event("alloc").read(both, expected);
        Files.write(both, samples, StandardOpenOption.APPEND);
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().event("alloc").read(both, tree);
        assertEquals(Collapsed.text(expected), Collapsed.text(tree));
        assertTrue(summary.others().contains("jdk.ObjectAllocationSample (301)"), summary.others());
        ProfileSummary other =
                new ProfileReader().event("jdk.ObjectAllocationSample").read(both, new CompactTree());
        assertEquals(301, other.stacks());
    }

    @Test
    void readingEndsWhenInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> new ProfileReader().read(BY_JDK, new CompactTree()));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    private static void assertFails(ProfileReader reader, Path file, String pattern) {
        ProfileException error = assertThrows(ProfileException.class, () -> reader.read(file, new CompactTree()));
        assertTrue(error.getMessage().substring(file.toString().length()).matches(pattern), error.getMessage());
    }
}

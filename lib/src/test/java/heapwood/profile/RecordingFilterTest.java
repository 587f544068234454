package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFilterTest {
    private static final Path BY_JDK = Path.of("../notebooks/data/javac.jdk.jfr");
    private static final Path WALL = Path.of("src/test/resources/jfr/async-profiler-wall.jfr.xz");

    @Test
    void timesThreadsAndStatesAreThoseOfTheJdksReader() throws IOException {
        List<RecordedEvent> all = RecordingFile.readAllEvents(BY_JDK);
        Instant since = all.stream()
                .map(RecordedEvent::getStartTime)
                .sorted()
                .skip(all.size() / 3)
                .findFirst()
                .orElseThrow();
        Instant until = since.plusMillis(700);
        assertEqual(
                all,
                filter(since.toString(), until.toString(), null, Set.of()),
                e -> !e.getStartTime().isBefore(since) && e.getStartTime().isBefore(until));
        assertEqual(
                all,
                filter(null, null, "^ma", Set.of()),
                e -> e.getThread("sampledThread").getJavaName().startsWith("ma"));
        assertEqual(
                all,
                filter(null, null, "^nobody$|ma.n", Set.of("Runnable", "sleeping")),
                e -> "STATE_RUNNABLE".equals(e.getString("state")));
    }

    private static RecordingFilter filter(String since, String until, String thread, Set<String> states) {
        return new RecordingFilter(
                since == null ? null : RecordingTime.parse(since),
                until == null ? null : RecordingTime.parse(until),
                thread == null ? null : Pattern.compile(thread),
                states);
    }

    private static void assertEqual(List<RecordedEvent> all, RecordingFilter filter, Predicate<RecordedEvent> wanted)
            throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        all.stream()
                .filter(e -> e.getEventType().getName().equals("jdk.ExecutionSample"))
                .filter(wanted)
                .forEach(e -> expected.merge(
                        e.getStackTrace().getFrames().get(0).getMethod().getName(), 1L, Long::sum));
        CompactTree tree = new CompactTree();
        ProfileSummary summary = new ProfileReader().only(filter).read(BY_JDK, tree);
        Map<String, Long> read = new TreeMap<>();
        Collapsed.text(tree).lines().forEach(line -> {
            int space = line.lastIndexOf(' ');
            String frame = line.substring(line.lastIndexOf(';', space) + 1, space);
            read.merge(frame.substring(frame.lastIndexOf('.') + 1), Long.valueOf(line.substring(space + 1)), Long::sum);
        });
        assertEquals(expected, read);
        long left = expected.values().stream().mapToLong(n -> n).sum();
        assertTrue(left > 0);
        assertEquals(left, summary.stacks());
        if (left < 375) {
            ProfileSummary.Note note = new ProfileSummary.Note("filtered out", 375 - left, "events without " + filter);
            assertEquals(List.of(note), summary.notes());
        }
    }

    @Test
    void partsByTimeAddUpToTheWhole() throws IOException {
        CompactTree whole = new CompactTree();
        CompactTree parts = new CompactTree();
        ProfileReader reader = new ProfileReader().event("alloc");
        reader.read(BY_JDK, whole);
        reader.only(filter(null, "1.5s", null, Set.of())).read(BY_JDK, parts);
        assertTrue(parts.total() > 0 && parts.total() < whole.total());
        reader.only(filter("1s500ms", null, null, Set.of())).read(BY_JDK, parts);
        assertEquals(Collapsed.text(whole), Collapsed.text(parts));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 1000000000",
        "1500ms, 2500000000",
        "1m0.5s, 61500000000",
        "-2s, 8000000000",
        "1970-01-01T00:00:03Z, 3000000000",
        "1970-01-01T01:00:03+01:00, 3000000000"
    })
    void timesCountFromTheStartFromTheEndOrAreDates(String text, long nanos) {
        assertEquals(nanos, RecordingTime.parse(text).in(1_000_000_000L, 10_000_000_000L));
    }

    @Test
    void aDateWithoutZoneIsThisSystems() {
        LocalDateTime local = LocalDateTime.of(2026, 11, 25, 14, 30);
        assertEquals(
                local.atZone(ZoneId.systemDefault()).toEpochSecond() * 1_000_000_000L,
                RecordingTime.parse("2026-11-25T14:30").in(0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "90", "5 s", "1d", "1h-5m", "yesterday", "2026-11-25", "+999999999-01-01T00:00:00Z"})
    void whatIsNoTimeIsRefused(String text) {
        assertThrows(DateTimeParseException.class, () -> RecordingTime.parse(text));
    }

    @Test
    void whatLeavesNothingIsAnErrorThatSaysSo() {
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileReader()
                        .only(filter("1h", null, "x", Set.of("b", "a")))
                        .read(BY_JDK, new CompactTree()));
        assertEquals(
                BY_JDK + ": of its 375 events for cpu none is left with since 1h, thread x, state a or b",
                error.getMessage());
    }

    @Test
    void eventsThatDoNotSayTheStateAndOtherFormatsAreRefused() {
        RecordingFilter running = filter(null, null, null, Set.of("runnable"));
        ProfileException alloc = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().event("alloc").only(running).read(BY_JDK, new CompactTree()));
        assertEquals(
                BY_JDK + ": its jdk.ObjectAllocationSample events do not say their thread's state", alloc.getMessage());
        ProfileException collapsed = assertThrows(
                ProfileException.class,
                () -> new ProfileReader()
                        .only(running)
                        .read(new ByteArrayInputStream("a;b 3\n".getBytes()), "in", new CompactTree()));
        assertTrue(
                collapsed.getMessage().startsWith("in: is collapsed stacks, which does not say"),
                collapsed.getMessage());
    }

    @Test
    void wallClockSamplesCanBeChosenByState() throws IOException {
        CompactTree all = new CompactTree();
        CompactTree running = new CompactTree();
        CompactTree sleeping = new CompactTree();
        ProfileReader reader = new ProfileReader().event("wall");
        reader.read(WALL, all);
        reader.only(filter(null, null, null, Set.of("runnable"))).read(WALL, running);
        reader.only(filter(null, null, null, Set.of("STATE_SLEEPING"))).read(WALL, sleeping);
        assertTrue(running.total() > 0 && sleeping.total() > 0);
        assertEquals(all.total(), running.total() + sleeping.total());
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimelineTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Path RECORDING = Path.of("../notebooks/data/javac-cpu.async-profiler.jfr");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyRangeIsTheSumOfItsSamples(long seed) {
        Random random = new Random(seed);
        Timeline timeline = new Timeline();
        NavigableMap<Instant, List<StackTree>> oracle = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            Instant time = START.plusNanos(random.nextInt(2_000_000_000));
            StackTree tree = new CompactTree();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String key = "a" + random.nextInt(3) + ";b" + random.nextInt(3) + ";c".repeat(random.nextInt(90));
                tree.insert(key.getBytes(StandardCharsets.UTF_8), 1 + random.nextInt(9));
            }
            timeline.add(time, tree);
            oracle.computeIfAbsent(time, any -> new ArrayList<>()).add(tree);
        }
        for (int i = 0; i < 50; i++) {
            Instant from = START.plusNanos(random.nextInt(2_000_000_000));
            Instant to = from.plusNanos(random.nextInt(500_000_000));
            assertEquals(digest(oracle.subMap(from, to)), TreeDigest.of(timeline.tree(from, to)));
        }
        long[] sums = timeline.sums(START, Duration.ofMillis(20), 100);
        for (int i = 0; i < sums.length; i++) {
            Instant from = START.plusMillis(20L * i);
            assertEquals(timeline.tree(from, from.plusMillis(20)).total(), sums[i]);
        }
        assertEquals(oracle.firstKey(), timeline.first());
        assertEquals(oracle.lastKey(), timeline.last());
    }

    private static TreeDigest digest(SortedMap<Instant, List<StackTree>> trees) {
        CompactTree sum = new CompactTree();
        trees.values()
                .forEach(list -> list.forEach(tree -> tree.iterate((key, length, self) -> {
                    if (self != 0) {
                        sum.insert(key, 2, length - 2, self);
                    }
                })));
        return TreeDigest.of(sum);
    }

    @Test
    void aRecordingsRangeIsWhatReadingThatRangeGives() throws IOException {
        Timeline timeline = new Timeline();
        ProfileSummary read = new ProfileReader().readTimes(RECORDING, timeline);
        assertEquals(4_010, read.stacks());
        assertEquals(4_010, timeline.size());
        assertEquals(4_010, timeline.tree(Instant.MIN, Instant.MAX).total());
        Instant from = timeline.first().plusMillis(3_210);
        for (Duration length : List.of(Duration.ofMillis(20), Duration.ofSeconds(4))) {
            CompactTree expected = new CompactTree();
            RecordingTime since = RecordingTime.parse(from.toString());
            RecordingTime until = RecordingTime.parse(from.plus(length).toString());
            new ProfileReader()
                    .only(new RecordingFilter(since, until, null, Set.of()))
                    .read(RECORDING, expected);
            assertEquals(TreeDigest.of(expected), TreeDigest.of(timeline.tree(from, from.plus(length))));
        }
    }

    @Test
    void aProfileWithoutTimesIsRefused() throws IOException {
        Path collapsed = Files.writeString(folder.resolve("x.folded"), "a 1\n");
        ProfileException refused =
                assertThrows(ProfileException.class, () -> new ProfileReader().readTimes(collapsed, new Timeline()));
        assertTrue(refused.getMessage().contains("does not say when"), refused.getMessage());
        Path pprof = Path.of("../notebooks/data/go-types-cpu.pprof");
        refused = assertThrows(ProfileException.class, () -> new ProfileReader().readTimes(pprof, new Timeline()));
        assertTrue(refused.getMessage().contains("no label timestamp_ns"), refused.getMessage());
    }

    /** A timer each half of a second is two lines across the picture, and nothing else. */
    @Test
    void whatHappensPeriodicallyIsALine() {
        Timeline timeline = new Timeline();
        CompactTree tree = Collapsed.tree("a 1\n");
        for (int i = 0; i < 120; i++) {
            timeline.add(START.plusMillis(130 + 500L * i), tree);
        }
        TimeGrid grid = TimeGrid.of(timeline.first(), timeline.last(), Duration.ofMillis(20));
        assertEquals(new TimeGrid(START, Duration.ofSeconds(1), 60, 50), grid);
        long[] sums = timeline.sums(grid.from(), grid.cell(), grid.cells());
        Set<Integer> rows = new HashSet<>();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                rows.add(i % grid.rows());
            }
        }
        assertEquals(Set.of(6, 31), rows);
        String svg = Heatmap.of(timeline).title("A & B").svg();
        assertTrue(svg.contains("A &amp; B") && svg.contains("10:00:00.120: 1 sample"), svg);
    }

    @Test
    void aLongTimelineHasLongerColumns() {
        assertEquals(
                Duration.ofMinutes(10),
                TimeGrid.of(START, START.plusSeconds(86_390), Duration.ofSeconds(10))
                        .column());
        assertEquals(
                145,
                TimeGrid.of(START.plusSeconds(1), START.plusSeconds(86_400), Duration.ofSeconds(10))
                        .columns());
        assertEquals(
                Duration.ofDays(1),
                TimeGrid.of(START, START.plusSeconds(86_400 * 900), Duration.ofMillis(20))
                        .column());
    }
}

package heapwood.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphStats;

final class ProfileStoreTest {
    private static final Instant START = Instant.parse("2026-03-01T09:59:00Z");

    @TempDir
    private Path folder;

    @Test
    void aRangeHasTheProfilesThatBeginInIt() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            store.append("shop", START, tree("a;b", 1));
            store.append("shop", START.plusSeconds(10), tree("a;c", 2));
            store.append("shop", START.plusSeconds(20), tree("a;b", 4));
            store.append("mill", START, tree("x", 8));
            assertSame(tree("a;b", 1, "a;c", 2), store.query("shop", START, START.plusSeconds(20)));
            assertSame(tree("a;c", 2), store.query("shop", START.plusSeconds(1), START.plusSeconds(11)));
            assertSame(tree("a;b", 5, "a;c", 2), store.query("shop", Instant.MIN, Instant.MAX));
            assertSame(tree(), store.query("shop", START.plusSeconds(21), START.plusSeconds(11)));
            assertEquals(
                    List.of("mill", "shop"),
                    store.series().stream().map(SeriesInfo::name).toList());
            SeriesInfo shop = store.series().get(1);
            assertEquals(List.of(3L, 4L, 3L), List.of(shop.profiles(), shop.nodes(), shop.names()));
            assertEquals(START.plusSeconds(30), shop.end());
        }
    }

    /** Zero values, empty frames, empty profiles, sums that wrap, and bytes that are no text. */
    @Test
    void whatIsOddIsKept() throws IOException {
        byte[] odd = {-1, ';', 0, ';', ';', -128};
        StackTree tree = tree("a;b", 0, "", 1, "a", -1, ";", -1);
        tree.insert(odd, 7);
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            store.append("odd", START, tree);
            store.append("odd", START, tree());
            store.append("odd", START, tree);
            StackTree twice = tree("a;b", 0, "", 2, "a", -2, ";", -2);
            twice.insert(odd, 14);
            assertSame(twice, store.query("odd", START, START.plusSeconds(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyRangeIsTheSumOfItsProfiles(long seed) throws IOException {
        Random random = new Random(seed);
        NavigableMap<Instant, List<StackTree>> oracle = new TreeMap<>();
        Instant now = START;
        ProfileStore store = ProfileStore.openToWrite(folder);
        ProfileStore reader = null;
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(random.nextInt(30) == 0 ? random.nextInt(20_000) : random.nextInt(20));
            // Some come late.
            Instant time = random.nextInt(10) == 0 ? now.minusSeconds(random.nextInt(5_000)) : now;
            StackTree tree = randomTree(random);
            store.append("app", time, tree);
            oracle.computeIfAbsent(time, any -> new ArrayList<>()).add(tree);
            if (reader == null) {
                reader = ProfileStore.openToRead(folder);
            }
            if (random.nextInt(100) == 0) {
                Instant horizon = START.plusSeconds(
                        random.nextInt((int) Duration.between(START, now).toSeconds() + 1));
                store.dropBefore(horizon);
                oracle.headMap(horizon(horizon), false).clear();
            }
            if (random.nextInt(100) == 0) {
                store.close();
                store = ProfileStore.openToWrite(folder);
                assertEquals(List.of(), store.notes());
            }
            if (random.nextInt(20) == 0) {
                Instant from = START.plusSeconds(random.nextInt(100_000) - 1000);
                Instant to = from.plusSeconds(random.nextInt(1 << random.nextInt(18)));
                StackTree expected = sum(oracle.subMap(
                        horizon(from), horizon(to).isBefore(horizon(from)) ? horizon(from) : horizon(to)));
                assertSame(expected, store.query("app", from, to));
                reader.refresh();
                assertSame(expected, reader.query("app", from, to));
                assertEquals(
                        expected.total(),
                        reader.totals("app", from, to).values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
            }
        }
        store.check();
        store.close();
        reader.check();
        reader.close();
    }

    /** The next begin of a step. */
    private static Instant horizon(Instant time) {
        return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), 10_000) * 10_000);
    }

    private static StackTree sum(Map<Instant, List<StackTree>> trees) {
        StackTree sum = new ReferenceTree();
        trees.values()
                .forEach(list -> list.forEach(tree -> tree.iterate((key, length, self) -> {
                    if (length > 1) {
                        sum.insert(key, 2, length - 2, self);
                    }
                })));
        return sum;
    }

    private static StackTree randomTree(Random random) {
        StackTree tree = new ReferenceTree();
        for (int i = random.nextInt(8); i > 0; i--) {
            StringBuilder key = new StringBuilder().append((char) ('a' + random.nextInt(4)));
            for (int depth = random.nextInt(6); depth > 0; depth--) {
                key.append(';').append((char) ('a' + random.nextInt(5)));
            }
            tree.insert(
                    key.toString().getBytes(StandardCharsets.US_ASCII), random.nextInt(3) == 0 ? 0 : random.nextLong());
        }
        return tree;
    }

    /** A file that ends anywhere is what a crash leaves: all profiles whose records are whole are there, and no other. */
    @Test
    void aCrashAtAnyByteLosesNothingThatAnAppendHasReturnedFrom() throws IOException {
        List<Long> ends = new ArrayList<>();
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            for (int i = 0; i < 25; i++) {
                store.append("app", START.plusSeconds(10L * i), tree("a;" + (i % 7), 1));
                ends.add(Files.size(file()));
            }
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = (int) (long) ends.get(0); length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            int end = length;
            long acknowledged = ends.stream().filter(each -> each <= end).count();
            try (ProfileStore reader = ProfileStore.openToRead(folder);
                    ProfileStore store = ProfileStore.openToWrite(folder)) {
                assertTrue(store.query("app", Instant.MIN, Instant.MAX).total() >= acknowledged);
                assertEquals(
                        reader.query("app", Instant.MIN, Instant.MAX).total(),
                        store.query("app", Instant.MIN, Instant.MAX).total());
                store.append("app", START.plusSeconds(250), tree("b", 1));
                assertEquals(
                        acknowledged + 1,
                        store.query("app", Instant.MIN, Instant.MAX).total());
                store.check();
            }
        }
    }

    @Test
    void whatIsDroppedIsSaid() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            store.append("app", START, tree("a", 1));
        }
        Files.write(file(), new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
        Files.write(folder.resolve("000001.series.new"), new byte[9]);
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            assertEquals(
                    List.of(
                            "000001.series.new: a file that was being written was dropped",
                            "000001.series (app): the last 3 bytes, of a profile that was being appended, were dropped"),
                    store.notes());
        }
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            assertEquals(List.of(), store.notes());
        }
    }

    /** A damaged byte before whole records is no torn end: nothing behind it is dropped for it. */
    @Test
    void aDamagedFileIsRefusedAndLeftAsItIs() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            for (int i = 0; i < 5; i++) {
                store.append("app", START.plusSeconds(10L * i), tree("a;" + i, 1));
            }
        }
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length - 60);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), damaged);
            assertThrows(StoreException.class, () -> ProfileStore.openToWrite(folder));
            assertThrows(StoreException.class, () -> ProfileStore.openToRead(folder));
            assertArrayEquals(damaged, Files.readAllBytes(file()));
        }
    }

    /** Each byte of a record is changed, with a checksum that is right for it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, ';', 0x80, 0xff})
    void aSoundChecksumOverNonsenseIsNotTrusted(int value) throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            store.append("shop", START, tree("a;b", 1, "a;c", 300));
        }
        Path file = folder.resolve("000001.series");
        byte[] sound = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(sound);
        int record = 5 + 12 + bytes.getInt(9);
        int length = bytes.getInt(record + 4);
        assertEquals(sound.length, record + 12 + length);
        for (int at = record + 8; at < record + 8 + length; at++) {
            byte[] changed = sound.clone();
            changed[at] = (byte) value;
            CRC32C crc = new CRC32C();
            crc.update(changed, record + 4, 4 + length);
            ByteBuffer.wrap(changed).putInt(record + 8 + length, (int) crc.getValue());
            Files.write(file, changed);
            try (ProfileStore store = ProfileStore.openToRead(folder)) {
                store.check();
                store.query("shop", Instant.MIN, Instant.MAX);
            } catch (StoreException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }

    @Test
    void aTimeThatNoQueryReachesIsRefused() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            for (Instant time : List.of(Instant.MIN, Instant.parse("-100000000-01-01T00:00:00Z"), Instant.MAX)) {
                assertThrows(IllegalArgumentException.class, () -> store.append("shop", time, tree("a", 1)));
            }
            Instant farthest = Instant.ofEpochSecond((1L << 49) - 1);
            store.append("shop", farthest, tree("a", 1));
            store.append("shop", Instant.EPOCH.minusSeconds((1L << 49) - 1), tree("a", 2));
            assertSame(tree("a", 3), store.query("shop", Instant.MIN, Instant.MAX));
            store.check();
        }
        try (ProfileStore store = ProfileStore.openToRead(folder)) {
            assertSame(tree("a", 3), store.query("shop", Instant.MIN, Instant.MAX));
        }
    }

    /** The second record, from byte 31 to 79, has a slot of nine bytes; found by fuzzing. */
    @Test
    void aSlotThatNoProfileCanBeInIsRefused() throws IOException {
        Path file = folder.resolve("000001.series");
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(
                                "SFdUUwFIV1RSAAAADgNhcHCQTgdzYW1wbGVzeFYhK0hXVFIAAAAkBARtYWkrAmYwAWcBaAQBAAEBAgIBAwEAgPqPov63qKut"
                                        + "/wAADgNhcHCQTgdzJg=="));
        byte[] bytes = Files.readAllBytes(file);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 35, 40);
        ByteBuffer.wrap(bytes).putInt(75, (int) crc.getValue());
        Files.write(file, bytes);
        StoreException refused = assertThrows(StoreException.class, () -> ProfileStore.openToRead(folder));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(" of level 0, which no profile can be in"), refused.getMessage());
    }

    @Test
    void oneWriterAtATime() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            StoreException refused = assertThrows(StoreException.class, () -> ProfileStore.openToWrite(folder));
            assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
            store.append("app", START, tree("a", 1));
        }
        try (ProfileStore reader = ProfileStore.openToRead(folder)) {
            assertThrows(IllegalStateException.class, () -> reader.append("app", START, tree("a", 1)));
            assertThrows(IllegalArgumentException.class, () -> reader.query("none", START, START));
        }
    }

    @Test
    void oldProfilesAndTheStacksThatOnlyTheyHadAreDropped() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            for (int i = 0; i < 2000; i++) {
                store.append("app", START.plusSeconds(10L * i), tree("old;" + i, 1, "all", 1));
            }
            long before = Files.size(file());
            store.dropBefore(START.plusSeconds(10 * 1500));
            assertTrue(Files.size(file()) < before / 3);
            SeriesInfo info = store.series().get(0);
            assertEquals(List.of(500L, 503L), List.of(info.profiles(), info.nodes()));
            assertEquals(1000, store.query("app", Instant.MIN, Instant.MAX).total());
            store.check();
            store.keepLast("app", 1000);
            assertTrue(store.series().get(0).profiles() < 400, store.series().toString());
            store.check();
        }
    }

    @Test
    void aStoreIsAFewDozenObjectsHoweverManyProfiles() throws IOException {
        try (ProfileStore store = ProfileStore.openToWrite(folder)) {
            for (int i = 0; i < 1000; i++) {
                store.append("app", START.plusSeconds(10L * i), tree("a;" + i + ";b", 1));
            }
        }
        try (Series series = Series.open(file(), false)) {
            StackTable stacks = series.stacks();
            assertTrue(GraphStats.parseInstance(stacks, series.runs()).totalCount() <= 64);
        }
    }

    private Path file() {
        return folder.resolve("000001.series");
    }

    private static StackTree tree(Object... keysAndValues) {
        StackTree tree = new ReferenceTree();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.insert(
                    ((String) keysAndValues[i]).getBytes(StandardCharsets.ISO_8859_1),
                    ((Number) keysAndValues[i + 1]).longValue());
        }
        return tree;
    }

    private static void assertSame(StackTree expected, CompactTree actual) {
        assertEquals(TreeDigest.of(expected), TreeDigest.of(actual));
        assertEquals(expected.nodeCount(), actual.nodeCount());
        assertEquals(expected.total(), actual.total());
    }
}

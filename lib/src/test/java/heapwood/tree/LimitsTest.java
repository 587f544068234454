package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers near what an int holds, without arrays of that length. */
final class LimitsTest {
    private static final int PAGES = 1 << 17;

    /** The number of slots that a forest may have. */
    private static final int HIGHEST = Integer.MAX_VALUE - 0xFFFF;

    /** Pages up to the last two are taken as full; what is added then has the highest addresses there are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 16_000, 16_400, 40_000, 65_000})
    @Timeout(60)
    void namesOnTheLastPagesAreAsAnywhereElse(int length) {
        NameRecords records = new NameRecords(1L << 33);
        assertEquals((1L << 33) - (1 << 16), records.mostBytes());
        records.add(new byte[3], 0, 3);
        records.skipPages(PAGES - 1 - 1 - 2);
        byte[] name = new byte[length];
        List<Integer> ids = new ArrayList<>();
        int last = fill(records, name, ids);
        assertTrue(last >= (PAGES - 2) << 14, "the last page is used");
        for (int i = 0; i < ids.size(); i++) {
            Arrays.fill(name, (byte) i);
            assertName(records, ids.get(i), name);
        }
        int all = ids.size();
        for (int round = 0; round < 3; round++) {
            for (int id : ids) {
                records.free(id);
            }
            ids.clear();
            fill(records, name, ids);
            assertEquals(all, ids.size(), all / 2.0, "names that fit in again");
        }
    }

    private static int fill(NameRecords records, byte[] name, List<Integer> ids) {
        int largest = 0;
        while (true) {
            Arrays.fill(name, (byte) ids.size());
            try {
                int id = records.add(name, 0, name.length);
                assertTrue(id > 0, "an id is positive");
                ids.add(id);
                largest = Math.max(largest, id);
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("no room for"), e.getMessage());
                return largest;
            }
        }
    }

    private static void assertName(NameRecords records, int id, byte[] name) {
        byte[] array = records.array(id);
        int start = NameRecords.start(array, records.offset(id));
        int length = NameRecords.length(array, records.offset(id));
        assertArrayEquals(name, Arrays.copyOfRange(array, start, start + length));
    }

    @ParameterizedTest
    @ValueSource(ints = {16_377, 16_400, 22_000, 32_700, 33_000, 60_000, 65_529, 66_000, 100_000, 131_100})
    void longNamesTakeAtMostTwiceTheirBytes(int length) {
        NameRecords records = new NameRecords(1L << 33);
        List<Integer> ids = new ArrayList<>();
        byte[] name = new byte[length];
        for (int i = 0; i < 400; i++) {
            ids.add(records.add(name, 0, length));
            if (i % 3 == 0) {
                records.add(name, 0, i % 50);
            }
        }
        assertEquals(534, records.check());
        long taken = ids.stream().map(id -> id >>> 14).distinct().count() << 16;
        long before = records.allocatedBytes();
        int pages = (int) ((NameRecords.recordBytes(length) + 0xFFFF) >>> 16);
        assertTrue(taken * pages <= 2.05 * length * ids.size(), () -> taken * pages + " bytes");
        ids.forEach(records::free);
        for (int i = 0; i < 400; i++) {
            records.add(name, 0, length);
        }
        assertEquals(534, records.check());
        assertEquals(before, records.allocatedBytes(), before * 0.1, "what is free is used again");
    }

    /** An empty page waits to be swept, and a long name takes it; short names then must not go there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void longNamesInPagesThatWereFullOfShortOnesStayAsTheyAre(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NameRecords records = new NameRecords(1L << 33);
        Map<Integer, byte[]> names = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            // Short names fill some pages, and nearly all of them go.
            int bytes = 20_000 + random.nextInt(200_000);
            while (bytes > 0) {
                boolean isLong = random.nextInt(400) == 0;
                byte[] name = new byte[isLong ? 16_380 + random.nextInt(20_000) : random.nextInt(600)];
                Arrays.fill(name, (byte) random.nextInt(256));
                names.put(records.add(name, 0, name.length), name);
                bytes -= name.length + 4;
            }
            assertEquals(names.size(), records.check());
            names.forEach((id, name) -> assertName(records, id, name));
            int kept = random.nextInt(3) * 100;
            names.keySet().removeIf(id -> {
                boolean goes = random.nextInt(1000) >= kept;
                if (goes) {
                    records.free(id);
                }
                return goes;
            });
            assertEquals(names.size(), records.check());
        }
    }

    @Test
    void aKeyLongerThanAnArrayIsRefusedAsDocumented() {
        assertEquals(512, KeyBuilder.capacity(256, 300, 96));
        assertEquals(Sizes.LONGEST_ARRAY, KeyBuilder.capacity(1 << 30, (1L << 30) + 1, 96));
        assertEquals(Sizes.LONGEST_ARRAY, KeyBuilder.capacity(1 << 30, Sizes.LONGEST_ARRAY - 96L, 96));
        for (long length : new long[] {Sizes.LONGEST_ARRAY - 95L, Integer.MAX_VALUE, 1L << 31, 1L << 33}) {
            IllegalStateException e = assertThrows(
                    IllegalStateException.class, () -> KeyBuilder.capacity(Sizes.LONGEST_ARRAY, length, 96));
            assertTrue(e.getMessage().contains("use walk"), e.getMessage());
        }
    }

    @Test
    void aTreeWithMoreBranchesThanAnArrayHoldsIsRefusedByAWalk() {
        assertEquals(Sizes.LONGEST_ARRAY / 3 * 3, Branches.ints(Sizes.LONGEST_ARRAY / 3));
        assertThrows(IllegalStateException.class, () -> Branches.ints(1L << 30));
        assertThrows(IllegalStateException.class, () -> Branches.ints(1L << 31));
    }

    @Test
    void arraysGrowUpToTheLongestAndNotBeyond() {
        assertEquals(16, Sizes.grown(0, 16, 0));
        assertEquals(17, Sizes.grown(16, 0, -5));
        assertEquals(1_610_612_736, Sizes.grown(1 << 30, 0, 1 << 29));
        assertEquals(Sizes.LONGEST_ARRAY, Sizes.grown(1_610_612_736, 0, 805_306_368));
        assertEquals(Sizes.LONGEST_ARRAY, Sizes.grown(Sizes.LONGEST_ARRAY - 1, 0, Integer.MAX_VALUE));
        assertThrows(OutOfMemoryError.class, () -> Sizes.grown(Sizes.LONGEST_ARRAY, 0, 1));
    }

    @Test
    void theTableOfTreesGrowsUpToTheLongestArray() {
        assertEquals(16, TreeTable.larger(1));
        assertEquals(1_431_655_760, TreeTable.larger(1 << 27));
        assertThrows(IllegalStateException.class, () -> TreeTable.larger((1 << 28) - 1));
    }

    @Test
    void aTreeOfMoreNamesThanAHeadHoldsIsNotFrozen() {
        assertEquals(2 * FrozenCode.EACH_NAME + FrozenCode.SHARED, FrozenCode.contexts(2));
        assertEquals(Sizes.LONGEST_ARRAY, FrozenCode.contexts(306_783_340L), 6);
        for (long names : new long[] {306_783_342L, 613_566_757L, Integer.MAX_VALUE, 1L << 31}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> FrozenCode.contexts(names), "" + names);
            assertTrue(e.getMessage().contains("too large to freeze"), e.getMessage());
        }
    }

    @Test
    void theNamesOfAMergeGetNoTableThatIsTooLong() {
        assertTrue(Merge.isFull(32, 64));
        assertTrue(Merge.isFull(1 << 28, 1 << 29));
        assertFalse(Merge.isFull(1 << 29, 1 << 30));
        assertFalse(Merge.isFull((1 << 30) - 8192, 1 << 30));
    }

    @Test
    void anIndexOfTooManyLevelsIsRefused() throws ReflectiveOperationException {
        CompactForest forest = new CompactForest();
        CompactTree tree = forest.tree(forest.newTree());
        tree.insert(new byte[] {'a', ';', 'b'}, 1);
        FrozenCursor cursor = FrozenTree.freeze(tree).cursor();
        for (int i = 0; i < 3; i++) {
            cursor.next();
        }
        assertEquals(2, cursor.depth());
        FrozenIndex index = new FrozenIndex();
        index.add(cursor);
        set(index, "levelInts", Sizes.LONGEST_ARRAY - 1);
        set(index, "lastDepth", -1);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> index.add(cursor));
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }

    /** All pages of slots but the last few are taken as full; the nodes made then have the highest addresses there are. */
    @Test
    @Timeout(60)
    void nodesInTheLastSlotsAreAsAnywhereElse() throws ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(5);
        CompactForest forest = new CompactForest();
        skipSlots(forest.slots, 1);
        NameSet names = new NameSet(7);
        List<Integer> trees = new ArrayList<>();
        List<OracleTree> expected = new ArrayList<>();
        boolean full = false;
        for (int i = 0; i < 25_000; i++) {
            if (trees.size() < 4) {
                trees.add(forest.newTree());
                expected.add(new OracleTree(names));
            }
            int at = random.nextInt(trees.size());
            try {
                if (i % 2000 == 1999) {
                    forest.merge(trees.get(at), forest, trees.get(0));
                    expected.get(at).merge(expected.get(0));
                } else if (full && random.nextInt(500) == 0) {
                    compare(forest, trees.get(at), expected.get(at));
                    forest.drop(trees.remove(at));
                    expected.remove(at);
                } else {
                    int[] frames = new int[1 + random.nextInt(12)];
                    Arrays.setAll(frames, j -> names.rank(3, random.nextInt(60)));
                    byte[] key = names.join(frames);
                    long value = KeySource.value(random);
                    forest.insert(trees.get(at), key, 0, key.length, value);
                    expected.get(at).insert(frames, value);
                }
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("no room for more nodes"), e.getMessage());
                full = true;
            }
        }
        assertTrue(full, "the forest became full");
        for (int i = 0; i < trees.size(); i++) {
            assertTrue(forest.trees.root(trees.get(i)) >= HIGHEST - (1 << 16), "slots are the last ones");
            compare(forest, trees.get(i), expected.get(i));
            FrozenTree.freeze(forest.tree(trees.get(i))).iterate(expected.get(i).keys());
        }
    }

    private static void compare(CompactForest forest, int tree, OracleTree expected) {
        OracleTree.Keys keys = expected.keys();
        forest.iterate(tree, keys);
        keys.finish();
        OracleTree.Nodes nodes = expected.nodes();
        forest.walk(tree, nodes);
        nodes.finish();
        assertEquals(expected.total, forest.total(tree, new byte[0], 0, 0) + restOf(forest, tree));
    }

    /** Returns the tree's total without that of the root's child with the empty name. */
    private static long restOf(CompactForest forest, int tree) {
        long[] rest = {0};
        forest.walk(
                tree, (depth, array, offset, length, self, total) -> rest[0] += depth == 1 && length > 0 ? total : 0);
        return rest[0];
    }

    /** Makes pages of slots look as if they were in use, up to the last few, without allocating them. */
    private static void skipSlots(Slots slots, int pagesLeft) throws ReflectiveOperationException {
        int pages = (HIGHEST >>> 16) - pagesLeft;
        int[] firsts = new int[pages];
        Arrays.setAll(firsts, page -> page << 16);
        set(slots, "arrays", new int[pages][]);
        set(slots, "firsts", firsts);
        set(slots, "capacity", pages << 16);
        set(slots, "fresh", pages << 16);
        Field free = Slots.class.getDeclaredField("free");
        free.setAccessible(true);
        Arrays.fill((int[]) free.get(slots), -1);
    }

    private static void set(Object object, String field, Object value) throws ReflectiveOperationException {
        Field found = object.getClass().getDeclaredField(field);
        found.setAccessible(true);
        found.set(object, value);
    }
}

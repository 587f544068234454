package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers near what an int holds, without arrays of that length. */
final class LimitsTest {
    private static final int PAGES = 1 << 17;

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
}

package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Keys that were chosen to meet in a hash table do not, because they were chosen without its seed. Counted are places between a key
 * and its home, of which a search passes as many: a few a key if it goes well, and half of all keys if it does not.
 */
final class FloodTest {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int FEW = 5;

    /** For a hash that folds words in as {@code (rotateLeft(hash, 23) ^ word) * odd}: two changes that cancel each other. */
    private static List<byte[]> namesThatMeetWithoutASeed(int bits) {
        List<byte[]> names = new ArrayList<>();
        for (int choice = 0; choice < 1 << bits; choice++) {
            byte[] name = new byte[16 * bits];
            Arrays.fill(name, (byte) 'a');
            for (int bit = 0; bit < bits; bit++) {
                if ((choice >>> bit & 1) != 0) {
                    name[16 * bit + 7] ^= (byte) 0x80;
                    name[16 * bit + 10] ^= 0x40;
                }
            }
            names.add(name);
        }
        return names;
    }

    private static long unkeyed(byte[] name) {
        long hash = 0;
        ByteBuffer words = ByteBuffer.wrap(name).order(ByteOrder.LITTLE_ENDIAN);
        while (words.remaining() >= 8) {
            hash = (Long.rotateLeft(hash, 23) ^ words.getLong()) * GOLDEN;
        }
        return hash;
    }

    @Test
    void namesThatMeetUnderAHashWithoutASeedDoNotUnderOneWith() {
        List<byte[]> names = namesThatMeetWithoutASeed(12);
        assertEquals(1, names.stream().map(FloodTest::unkeyed).distinct().count());
        CompactForest forest = new CompactForest();
        insert(forest, names);
        assertTrue(forest.names.displaced() < FEW * (long) names.size(), () -> forest.names.displaced() + " places");
    }

    /** A word whose sum with what was before is the negative of another's: their products are alike but for a few bits. */
    @Test
    void namesOfWordsAndTheirComplementsDoNotMeet() {
        Set<Integer> hashes = new HashSet<>();
        int names = 0;
        for (long seed = 1; seed <= 64; seed++) {
            long multiplier = HashSeed.multiplier(seed * GOLDEN);
            hashes.clear();
            names = 0;
            for (byte[] name : namesThatMeetWithoutASeed(4)) {
                for (long flipped : new long[] {0, -2, -1, Long.MIN_VALUE}) {
                    for (long cancelled : new long[] {0, 1, 2, 3}) {
                        ByteBuffer words = ByteBuffer.allocate(name.length).order(ByteOrder.LITTLE_ENDIAN);
                        words.put(name);
                        words.putLong(0, words.getLong(0) ^ flipped).putLong(8, words.getLong(8) ^ cancelled);
                        for (int i = 0; i < name.length; i++) {
                            words.put(i, words.get(i) == ';' ? (byte) ':' : words.get(i));
                        }
                        hashes.add(
                                NameHash.hash(NameHash.scan(seed * GOLDEN, multiplier, words.array(), 0, name.length)));
                        names++;
                    }
                }
            }
            assertEquals(names, hashes.size(), 1, "seed " + seed);
        }
    }

    @Test
    void whoKnowsASeedCanMakeNamesMeetAndInAnotherForestTheyDoNot() {
        long seed = 42;
        List<byte[]> names = new ArrayList<>();
        Random random = new Random(1);
        long multiplier = HashSeed.multiplier(seed);
        while (names.size() < 2000) {
            byte[] name = Long.toString(random.nextLong(), 36).getBytes();
            if (NameHash.scan(seed, multiplier, name, 0, name.length) >>> 56 == 0) {
                names.add(name);
            }
        }
        CompactForest known = new CompactForest(1 << 24, 1 << 28, seed);
        insert(known, names);
        assertTrue(known.names.displaced() > 100L * names.size(), () -> known.names.displaced() + " places");
        CompactForest other = new CompactForest();
        insert(other, names);
        assertTrue(other.names.displaced() < FEW * (long) names.size(), () -> other.names.displaced() + " places");
        CompactForest third = new CompactForest();
        insert(third, names);
        assertNotEquals(other.names.displaced(), third.names.displaced(), "two forests with one seed");
    }

    @Test
    void chainsThatMeetUnderAHashWithoutASeedDoNotUnderOneWith() {
        Slots slots = new Slots(1 << 16);
        int block = slots.acquire(Slots.PAGE_ORDER);
        while (slots.order(block) < 14) {
            block = slots.acquire(Slots.PAGE_ORDER);
        }
        ChainTable table = new ChainTable(slots, HashSeed.next());
        Random random = new Random(2);
        int chains = 0;
        for (int head = block + 1; chains < 2000; head += 2) {
            int parent;
            int name;
            long hash;
            do {
                parent = random.nextInt(1 << 20);
                name = random.nextInt(1 << 20);
                hash = ((long) parent << 32 | name) * GOLDEN;
                hash = (hash ^ hash >>> 32) * 0xB7E1_5162_8AED_2A6BL;
            } while (hash >>> 56 != 0);
            slots.set(head, ~parent);
            slots.set(head + 1, name);
            table.reserve(1);
            table.add(head);
            chains++;
        }
        assertTrue(table.displaced() < FEW * (long) chains, () -> table.displaced() + " places");
    }

    @Test
    void keysOfAMapThatMeetUnderAKnownNumberDoNotUnderItsOwn() {
        LongMap map = new LongMap();
        for (int key = 1; map.size() < 4000; key++) {
            if (key * GOLDEN >>> 56 == 0) {
                map.put(key, key);
            }
        }
        assertTrue(map.displaced() < FEW * 4000L, () -> map.displaced() + " places");
    }

    @Test
    void aFileThatWasMadeToFloodTheTreeIsLinear() throws IOException {
        byte[] text;
        try (InputStream in =
                new GZIPInputStream(FloodTest.class.getResourceAsStream("/cases/flood-tree-20k.collapsed.gz"))) {
            text = in.readAllBytes();
        }
        CompactForest forest = new CompactForest();
        int tree = forest.newTree();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte each : text) {
            if (each == '\n') {
                byte[] stack = line.toByteArray();
                int end = stack.length;
                while (stack[--end] != ' ') {}
                forest.insert(tree, stack, 0, end, 1);
                line.reset();
            } else {
                line.write(each);
            }
        }
        assertTrue(forest.nameCount() >= 20_000, () -> forest.nameCount() + " names");
        assertTrue(
                forest.names.displaced() < FEW * (long) forest.nameCount(), () -> forest.names.displaced() + " places");
        assertTrue(
                forest.chains.displaced() < FEW * forest.nodeCount(tree), () -> forest.chains.displaced() + " places");
    }

    private static void insert(CompactForest forest, List<byte[]> names) {
        int tree = forest.newTree();
        for (byte[] name : names) {
            forest.insert(tree, name, 0, name.length, 1);
        }
        assertEquals(names.size() + 1, forest.nodeCount(tree));
    }
}

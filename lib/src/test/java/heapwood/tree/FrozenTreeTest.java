package heapwood.tree;

import static heapwood.tree.Trees.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphStats;

final class FrozenTreeTest {
    @Test
    void aTreeWithARootOnlyCanBeFrozen() throws IOException {
        assertSame(new ReferenceTree());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 300, 5000, 20_000})
    void iteratesAndThawsToAnEqualTree(int inserts) throws IOException {
        assertSame(randomTree(inserts, new CompactTree()));
        assertSame(randomTree(inserts, new ReferenceTree()));
    }

    @Test
    void deepAndWideTreesCanBeFrozen() throws IOException {
        StackTree deep = new CompactTree();
        deep.insert(bytes("a;".repeat(20_000)), -1);
        deep.insert(bytes("a;".repeat(10_000) + "b"), Long.MIN_VALUE);
        assertSame(deep);
        StackTree wide = new CompactTree();
        for (int i = 0; i < 20_000; i++) {
            wide.insert(bytes("p;" + i), i);
        }
        assertSame(wide);
        StackTree large = new CompactTree();
        large.insert(bytes("q".repeat(3_000_000)), 0);
        assertSame(large);
    }

    @Test
    void findsEveryKeyAndNoOther() {
        StackTree tree = randomTree(1500, new CompactTree());
        FrozenTree frozen = FrozenTree.freeze(tree);
        tree.iterate((key, length, self) -> {
            if (length > 1) {
                assertTrue(frozen.contains(key, 2, length - 2));
                assertEquals(self, frozen.self(key, 2, length - 2));
                byte[] longer = Arrays.copyOf(key, length + 5);
                System.arraycopy(bytes(";none"), 0, longer, length, 5);
                assertFalse(frozen.contains(longer, 2, longer.length - 2));
            }
        });
        for (String absent : List.of(";;;;;;;;;;;;;;;;;;;;;", "zz", "f0;zz")) {
            assertFalse(frozen.contains(bytes(absent), 0, absent.length()));
            assertEquals(0, frozen.self(bytes(absent), 0, absent.length()));
        }
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        byte[] bytes = write(FrozenTree.freeze(randomTree(40, new CompactTree())));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1 << i % 8;
            assertThrows(IOException.class, () -> read(changed));
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThrows(IOException.class, () -> read(shorter));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
        assertThrows(IOException.class, () -> read(longer));
    }

    /** Whoever means harm also sets the checksum right. */
    @Test
    void hostileInputIsAnErrorOrATreeAndNothingWorse() throws IOException {
        byte[] bytes = write(FrozenTree.freeze(randomTree(60, new CompactTree())));
        Random random = new Random(6);
        int trees = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] changed = bytes.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                changed[5 + random.nextInt(bytes.length - 9)] = (byte) random.nextInt();
            }
            CRC32C crc = new CRC32C();
            crc.update(changed, 0, changed.length - 4);
            ByteBuffer.wrap(changed).putInt(changed.length - 4, (int) crc.getValue());
            try {
                FrozenTree tree = read(changed);
                tree.iterate((key, length, self) -> {});
                trees++;
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("not a frozen tree that can be read: "), e.getMessage());
            }
        }
        assertTrue(trees < 1000, trees + " of 3000 were taken for trees");
    }

    @Test
    void aMappedFileIsReadWhereItIs(@TempDir Path directory) throws IOException {
        StackTree tree = randomTree(20_000, new CompactTree());
        Path file = directory.resolve("tree.hwft");
        byte[] bytes = write(FrozenTree.freeze(tree));
        Files.write(file, bytes);
        FrozenTree mapped = FrozenTree.map(file);
        assertArrayEquals(bytes, write(mapped));
        assertEquals(digest(tree::iterate), digest(mapped::iterate));
        FrozenTree read = read(bytes);
        tree.iterate((key, length, self) -> {
            if (length > 1 && self % 7 == 0) {
                assertTrue(mapped.contains(key, 2, length - 2));
                assertEquals(read.self(key, 2, length - 2), mapped.self(key, 2, length - 2));
            }
        });
        StackTree thawed = new CompactTree();
        mapped.thaw(thawed);
        assertEquals(Trees.digest(tree), Trees.digest(thawed));
    }

    @Test
    void aMappedFileIsCheckedAsAStreamIs(@TempDir Path directory) throws IOException {
        byte[] bytes = write(FrozenTree.freeze(randomTree(40, new CompactTree())));
        Path file = directory.resolve("tree.hwft");
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1 << i % 8;
            Files.write(file, changed);
            assertThrows(IOException.class, () -> FrozenTree.map(file));
            Files.write(file, Arrays.copyOf(bytes, i));
            assertThrows(IOException.class, () -> FrozenTree.map(file));
        }
        assertThrows(IOException.class, () -> FrozenTree.map(directory.resolve("none")));
    }

    @Test
    void inTheHeapAreADozenObjectsNamesAndAnIndex() throws IOException {
        for (int inserts : new int[] {300, 20_000}) {
            FrozenTree tree = read(write(FrozenTree.freeze(randomTree(inserts, new CompactTree()))));
            GraphStats stats = GraphStats.parseInstance(tree);
            assertTrue(stats.totalCount() <= 20, stats.totalCount() + " objects");
            assertEquals(stats.totalSize(), tree.size() + tree.heapBytes(), 1000);
            assertTrue(tree.heapBytes() < 4 * tree.nodeCount() + 10_000, tree.heapBytes() + " bytes");
        }
    }

    /** A few bytes can say that a path goes on and on. */
    @Test
    void thereIsALimitToDepthAndSoToMemory() throws IOException {
        FrozenTree deepest = FrozenTree.freeze(path(FrozenCursor.MOST_DEPTH));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deepest.write(out);
        assertTrue(out.size() < FrozenCursor.MOST_DEPTH / 64);
        FrozenTree read = FrozenTree.read(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(FrozenCursor.MOST_DEPTH + 1, read.nodeCount());
        assertTrue(read.heapBytes() < read.nodeCount(), () -> read.heapBytes() + " bytes");
        StackTree tooDeep = path(FrozenCursor.MOST_DEPTH + 1);
        assertThrows(IllegalArgumentException.class, () -> FrozenTree.freeze(tooDeep));
    }

    /** Each node on these chains has a value: keys for all of them would have 20 and 8,000 gigabytes together. */
    @ParameterizedTest
    @CsvSource({"chain-200000.frozen, 200000", "chain-4000000.frozen, 4000000"})
    @Timeout(60)
    void aChainOfMillionsIsReadAndThawedInLinearTime(String file, int depth) throws IOException {
        byte[] bytes;
        try (InputStream in = FrozenTreeTest.class.getResourceAsStream("/cases/" + file)) {
            bytes = in.readAllBytes();
        }
        FrozenTree frozen = read(bytes);
        assertEquals(depth + 1, frozen.nodeCount());
        CompactTree thawed = new CompactTree();
        frozen.thaw(thawed);
        assertEquals(depth + 1, thawed.nodeCount());
        assertEquals(depth, thawed.total());
        assertEquals(depth, frozen.stackCount());
        byte[] key = bytes("f" + ";f".repeat(depth - 1));
        assertEquals(1, frozen.self(key, 0, key.length));
        assertEquals(1, frozen.self(key, 0, key.length / 2));
        assertFalse(frozen.contains(bytes("f" + ";f".repeat(depth)), 0, 2 * depth + 1));
        IOException e = assertThrows(IOException.class, () -> FrozenTree.read(new ByteArrayInputStream(bytes), depth));
        assertTrue(e.getMessage().contains("the limit is " + depth), e.getMessage());
        FrozenTree.read(new ByteArrayInputStream(bytes), depth + 1);
        StackTree other = new ReferenceTree();
        if (depth > 200_000) {
            assertThrows(IllegalArgumentException.class, () -> frozen.thaw(other));
            assertEquals(1, other.nodeCount());
        }
    }

    /** Chains side by side of lengths from one to thousands, with values in between. */
    @Test
    void chainsOfMixedDepthAreFrozenFoundAndThawed() throws IOException {
        StackTree tree = new CompactTree();
        for (int i = 0; i < 300; i++) {
            byte[] key = bytes("c" + i % 40 + ";a".repeat(i * i * i % 5003) + ";e" + i);
            tree.insert(key, i);
            tree.insert(key, 0, key.length / 2, -i);
        }
        assertSame(tree);
        FrozenTree frozen = FrozenTree.freeze(tree);
        tree.iterate((key, length, self) -> {
            if (length > 1 && self != 0) {
                assertEquals(self, frozen.self(key, 2, length - 2));
            }
        });
    }

    @Test
    void aForestWithoutRoomForAFrozenTreeIsUnchanged() {
        CompactForest forest = new CompactForest(1 << 10, 1 << 20);
        CompactTree tree = forest.tree(forest.newTree());
        tree.insert(bytes("f0;f1"), 7);
        List<String> before = Trees.dump(tree);
        FrozenTree frozen = FrozenTree.freeze(randomTree(3000, new CompactTree()));
        assertThrows(IllegalStateException.class, () -> frozen.thaw(tree));
        assertEquals(before, Trees.dump(tree));
        new ForestCheck().check(forest);
    }

    private static StackTree path(int frames) {
        byte[] key = new byte[frames - 1];
        Arrays.fill(key, StackTree.SEPARATOR);
        StackTree tree = new CompactTree();
        tree.insert(key, 1);
        return tree;
    }

    /** Names that share a long beginning are short in a file, and would be giants in the heap. */
    @Test
    void namesGrowNoLargerThanTheirFileAllows() throws IOException {
        StackTree tree = new ReferenceTree();
        String beginning = "x".repeat(10_000);
        for (int i = 0; i < 500; i++) {
            tree.insert(bytes(beginning + i), i);
        }
        assertSame(tree);
        byte[] hostile = {1, 2, 3};
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] {(byte) 0xE8, 0x07}); // 1000 names
        head.writeBytes(hostile);
        head.writeBytes(new byte[] {0, 0, 0, (byte) 0x90, 0x4E}); // the root's, and one of 10,000 bytes
        head.writeBytes(bytes(beginning));
        for (int i = 0; i < 998; i++) {
            head.writeBytes(
                    new byte[] {(byte) (0x90 + i % 100), 0x4E, 1, 'y'}); // what the last one begins with, and a letter
        }
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> {
            Head read = new Head(head.toByteArray());
            int count = read.countOfWhatFollows();
            for (byte ignored : hostile) {
                read.count();
            }
            new FrozenNames(read, count);
        });
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }

    private static void assertSame(StackTree tree) throws IOException {
        FrozenTree frozen = FrozenTree.freeze(tree);
        byte[] bytes = write(frozen);
        assertEquals(frozen.size(), bytes.length);
        FrozenTree read = read(bytes);
        assertArrayEquals(bytes, write(read));
        assertEquals(tree.nodeCount(), read.nodeCount());
        assertEquals(tree.total(), read.total());
        assertEquals(digest(tree::iterate), digest(read::iterate));
        StackTree compact = new CompactTree();
        StackTree reference = new ReferenceTree();
        read.thaw(compact);
        read.thaw(reference);
        assertEquals(Trees.digest(tree), Trees.digest(compact));
        assertEquals(Trees.digest(tree), Trees.digest(reference));
    }

    private interface Iteration {
        void iterate(StackTree.KeyVisitor visitor);
    }

    private static String digest(Iteration tree) {
        CRC32C crc = new CRC32C();
        List<String> first = new ArrayList<>();
        tree.iterate((key, length, self) -> {
            crc.update(key, 0, length);
            crc.update(ByteBuffer.allocate(8).putLong(self).flip());
            if (first.size() < 30 && length < 100) {
                first.add(HexFormat.of().formatHex(key, 0, length) + " " + self);
            }
        });
        return first + " " + crc.getValue();
    }

    private static StackTree randomTree(int inserts, StackTree tree) {
        Random random = new Random(inserts);
        for (int i = 0; i < inserts; i++) {
            StringBuilder key = new StringBuilder();
            int last = 0;
            for (int frames = 1 + random.nextInt(9); frames > 0; frames--) {
                last = random.nextInt(3) == 0 ? random.nextInt(40) : last * 7 % 40;
                key.append(last == 13 ? "" : "f" + last).append(frames > 1 ? ";" : "");
            }
            tree.insert(bytes(key.toString()), random.nextInt(9) == 0 ? random.nextLong() : random.nextInt(20));
        }
        return tree;
    }

    private static byte[] write(FrozenTree tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tree.write(out);
        return out.toByteArray();
    }

    private static FrozenTree read(byte[] bytes) throws IOException {
        return FrozenTree.read(new ByteArrayInputStream(bytes));
    }
}

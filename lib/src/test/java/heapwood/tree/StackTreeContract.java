package heapwood.tree;

import static heapwood.tree.Trees.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.workload.GoldenCase;
import heapwood.workload.GoldenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link StackTree}, which each implementation runs, the reference tree too: all are compared with the
 * recorded original and with sorted maps.
 */
abstract class StackTreeContract {
    abstract StackTree newTree();

    @TestFactory
    Stream<DynamicTest> answersAsTheOriginalDoes() throws IOException {
        List<DynamicTest> cases = new ArrayList<>();
        try (GoldenFile file = new GoldenFile(StackTreeContract.class.getResourceAsStream("/golden/cases.jsonl.gz"))) {
            for (GoldenCase golden = file.next(); golden != null; golden = file.next()) {
                GoldenCase recorded = golden;
                cases.add(DynamicTest.dynamicTest(golden.name(), () -> checkGolden(recorded)));
            }
        }
        assertEquals(266, cases.size(), "golden cases");
        return cases.stream();
    }

    private void checkGolden(GoldenCase golden) {
        StackTree tree = newTree();
        assertEquals(Optional.empty(), golden.differenceOn(tree));
        assertEquals(golden.iterate().get(0).total(), tree.total());
        assertEquals(golden.iterate().size(), Trees.dump(tree).size());
    }

    @Test
    void aNewTreeHasARootAndNothingElse() {
        assertEquals(List.of("3b 0 0"), Trees.dump(newTree()));
        assertEquals(0, newTree().total());
    }

    @Test
    void anEmptyKeyIsAnEmptyFrameAndASeparatorTwo() {
        StackTree tree = newTree();
        tree.insert(bytes(""), 1);
        tree.insert(bytes(";"), 2);
        assertEquals(List.of("3b 0 3", "3b3b 1 3", "3b3b3b 2 2"), Trees.dump(tree));
    }

    @ParameterizedTest(name = "{0} keys of up to {2} frames over {1}, seed {3}")
    @CsvSource({
        "2000,  ab;;,        6,  1",
        "2000,  ;,           4,  2",
        "5000,  abc;,        12, 3",
        "20000, abcdefghij;, 30, 4",
        "5000,  \u0000\u007f\u0080\u00ff;a, 9, 5",
        "3000,  x;,          60, 6"
    })
    void answersAsSortedMapsDoForRandomBytes(int count, String alphabet, int longest, long seed) {
        Random random = new Random(seed);
        byte[] letters = bytes(alphabet);
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[random.nextInt(longest)];
            for (int j = 0; j < key.length; j++) {
                key[j] = letters[random.nextInt(letters.length)];
            }
            long value = value(random);
            tree.insert(key, value);
            expected.insert(key, value);
        }
        expected.assertSameAs(tree);
    }

    /** Labels of every length around a word's, a piece's and a length byte's end, many of them alike in the beginning. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAsSortedMapsDoForLabelsOfAllLengths(long seed) {
        Random random = new Random(seed);
        List<byte[]> labels = new ArrayList<>();
        for (int length = 0; length < 300; length++) {
            byte[] label = new byte[length];
            Arrays.fill(label, (byte) 'a');
            labels.add(label);
            if (length > 0) {
                byte[] other = label.clone();
                other[random.nextInt(length)] = (byte) ('b' + random.nextInt(2));
                labels.add(other);
                byte[] last = label.clone();
                last[length - 1] = (byte) 200;
                labels.add(last);
            }
        }
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        for (int i = 0; i < 3000; i++) {
            byte[] key = key(random, labels, 1 + random.nextInt(8));
            int offset = random.nextInt(12);
            byte[] array = new byte[offset + key.length + random.nextInt(12)];
            random.nextBytes(array);
            System.arraycopy(key, 0, array, offset, key.length);
            long value = value(random);
            tree.insert(array, offset, key.length, value);
            expected.insert(array, offset, key.length, value);
        }
        expected.assertSameAs(tree);
    }

    @Test
    void answersAsSortedMapsDoForKeysThatShareTheirBeginning() {
        Random random = new Random(7);
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        StringBuilder key = new StringBuilder("root");
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) == 0) {
                key.setLength(random.nextInt(key.length() + 1));
            }
            key.append(";;abcd".charAt(random.nextInt(6))).append((char) ('a' + random.nextInt(3)));
            byte[] bytes = bytes(key.toString());
            tree.insert(bytes, i);
            expected.insert(bytes, i);
        }
        expected.assertSameAs(tree);
    }

    @Test
    void aCallerMayChangeAnyByteOfItsOwnBuffer() {
        Random random = new Random(8);
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        byte[] buffer = bytes("main;run;read;main;run;write");
        for (int i = 0; i < 5000; i++) {
            tree.insert(buffer, 0, buffer.length - i % 7, i);
            expected.insert(buffer.clone(), 0, buffer.length - i % 7, i);
            buffer[random.nextInt(buffer.length)] = (byte) "abc;".charAt(random.nextInt(4));
        }
        Arrays.fill(buffer, (byte) 'z');
        expected.assertSameAs(tree);
    }

    @Test
    void aCallerMayReuseOneBufferForKeysThatGrowInIt() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        byte[] buffer = new byte[4096];
        Random random = new Random(9);
        for (int path = 0; path < 50; path++) {
            int length = 0;
            while (length < buffer.length - 40) {
                buffer[length++] = ';';
                for (int i = random.nextInt(20); i > 0; i--) {
                    buffer[length++] = (byte) ('a' + random.nextInt(3));
                }
                tree.insert(buffer, 1, length - 1, 3);
                expected.insert(Arrays.copyOfRange(buffer, 1, length), 3);
            }
        }
        expected.assertSameAs(tree);
    }

    @Test
    void aSliceIsReadAndNothingAroundIt() {
        StackTree tree = newTree();
        byte[] array = bytes("xx;main;run;yy");
        tree.insert(array, 3, 8, 5);
        tree.insert(array, 3, 4, 6);
        tree.insert(array, 8, 3, 7);
        tree.insert(array, array.length, 0, 8);
        SortedMaps expected = new SortedMaps();
        expected.insert(bytes("main;run"), 5);
        expected.insert(bytes("main"), 6);
        expected.insert(bytes("run"), 7);
        expected.insert(bytes(""), 8);
        expected.assertSameAs(tree);
    }

    @Test
    void anInsertDoesNotWriteToTheCallersArray() {
        byte[] array = bytes("a;bb;ccc;dddddddddddddddddddd");
        byte[] before = array.clone();
        newTree().insert(array, 1);
        assertArrayEquals(before, array);
    }

    @Test
    void anInvalidSliceLeavesTheTreeUnchanged() {
        StackTree tree = newTree();
        tree.insert(bytes("a;b"), 1);
        List<String> before = Trees.dump(tree);
        byte[] key = bytes("a;b;c");
        int[][] slices = {
            {-1, 2},
            {0, -1},
            {0, 6},
            {3, 3},
            {6, 0},
            {Integer.MAX_VALUE, 1},
            {1, Integer.MAX_VALUE},
            {5, Integer.MIN_VALUE}
        };
        for (int[] slice : slices) {
            assertThrows(IndexOutOfBoundsException.class, () -> tree.insert(key, slice[0], slice[1], 9));
        }
        assertThrows(NullPointerException.class, () -> tree.insert(null, 0, 0, 9));
        assertEquals(before, Trees.dump(tree));
        tree.insert(key, 2);
        assertEquals(List.of("3b 0 3", "3b3b61 0 3", "3b3b613b62 1 3", "3b3b613b623b63 2 2"), Trees.dump(tree));
    }

    @Test
    void sumsWrapAsUnsignedNumbersDo() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        long[] values = {-1, 1, 254, 1, 255, -255, Long.MIN_VALUE, Long.MIN_VALUE, 256, -256, 0, -1, 2, 1L << 32};
        for (int i = 0; i < 200; i++) {
            byte[] key = bytes(i % 3 == 0 ? "a" : i % 3 == 1 ? "a;b" : "a;c");
            tree.insert(key, values[i % values.length]);
            expected.insert(key, values[i % values.length]);
            expected.assertSameAs(tree);
        }
    }

    @Test
    void everyNodeMayHaveALargeValue() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        Random random = new Random(10);
        for (int i = 0; i < 3000; i++) {
            byte[] key = bytes("a;" + i % 500 + ";" + i % 7);
            long value = random.nextLong();
            tree.insert(key, value);
            expected.insert(key, value);
        }
        expected.assertSameAs(tree);
    }

    @Test
    void takesLabelsOfMegabytes() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        for (int length : new int[] {70_000, 1 << 20, 5 << 20, 254, 255, 256, 16_380, 16_384, 65_536, 65_529, 100}) {
            byte[] label = new byte[length];
            Arrays.fill(label, (byte) 'q');
            byte[] key = new byte[2 * length + 3];
            System.arraycopy(label, 0, key, 0, length);
            key[length] = ';';
            System.arraycopy(label, 0, key, length + 1, length);
            key[2 * length + 1] = ';';
            key[2 * length + 2] = 'r';
            for (int i = 0; i < 2; i++) {
                tree.insert(key, i + 1);
                expected.insert(key, i + 1);
                tree.insert(key, 0, length, i + 5);
                expected.insert(key, 0, length, i + 5);
            }
        }
        expected.assertSameAs(tree);
    }

    @Test
    void takesKeysOfAHundredThousandFrames() {
        int depth = 100_000;
        byte[] key = new byte[2 * depth - 1];
        for (int i = 0; i < depth; i++) {
            key[2 * i] = (byte) ('a' + i % 3);
            if (i > 0) {
                key[2 * i - 1] = ';';
            }
        }
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        for (int i = 0; i < 5; i++) {
            tree.insert(key, i % 2, key.length - 2 * i * i, i);
            expected.insert(key, i % 2, key.length - 2 * i * i, i);
            tree.insert(bytes("b"), i);
            expected.insert(bytes("b"), i);
        }
        assertEquals(depth * 2, tree.nodeCount(), 10);
        expected.assertSameAs(tree);
    }

    @Test
    void ordersManyChildrenOfOneParent() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = bytes("p;" + random.nextInt(10_000) + (i % 5 == 0 ? ";x" : ""));
            tree.insert(key, i);
            expected.insert(key, i);
        }
        expected.assertSameAs(tree);
    }

    @Test
    void canBeReadBetweenInserts() {
        StackTree tree = newTree();
        SortedMaps expected = new SortedMaps();
        Random random = new Random(12);
        for (int i = 0; i < 300; i++) {
            byte[] key = new byte[random.nextInt(8)];
            for (int j = 0; j < key.length; j++) {
                key[j] = (byte) "ab;".charAt(random.nextInt(3));
            }
            tree.insert(key, i);
            expected.insert(key, i);
            expected.assertSameAs(tree);
        }
    }

    private static byte[] key(Random random, List<byte[]> labels, int frames) {
        byte[][] parts = new byte[frames][];
        int length = frames - 1;
        for (int i = 0; i < frames; i++) {
            parts[i] = labels.get(random.nextInt(labels.size()));
            length += parts[i].length;
        }
        byte[] key = new byte[length];
        int at = 0;
        for (int i = 0; i < frames; i++) {
            if (i > 0) {
                key[at++] = ';';
            }
            System.arraycopy(parts[i], 0, key, at, parts[i].length);
            at += parts[i].length;
        }
        return key;
    }

    private static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextInt(1000);
            case 2 -> random.nextLong();
            default -> -random.nextInt(300);
        };
    }
}

package heapwood.tree;

import static heapwood.tree.Trees.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphStats;

final class CompactForestTest {
    @Test
    void treesOfOneForestShareNamesAndNothingElse() {
        CompactForest forest = new CompactForest();
        CompactTree first = forest.tree(forest.newTree());
        CompactTree second = forest.tree(forest.newTree());
        first.insert(bytes("a;b"), 1);
        second.insert(bytes("a;c"), 2);
        first.insert(bytes("a;b"), 3);
        assertEquals(List.of("3b 0 4", "3b3b61 0 4", "3b3b613b62 4 4"), Trees.dump(first));
        assertEquals(List.of("3b 0 2", "3b3b61 0 2", "3b3b613b63 2 2"), Trees.dump(second));
        assertEquals(3, forest.nameCount());
        assertEquals(2, forest.treeCount());
    }

    @Test
    void droppingATreeRemovesTheNamesThatNoOtherUses() {
        CompactForest forest = new CompactForest();
        int first = forest.newTree();
        int second = forest.newTree();
        byte[] deep = bytes("r;".repeat(70_000) + "r");
        forest.insert(first, deep, 0, deep.length, 1);
        forest.insert(first, bytes("a;b"), 0, 3, 1);
        forest.insert(second, bytes("b;c"), 0, 3, 1);
        assertEquals(4, forest.nameCount());
        forest.drop(first);
        assertEquals(2, forest.nameCount());
        forest.drop(second);
        assertEquals(0, forest.nameCount());
        assertEquals(0, forest.treeCount());
    }

    @Test
    void aDroppedTreeIsRefused() {
        CompactForest forest = new CompactForest();
        CompactForest other = new CompactForest();
        int live = forest.newTree();
        int tree = forest.newTree();
        int others = other.newTree();
        byte[] key = bytes("a");
        int[] ids = {forest.intern(key)};
        forest.insert(live, key, 0, 1, 1);
        forest.insert(tree, key, 0, 1, 1);
        forest.insert(tree, ids, 0, 1, 1);
        CompactTree view = forest.tree(tree);
        FrozenTree frozen = FrozenTree.freeze(view);
        List<String> before = Trees.dump(forest.tree(live));
        forest.drop(tree);
        for (int handle : new int[] {tree, -1, live + 7, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28, 1 << 29}) {
            List<Executable> calls = List.of(
                    () -> forest.drop(handle),
                    () -> forest.tree(handle),
                    () -> forest.insert(handle, key, 0, 1, 1),
                    () -> forest.insert(handle, ids, 0, 1, 1),
                    () -> forest.contains(handle, key, 0, 1),
                    () -> forest.self(handle, key, 0, 1),
                    () -> forest.total(handle, key, 0, 1),
                    () -> forest.total(handle),
                    () -> forest.nodeCount(handle),
                    () -> forest.iterate(handle, (k, l, s) -> {}),
                    () -> forest.walk(handle, (d, n, o, l, s, t) -> {}),
                    () -> forest.merge(handle, forest, live),
                    () -> forest.merge(live, forest, handle),
                    () -> forest.merge(handle, forest, handle),
                    () -> forest.merge(handle, other, others),
                    () -> other.merge(others, forest, handle));
            for (Executable call : calls) {
                IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
                assertEquals(
                        "no tree " + handle + " in this forest: it was dropped, or newTree never made it",
                        e.getMessage());
            }
        }
        assertThrows(IllegalArgumentException.class, view::nodeCount);
        assertThrows(IllegalArgumentException.class, () -> view.insert(key, 1));
        assertThrows(IllegalArgumentException.class, () -> FrozenTree.freeze(view));
        assertThrows(IllegalArgumentException.class, () -> frozen.thaw(view));
        assertEquals(before, Trees.dump(forest.tree(live)));
        assertEquals(1, other.nodeCount(others));
        new ForestCheck().check(forest);
    }

    /** What the walk then reports is not defined; but it ends, and all other trees are as they were. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Timeout(60)
    void aVisitorThatChangesTheTreeItVisitsHarmsNoOther(long seed) {
        Random random = new Random(seed);
        ForestCheck check = new ForestCheck();
        for (int round = 0; round < 25; round++) {
            CompactForest forest = new CompactForest();
            int other = forest.newTree();
            int visited = forest.newTree();
            for (int i = 0; i < 200; i++) {
                byte[] key = bytes(random.nextInt(20) + ";" + random.nextInt(5) + ";" + random.nextInt(400));
                forest.insert(random.nextBoolean() ? other : visited, key, 0, key.length, random.nextInt(600));
            }
            List<String> before = Trees.dump(forest.tree(other));
            boolean drops = random.nextBoolean();
            int at = random.nextInt(100);
            int[] seen = {0};
            StackTree.KeyVisitor visitor = (key, length, self) -> {
                int number = seen[0]++;
                if (number == at && drops) {
                    forest.drop(visited);
                    int next = forest.newTree();
                    for (int i = 0; i < 100; i++) {
                        byte[] longer = bytes("x" + i % 10 + ";y" + i + ";" + "z".repeat(i));
                        forest.insert(next, longer, 0, longer.length, i);
                    }
                } else if (number >= at && number < at + 50 && !drops) {
                    byte[] longer = bytes(number % 20 + ";new" + number + ";c");
                    forest.insert(visited, longer, 0, longer.length, -1);
                }
            };
            try {
                if (random.nextBoolean()) {
                    forest.iterate(visited, visitor);
                } else {
                    forest.walk(visited, (depth, names, offset, length, self, total) -> visitor.node(names, 0, self));
                }
            } catch (RuntimeException e) {
                assertTrue(seen[0] > at, () -> "before any change: " + e);
            }
            assertTrue(seen[0] >= at, "the walk came as far as the change");
            assertEquals(before, Trees.dump(forest.tree(other)));
            check.check(forest);
        }
    }

    /** Records of 100, 100 and 160 bytes side by side: dropping the last two leaves holes of 260 bytes. */
    @Test
    void holesBetweenNamesOfATreeThatStaysLeaveTheirNamesAsTheyWere() {
        CompactForest forest = new CompactForest();
        CompactTree stays = forest.tree(forest.newTree());
        int dropped = forest.newTree();
        ReferenceTree oracle = new ReferenceTree();
        for (int i = 0; i < 3000; i++) {
            byte[] name = bytes("a".repeat(90) + String.format("%07d", i));
            stays.insert(name, i);
            oracle.insert(name, i);
            forest.insert(dropped, bytes("b".repeat(90) + String.format("%07d", i)), 0, 97, 1);
            forest.insert(dropped, bytes("c".repeat(150) + String.format("%07d", i)), 0, 157, 1);
        }
        forest.drop(dropped);
        int third = forest.newTree();
        for (int i = 0; i < 300; i++) {
            forest.insert(third, bytes("d".repeat(390) + String.format("%010d", i)), 0, 400, 1);
        }
        assertEquals(Trees.dump(oracle), Trees.dump(stays));
    }

    @Test
    void aFreeRecordOfEverySizeReadsAsThatSize() {
        for (int bytes = 4; bytes <= 70_000; bytes += 4) {
            assertEquals(bytes, NameRecords.recordBytes(NameRecords.freeLength(bytes)));
        }
    }

    @Test
    void anInsertAfterADropDoesNotFindTheDroppedTreesNodes() {
        CompactForest forest = new CompactForest();
        for (int i = 0; i < 5; i++) {
            int tree = forest.newTree();
            forest.insert(tree, bytes("a;b;c"), 0, 5, 1);
            forest.insert(tree, bytes("a;b;c;d"), 0, 7, 1000);
            assertEquals(
                    List.of(
                            "3b 0 1001",
                            "3b3b61 0 1001",
                            "3b3b613b62 0 1001",
                            "3b3b613b623b63 1 1001",
                            "3b3b613b623b633b64 1000 1000"),
                    Trees.dump(forest.tree(tree)));
            forest.drop(tree);
        }
    }

    /** Many trees of very different sizes made, filled in turns and dropped in any order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void treesThatComeAndGoStayEqualToReferenceTrees(long seed) {
        Random random = new Random(seed);
        CompactForest forest = new CompactForest();
        List<CompactTree> trees = new ArrayList<>();
        List<ReferenceTree> references = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            if (trees.isEmpty() || random.nextInt(100) < 4) {
                trees.add(forest.tree(forest.newTree()));
                references.add(new ReferenceTree());
            }
            int i = random.nextInt(trees.size());
            if (random.nextInt(100) < 3) {
                assertEquals(Trees.dump(references.get(i)), Trees.dump(trees.get(i)));
                forest.drop(trees.remove(i).handle());
                references.remove(i);
                continue;
            }
            for (int j = random.nextInt(60); j > 0; j--) {
                byte[] key = key(random, step);
                long value = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(90);
                trees.get(i).insert(key, value);
                references.get(i).insert(key, value);
            }
        }
        for (int i = 0; i < trees.size(); i++) {
            assertEquals(Trees.dump(references.get(i)), Trees.dump(trees.get(i)));
            forest.drop(trees.get(i).handle());
        }
        assertEquals(0, forest.nameCount());
    }

    @Test
    void findsNodesByKey() {
        Random random = new Random(5);
        CompactForest forest = new CompactForest();
        int tree = forest.newTree();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            byte[] key =
                    bytes(random.nextInt(9) + ";" + random.nextInt(20) + (i % 2 == 0 ? "" : ";" + random.nextInt(30)));
            keys.add(key);
            forest.insert(tree, key, 0, key.length, random.nextInt(400));
        }
        Map<String, long[]> expected = new HashMap<>();
        List<Integer> lengths = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        forest.walk(tree, (depth, names, offset, length, self, total) -> {
            while (lengths.size() >= Math.max(1, depth)) {
                path.setLength(lengths.remove(lengths.size() - 1));
            }
            lengths.add(path.length());
            path.append(depth > 1 ? ";" : "").append(new String(names, offset, length, StandardCharsets.ISO_8859_1));
            if (depth > 0) {
                expected.put(path.toString(), new long[] {self, total});
            }
        });
        assertEquals(forest.nodeCount(tree) - 1, expected.size());
        expected.forEach((key, values) -> {
            byte[] bytes = bytes(key);
            assertTrue(forest.contains(tree, bytes, 0, bytes.length), key);
            assertEquals(values[0], forest.self(tree, bytes, 0, bytes.length), key);
            assertEquals(values[1], forest.total(tree, bytes, 0, bytes.length), key);
        });
        for (String absent : new String[] {"", ";", "0;", "10", "0;1;99", "0;1;2;3", "x"}) {
            byte[] bytes = bytes(absent);
            assertFalse(forest.contains(tree, bytes, 0, bytes.length), absent);
            assertEquals(0, forest.self(tree, bytes, 0, bytes.length));
            assertEquals(0, forest.total(tree, bytes, 0, bytes.length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keysOfFrameIdsDoWhatKeysOfBytesDo(long seed) {
        Random random = new Random(seed);
        CompactForest forest = new CompactForest();
        int byIds = forest.newTree();
        int mixed = forest.newTree();
        ReferenceTree reference = new ReferenceTree();
        int[] buffer = new int[20];
        for (int i = 0; i < 4000; i++) {
            int length = 1 + random.nextInt(12);
            StringBuilder key = new StringBuilder();
            for (int j = 0; j < length; j++) {
                String frame = random.nextInt(3) == 0 ? "" : "frame" + random.nextInt(1 + j * 4);
                buffer[3 + j] = forest.intern(bytes(frame));
                key.append(j == 0 ? "" : ";").append(frame);
            }
            byte[] bytes = bytes(key.toString());
            long value = random.nextInt(500);
            forest.insert(byIds, buffer, 3, length, value);
            if (i % 2 == 0) {
                forest.insert(mixed, buffer, 3, length, value);
            } else {
                forest.insert(mixed, bytes, 0, bytes.length, value);
            }
            reference.insert(bytes, value);
        }
        assertEquals(Trees.dump(reference), Trees.dump(forest.tree(byIds)));
        assertEquals(Trees.dump(reference), Trees.dump(forest.tree(mixed)));
    }

    @Test
    void frameIdsAreDenseAndStayWhenTreesAreDropped() {
        CompactForest forest = new CompactForest();
        assertEquals(0, forest.intern(bytes("a")));
        assertEquals(1, forest.intern(bytes("b")));
        assertEquals(0, forest.intern(bytes("a")));
        int tree = forest.newTree();
        forest.insert(tree, new int[] {1, 0}, 0, 2, 5);
        forest.insert(tree, bytes("b;c"), 0, 3, 5);
        forest.drop(tree);
        assertEquals(2, forest.nameCount());
        int next = forest.newTree();
        forest.insert(next, new int[] {1, 0}, 0, 2, 5);
        assertEquals(List.of("3b 0 5", "3b3b62 0 5", "3b3b623b61 5 5"), Trees.dump(forest.tree(next)));
    }

    @Test
    void anUnknownFrameIdLeavesTheTreeUnchanged() {
        CompactForest forest = new CompactForest();
        int tree = forest.newTree();
        int a = forest.intern(bytes("a"));
        forest.insert(tree, new int[] {a, a}, 0, 2, 1);
        List<String> before = Trees.dump(forest.tree(tree));
        for (int[] key : new int[][] {{a, 7}, {a, a, a, -1}, {1}, {}, {a, a, 5, a}}) {
            assertThrows(IllegalArgumentException.class, () -> forest.insert(tree, key, 0, key.length, 1));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> forest.insert(tree, new int[] {a}, 0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> forest.intern(bytes("a;b")));
        assertEquals(before, Trees.dump(forest.tree(tree)));
        forest.insert(tree, new int[] {a, a, a}, 0, 3, 1);
        assertEquals(4, forest.nodeCount(tree));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mergingAddsEveryValue(long seed) {
        Random random = new Random(seed);
        CompactForest forest = new CompactForest();
        CompactForest other = new CompactForest();
        int first = forest.newTree();
        int second = forest.newTree();
        int third = other.newTree();
        ReferenceTree[] expected = {new ReferenceTree(), new ReferenceTree(), new ReferenceTree()};
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 700; i++) {
                byte[] key = key(random, i);
                long value = random.nextInt(300);
                int which = random.nextInt(3);
                (which == 2 ? other : forest)
                        .insert(which == 0 ? first : which == 1 ? second : third, key, 0, key.length, value);
                expected[which].insert(key, value);
            }
            forest.merge(first, forest, second);
            addAll(expected[1], expected[0]);
            forest.merge(first, other, third);
            addAll(expected[2], expected[0]);
            other.merge(third, forest, second);
            addAll(expected[1], expected[2]);
            forest.merge(second, forest, second);
            addAll(expected[1], expected[1]);
            assertEquals(Trees.dump(expected[0]), Trees.dump(forest.tree(first)));
            assertEquals(Trees.dump(expected[1]), Trees.dump(forest.tree(second)));
            assertEquals(Trees.dump(expected[2]), Trees.dump(other.tree(third)));
        }
        forest.drop(first);
        forest.drop(second);
        assertEquals(0, forest.nameCount());
    }

    /** What merge does, by keys. */
    private static void addAll(StackTree from, StackTree to) {
        List<byte[]> keys = new ArrayList<>();
        List<Long> selfs = new ArrayList<>();
        from.iterate((key, length, self) -> {
            keys.add(Arrays.copyOf(key, length));
            selfs.add(self);
        });
        for (int i = 1; i < keys.size(); i++) {
            to.insert(keys.get(i), 2, keys.get(i).length - 2, selfs.get(i));
        }
    }

    @Test
    void aForestWithoutRoomForNodesLeavesTheTreeUnchanged() {
        for (int mostSlots : new int[] {64, 1024, 1 << 16, 3 << 16}) {
            CompactForest forest = new CompactForest(mostSlots, 1L << 33);
            int tree = forest.newTree();
            int full = 0;
            for (int i = 0; full < 3; i++) {
                assertTrue(i < mostSlots, "never full");
                byte[] key = bytes(("a" + i % 100 + ";").repeat(1 + i % 40) + i);
                List<String> before = mostSlots <= 1024 ? Trees.dump(forest.tree(tree)) : null;
                long nodes = forest.nodeCount(tree);
                int names = forest.nameCount();
                try {
                    forest.insert(tree, key, 0, key.length, 1);
                } catch (IllegalStateException e) {
                    full++;
                    assertTrue(e.getMessage().contains("no room for more nodes"), e.getMessage());
                    assertEquals(nodes, forest.nodeCount(tree));
                    assertEquals(names, forest.nameCount());
                    if (before != null) {
                        assertEquals(before, Trees.dump(forest.tree(tree)));
                    }
                }
            }
            assertTrue(forest.nodeCount(tree) > mostSlots / 3, "full with " + forest.nodeCount(tree) + " nodes");
            CompactForest source = new CompactForest();
            int large = source.newTree();
            byte[] key = bytes("b;".repeat(2 * mostSlots));
            source.insert(large, key, 0, key.length, 1);
            long digest = Trees.digest(forest.tree(tree));
            assertThrows(IllegalStateException.class, () -> forest.merge(tree, source, large));
            assertEquals(digest, Trees.digest(forest.tree(tree)));
            forest.drop(tree);
            assertEquals(0, forest.nameCount());
            byte[] after = bytes("c;".repeat(mostSlots / 2));
            int next = forest.newTree();
            forest.insert(next, after, 0, after.length, 1);
            assertEquals(mostSlots / 2 + 2, forest.nodeCount(next));
        }
    }

    @Test
    void aForestWithoutRoomForNamesLeavesTheTreeUnchanged() {
        CompactForest forest = new CompactForest(1 << 20, 1 << 18);
        int tree = forest.newTree();
        int full = 0;
        for (int i = 0; full < 20; i++) {
            assertTrue(i < 10_000, "never full");
            byte[] key = bytes("a;b;name" + i + "x".repeat(i * 31 % 900) + ";common;end" + i);
            long nodes = forest.nodeCount(tree);
            int names = forest.nameCount();
            try {
                forest.insert(tree, key, 0, key.length, 1);
            } catch (IllegalStateException e) {
                full++;
                assertTrue(e.getMessage().contains("no room for more names"), e.getMessage());
                assertEquals(nodes, forest.nodeCount(tree));
                assertEquals(names, forest.nameCount());
            }
        }
        assertThrows(IllegalStateException.class, () -> forest.insert(tree, new byte[300_000], 0, 300_000, 1));
        Trees.dump(forest.tree(tree));
        forest.drop(tree);
        assertEquals(0, forest.nameCount());
        int next = forest.newTree();
        forest.insert(next, new byte[100_000], 0, 100_000, 1);
        assertEquals(2, forest.nodeCount(next));
    }

    @Test
    void theFootprintIsWhatJolMeasures() {
        CompactForest forest = new CompactForest();
        Random random = new Random(3);
        for (int i = 0; i < 8; i++) {
            int tree = forest.newTree();
            for (int j = 0; j < 1000 << i / 2; j++) {
                byte[] key = key(random, j);
                forest.insert(tree, key, 0, key.length, j % 700);
            }
            if (i % 3 == 1) {
                forest.drop(tree);
            }
            long measured = GraphStats.parseInstance(forest).totalSize();
            long said = forest.footprint().total();
            assertEquals(measured, said, measured / 100.0 + 2048);
        }
    }

    @Test
    void aForestOfOneSmallTreeIsSmall() {
        CompactForest forest = new CompactForest();
        int tree = forest.newTree();
        forest.insert(tree, bytes("a;b;c;d;e"), 0, 9, 1);
        forest.insert(tree, bytes("a;b;f;g;h"), 0, 9, 1);
        forest.insert(tree, bytes("a;i"), 0, 3, 1);
        assertEquals(10, forest.nodeCount(tree));
        assertTrue(GraphStats.parseInstance(forest).totalSize() <= 4096);
        assertTrue(GraphStats.parseInstance(forest).totalCount() <= 64);
    }

    /** Counted are names and blocks, which show how much work a call has done. */
    @Test
    void aDroppedTreeIsReclaimedInSmallParts() {
        CompactForest forest = new CompactForest();
        int large = forest.newTree();
        new TreeGenerator(1)
                .insertFullKeys(
                        (key, offset, length, value) -> forest.insert(large, key, offset, length, value),
                        new TreeShape(100, 100, 40));
        int tree = forest.newTree();
        int names = forest.names.size();
        long slots = forest.slots.usedSlots();
        forest.drop(large);
        assertEquals(names, forest.names.size());
        assertEquals(slots, forest.slots.usedSlots());
        assertEquals(1, forest.treeCount());
        int calls = 0;
        for (int left = names; left > calls; calls++) {
            forest.insert(
                    tree, bytes("new" + calls), 0, 3 + String.valueOf(calls).length(), 1);
            int reclaimed = left + 1 - forest.names.size();
            assertTrue(reclaimed <= Reclaimer.LEAST, () -> reclaimed + " names in one call");
            left = forest.names.size();
        }
        assertTrue(calls < 10_000 / 16, calls + " calls for 10,000 nodes");
        assertEquals(calls, forest.nameCount());
        assertFalse(forest.reclaim(1));
    }

    @Test
    void reclaimingTakesABudget() {
        CompactForest forest = new CompactForest();
        for (int i = 0; i < 5; i++) {
            int tree = forest.newTree();
            byte[] key = bytes(("n" + i + ";").repeat(3000) + "last" + i);
            forest.insert(tree, key, 0, key.length, 1000);
        }
        for (int tree = 0; tree < 5; tree++) {
            forest.drop(tree);
        }
        int calls = 1;
        while (forest.reclaim(1000)) {
            calls++;
        }
        assertEquals(17, calls, 2);
        assertEquals(0, forest.slots.usedSlots());
        assertEquals(0, forest.nameCount());
        assertEquals(0, forest.largeSelfs.size());
    }

    /** The window of the original's shape: every name new, each tree in many blocks. */
    @Test
    void aWindowInSteadyStateAllocatesNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TreeGenerator generator = new TreeGenerator(1);
        CompactForest forest = new CompactForest();
        ArrayDeque<Integer> window = new ArrayDeque<>();
        List<byte[]> keys = new ArrayList<>();
        long[] allocated = new long[60];
        for (int i = 0; i < allocated.length; i++) {
            keys.clear();
            generator.insertFullKeys(
                    (key, offset, length, value) -> keys.add(Arrays.copyOfRange(key, offset, offset + length)),
                    new TreeShape(100, 100, 40));
            long before = threads.getCurrentThreadAllocatedBytes();
            if (window.size() == 10) {
                forest.drop(window.remove());
            }
            int tree = forest.newTree();
            for (byte[] key : keys) {
                forest.insert(tree, key, 0, key.length, 1);
            }
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
            window.add(tree);
        }
        long most = Arrays.stream(allocated).skip(30).max().orElseThrow();
        assertTrue(most <= 1024, () -> most + " bytes for a tree");
    }

    /** A window of trees with other shapes and names each time: what the first few need is enough for all. */
    @Test
    void aSlidingWindowNeedsNoMoreThanItsLargestState() {
        CompactForest forest = new CompactForest();
        Random random = new Random(4);
        ArrayDeque<Integer> window = new ArrayDeque<>();
        long largest = 0;
        for (int i = 0; i < 120; i++) {
            int tree = forest.newTree();
            window.add(tree);
            int frames = 5 + random.nextInt(100);
            for (int j = 0; j < 8_000 / frames; j++) {
                byte[] key = bytes(("n" + random.nextInt() + "x".repeat(i % 9 * 5) + ";").repeat(frames));
                forest.insert(tree, key, 0, key.length, random.nextInt(1000));
            }
            if (window.size() > 5) {
                forest.drop(window.remove());
            }
            if (i < 60) {
                largest = Math.max(largest, forest.footprint().total());
            } else {
                assertTrue(forest.footprint().total() <= largest * 1.2, "tree " + i + ": " + forest.footprint());
            }
        }
    }

    /** Names that are common, or belong to the time, or are used once; short ones and some that are very long. */
    private static byte[] key(Random random, int step) {
        StringBuilder key = new StringBuilder();
        for (int frames = 1 + random.nextInt(12); frames > 0; frames--) {
            switch (random.nextInt(6)) {
                case 0 -> key.append("java/lang/Thread.run");
                case 1 -> key.append((char) ('a' + random.nextInt(4)));
                case 2 -> key.append("window/").append(step / 25).append("x".repeat(random.nextInt(80)));
                case 3 -> key.append(random.nextInt(1000));
                case 4 -> {
                    if (random.nextInt(50) == 0) {
                        key.append("long".repeat(random.nextInt(6000)));
                    }
                }
                default -> key.append(random.nextInt());
            }
            key.append(';');
        }
        return bytes(key.toString());
    }
}

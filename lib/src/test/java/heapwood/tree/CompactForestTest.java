package heapwood.tree;

import static heapwood.tree.Trees.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        int tree = forest.newTree();
        forest.insert(tree, bytes("a"), 0, 1, 1);
        forest.drop(tree);
        assertThrows(IllegalArgumentException.class, () -> forest.drop(tree));
        assertThrows(IllegalArgumentException.class, () -> forest.insert(tree, bytes("a"), 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> forest.walk(tree, (d, n, o, l, s, t) -> {}));
        assertThrows(IllegalArgumentException.class, () -> forest.nodeCount(-1));
        assertThrows(IllegalArgumentException.class, () -> forest.total(7));
        assertThrows(IllegalArgumentException.class, () -> forest.tree(1));
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
        for (int step = 0; step < 1200; step++) {
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

    /** Names that are common, or belong to the time, or are used once; short ones and some that are very long. */
    private static byte[] key(Random random, int step) {
        StringBuilder key = new StringBuilder();
        for (int frames = 1 + random.nextInt(12); frames > 0; frames--) {
            switch (random.nextInt(6)) {
                case 0 -> key.append("java/lang/Thread.run");
                case 1 -> key.append((char) ('a' + random.nextInt(4)));
                case 2 -> key.append("window/").append(step / 50).append("x".repeat(random.nextInt(80)));
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

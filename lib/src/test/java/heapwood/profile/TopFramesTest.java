package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.profile.TopFrames.Frame;
import heapwood.tree.ReferenceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopFramesTest {
    private final ReferenceTree tree = new ReferenceTree();

    @Test
    void selfIsWhereStacksEndAndTotalIsWhatTheyPassThrough() {
        insert("main;a;b", 3);
        insert("main;a", 4);
        insert("main;b", 5);
        TopFrames frames = TopFrames.of(tree);
        assertEquals(List.of(new Frame("b", 8, 8), new Frame("a", 4, 7)), frames.bySelf(10));
        assertEquals(List.of(new Frame("main", 0, 12), new Frame("b", 8, 8), new Frame("a", 4, 7)), frames.byTotal(10));
    }

    @Test
    void aStackCountsOnceForAFrameThatRecurs() {
        insert("f;g;f;f", 10);
        insert("f;f", 1);
        assertEquals(
                List.of(new Frame("f", 11, 11), new Frame("g", 0, 10)),
                TopFrames.of(tree).byTotal(10));
    }

    @Test
    void aFrameCountsAgainOnAnotherStackAfterItsRecursionEnded() {
        insert("a;x;x", 1);
        insert("b;x", 2);
        assertEquals(new Frame("x", 3, 3), TopFrames.of(tree).byTotal(1).get(0));
    }

    @Test
    void equalFramesAreOrderedByName() {
        insert("b", 1);
        insert("a", 1);
        insert("c", 1);
        assertEquals(
                List.of("a", "b"),
                TopFrames.of(tree).bySelf(2).stream().map(Frame::name).toList());
    }

    @Test
    void sumsAreUnsigned() {
        insert("large", -1L);
        insert("small", 5);
        assertEquals("large", TopFrames.of(tree).bySelf(1).get(0).name());
    }

    @Test
    void anEmptyTreeHasNoFrames() {
        TopFrames frames = TopFrames.of(tree);
        assertEquals(0, frames.frameCount());
        assertEquals(0, frames.deepest());
        assertEquals(List.of(), frames.byTotal(10));
    }

    @Test
    void aFrameWithAnEmptyNameIsAFrame() {
        insert("", 2);
        TopFrames frames = TopFrames.of(tree);
        assertEquals(1, frames.frameCount());
        assertEquals(1, frames.deepest());
        assertEquals(List.of(new Frame("", 2, 2)), frames.bySelf(1));
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TopFrames.of(tree).bySelf(-1));
    }

    @Test
    void randomTreesAgreeWithACountOverTheirStacks() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            ReferenceTree randomTree = new ReferenceTree();
            TreeMap<String, long[]> expected = new TreeMap<>();
            int deepest = 0;
            for (int i = random.nextInt(80); i > 0; i--) {
                String[] stack = new String[1 + random.nextInt(9)];
                Arrays.setAll(stack, frame -> "frame" + random.nextInt(1 + random.nextInt(500)));
                long value = 1 + random.nextInt(1_000);
                randomTree.insert(String.join(";", stack).getBytes(StandardCharsets.UTF_8), value);
                expected.computeIfAbsent(stack[stack.length - 1], name -> new long[2])[0] += value;
                for (String frame : new HashSet<>(List.of(stack))) {
                    expected.computeIfAbsent(frame, name -> new long[2])[1] += value;
                }
                deepest = Math.max(deepest, stack.length);
            }
            List<Frame> all = new ArrayList<>();
            expected.forEach((name, sums) -> all.add(new Frame(name, sums[0], sums[1])));
            TopFrames frames = TopFrames.of(randomTree);
            assertEquals(all.size(), frames.frameCount());
            assertEquals(deepest, frames.deepest());
            Comparator<Frame> byTotal = Comparator.comparing(Frame::total).reversed();
            assertEquals(all.stream().sorted(byTotal).limit(7).toList(), frames.byTotal(7));
            Comparator<Frame> bySelf = Comparator.comparing(Frame::self).reversed();
            assertEquals(
                    all.stream().filter(f -> f.self() > 0).sorted(bySelf).toList(), frames.bySelf(Integer.MAX_VALUE));
        }
    }

    private void insert(String key, long value) {
        tree.insert(key.getBytes(StandardCharsets.UTF_8), value);
    }
}

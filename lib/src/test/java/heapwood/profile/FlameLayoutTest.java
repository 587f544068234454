package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.FlameLayout.Box;
import heapwood.tree.ReferenceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlameLayoutTest {
    private final ReferenceTree tree = new ReferenceTree();

    @Test
    void childrenStandSideBySideFromTheirParentsLeftEdgeAndItsOwnShareIsOnTheRight() {
        insert("a;x", 1);
        insert("a;y", 2);
        insert("a", 1);
        insert("b", 4);
        assertEquals(
                List.of(
                        new Box(0, 0, 1, "", 1, 0, false, 0, 8),
                        new Box(1, 0, 0.5, "a", 1, 1, false, 0, 4),
                        new Box(2, 0, 0.125, "x", 1, 1, false, 0, 1),
                        new Box(2, 0.125, 0.25, "y", 1, 2, false, 0, 2),
                        new Box(1, 0.5, 0.5, "b", 1, 4, false, 0, 4)),
                FlameLayout.of(tree, 0, 10).boxes());
    }

    @Test
    void narrowNeighborsAndAllBelowThemBecomeOneBoxIfThatIsWideEnough() {
        insert("a", 64);
        insert("b;x;y", 1);
        insert("c", 3);
        insert("d;z", 60);
        FlameLayout layout = FlameLayout.of(tree, 0.03, 10);
        assertEquals(
                List.of(
                        new Box(0, 0, 1, "", 1, 0, false, 0, 128),
                        new Box(1, 0, 0.5, "a", 1, 64, false, 0, 64),
                        new Box(1, 0.5, 0.03125, null, 4, 0, false, 0, 4),
                        new Box(1, 0.53125, 0.46875, "d", 1, 0, false, 0, 60),
                        new Box(2, 0.53125, 0.46875, "z", 1, 60, false, 0, 60)),
                layout.boxes());
        assertEquals(4, layout.drawn());
        assertEquals(8, layout.nodes());
    }

    @Test
    void aNodeOfTwoTreesIsAsWideAsBothItsTotalsTogether() {
        TreeDiff diff = TreeDiff.of(Collapsed.tree("a;x 6\nb 2\n"), Collapsed.tree("a 4\nc 4\n"));
        assertEquals(
                List.of(
                        new Box(0, 0, 1, "", 1, 0, false, 8, 8),
                        new Box(1, 0, 0.625, "a", 1, 0, false, 6, 4),
                        new Box(2, 0, 0.375, "x", 1, 0, false, 6, 0),
                        new Box(1, 0.625, 0.125, "b", 1, 0, false, 2, 0),
                        new Box(1, 0.75, 0.25, "c", 1, 0, false, 0, 4)),
                FlameLayout.of(diff, 0, 10).boxes());
        Box narrow = FlameLayout.of(diff, 0.3, 10).boxes().get(3);
        assertEquals(new Box(1, 0.625, 0.375, null, 2, 0, false, 2, 4), narrow);
    }

    @Test
    void twoTreesWhoseTotalsHaveSixtyFourBitsEachAreAsWideAsBothTogether() {
        TreeDiff diff =
                TreeDiff.of(Collapsed.tree("a 18446744073709551615\n"), Collapsed.tree("b 18446744073709551615\n"));
        assertEquals(
                List.of("1.0", "0.5", "0.5"),
                FlameLayout.of(diff, 0, 10).boxes().stream()
                        .map(box -> String.valueOf(box.width()))
                        .toList());
    }

    @Test
    void whereTotalsAreMadeEqualANodeIsAsWideAsItsSharesOfBoth() {
        TreeDiff diff = TreeDiff.of(Collapsed.tree("a 40\nb 40\n"), Collapsed.tree("a 5\nb 15\n"));
        FlameLayout layout = FlameLayout.of(diff.equalTotals(), 0, 10);
        assertEquals(
                List.of("1.0 80/20", "0.375 40/5", "0.625 40/15"),
                layout.boxes().stream()
                        .map(box -> box.width() + " " + box.before() + "/" + box.after())
                        .toList());
    }

    @Test
    void neighborsTooNarrowEvenTogetherAreLeftOut() {
        insert("a", 98);
        insert("b", 1);
        insert("c", 1);
        assertEquals(2, FlameLayout.of(tree, 0.03, 10).boxes().size());
    }

    @Test
    void narrowNodesUnderDifferentParentsAreNotOneBox() {
        insert("a;w", 48);
        insert("a;x", 2);
        insert("b;a", 2);
        insert("b;y", 48);
        List<Box> boxes = FlameLayout.of(tree, 0.03, 10).boxes();
        assertTrue(boxes.stream().noneMatch(box -> box.name() == null), boxes.toString());
    }

    @Test
    void aGroupAtTheEndOfItsParentIsKept() {
        insert("a;w", 40);
        insert("a;x", 2);
        insert("a;y", 2);
        insert("a", 6);
        insert("b", 50);
        List<Box> boxes = FlameLayout.of(tree, 0.03, 10).boxes();
        Box group = boxes.stream().filter(box -> box.name() == null).findFirst().orElseThrow();
        assertEquals(2, group.row());
        assertEquals(0.40, group.left(), 1e-12);
        assertEquals(0.04, group.width(), 1e-12);
        assertEquals(2, group.nodes());
    }

    @Test
    void rowsBeyondTheLastAreCutAndTheBoxesUnderThemSaySo() {
        insert("a;b;c;d", 1);
        insert("e;f", 1);
        FlameLayout layout = FlameLayout.of(tree, 0, 3);
        assertEquals(3, layout.usedRows());
        assertTrue(layout.isCut());
        assertEquals(
                List.of("b"),
                layout.boxes().stream().filter(Box::cut).map(Box::name).toList());
        assertEquals(4, layout.deepest());
        assertFalse(FlameLayout.of(tree, 0, 5).isCut());
    }

    @Test
    void aTreeWithoutValuesHasNoBoxes() {
        assertEquals(List.of(), FlameLayout.of(tree, 0, 10).boxes());
        insert("a;b", 0);
        FlameLayout layout = FlameLayout.of(tree, 0, 10);
        assertEquals(List.of(), layout.boxes());
        assertEquals(0, layout.usedRows());
    }

    @Test
    void aVeryDeepTreeIsLaidOut() {
        insert("f;".repeat(100_000) + "g", 1);
        FlameLayout layout = FlameLayout.of(tree, 0.001, 50);
        assertEquals(50, layout.usedRows());
        assertEquals(100_001, layout.deepest());
    }

    @Test
    void boxesOfRandomTreesNestWhateverSumsWrap() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            ReferenceTree randomTree = new ReferenceTree();
            boolean wrapping = round % 2 == 0;
            for (int i = random.nextInt(200); i >= 0; i--) {
                StringBuilder key = new StringBuilder("r");
                for (int depth = random.nextInt(8); depth > 0; depth--) {
                    key.append(';').append((char) ('a' + random.nextInt(1 + random.nextInt(26))));
                }
                long value = wrapping ? random.nextLong() : random.nextInt(1_000);
                randomTree.insert(key.toString().getBytes(StandardCharsets.US_ASCII), value);
            }
            double narrowest = random.nextInt(3) == 0 ? 0 : random.nextDouble() / 20;
            assertNested(FlameLayout.of(randomTree, narrowest, 1 + random.nextInt(9)), narrowest);
        }
    }

    private static void assertNested(FlameLayout layout, double narrowest) {
        double rounding = 1e-9;
        List<Box> path = new ArrayList<>();
        double[] rowEnds = new double[20];
        for (Box box : layout.boxes()) {
            assertTrue(box.width() > 0 && box.width() >= narrowest, box.toString());
            // A group's box comes when its neighbors are known, so behind boxes above its left neighbor.
            if (box.row() > 0) {
                Box parent = path.get(box.row() - 1);
                assertTrue(box.left() >= parent.left() - rounding, box + " on " + parent);
                assertTrue(
                        box.left() + box.width() <= parent.left() + parent.width() + rounding, box + " on " + parent);
            }
            assertTrue(box.left() >= rowEnds[box.row()] - rounding, box + " overlaps its left neighbor");
            rowEnds[box.row()] = box.left() + box.width();
            while (path.size() > box.row()) {
                path.remove(path.size() - 1);
            }
            path.add(box);
        }
    }

    private void insert(String key, long value) {
        tree.insert(key.getBytes(StandardCharsets.UTF_8), value);
    }
}

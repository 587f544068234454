package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TreeDiffTest {
    @Test
    void bothSidesValuesStandBesideEachOther() {
        TreeDiff diff = TreeDiff.of(Collapsed.tree("a;b 1\na;c 2\n"), Collapsed.tree("a;c 5\nd 7\n"));
        assertEquals(3, diff.totalBefore());
        assertEquals(12, diff.totalAfter());
        List<String> nodes = new ArrayList<>();
        diff.walk((depth, names, offset, length, selfBefore, totalBefore, selfAfter, totalAfter) ->
                nodes.add(depth + new String(names, offset, length, StandardCharsets.UTF_8) + " " + selfBefore + "/"
                        + totalBefore + " " + selfAfter + "/" + totalAfter));
        assertEquals(List.of("0 0/3 0/12", "1a 0/3 0/5", "2b 1/1 0/0", "2c 2/2 5/5", "1d 0/0 7/7"), nodes);
    }

    @Test
    void eachSideIsTheTreeThatWasGiven() {
        RandomTrees trees = new RandomTrees(9);
        for (int round = 0; round < 500; round++) {
            CompactTree before = trees.next();
            CompactTree after = trees.next();
            TreeDiff diff = TreeDiff.of(before, after);
            Rebuilt left = new Rebuilt();
            Rebuilt right = new Rebuilt();
            diff.walk((depth, names, offset, length, selfBefore, totalBefore, selfAfter, totalAfter) -> {
                left.node(depth, names, offset, length, selfBefore, totalBefore);
                right.node(depth, names, offset, length, selfAfter, totalAfter);
            });
            assertEquals(nodes(before), left.nodes);
            assertEquals(nodes(after), right.nodes);
            assertEquals(before.total(), diff.totalBefore());
            assertEquals(after.total(), diff.totalAfter());
        }
    }

    @Test
    void nodesWithoutValuesAreInTheUnion() {
        CompactTree empty = new CompactTree();
        empty.insert("a;z".getBytes(StandardCharsets.US_ASCII), 0);
        assertEquals(4, TreeDiff.of(empty, Collapsed.tree("a;b 1\n")).nodeCount());
    }

    @Test
    void framesAreListedByTheirChangeWhicheverItsSign() {
        TopFrames before = TopFrames.of(Collapsed.tree("a;b 10\nc 3\nsame 4\n"));
        TopFrames after = TopFrames.of(Collapsed.tree("a;b 2\nc 5\nsame 4\nd 1\n"));
        assertEquals(
                List.of("b -8", "c 2", "d 1", "a 0"),
                TreeDiff.bySelf(before, after, 10).stream()
                        .map(change -> change.name() + " " + change.selfChange())
                        .toList());
        assertEquals(
                List.of("a -8", "b -8"),
                TreeDiff.byTotal(before, after, 2).stream()
                        .map(change -> change.name() + " " + change.totalChange())
                        .toList());
    }

    @Test
    void totalsMadeEqualKeepBothSidesValues() {
        CompactTree before = Collapsed.tree("a;b 10\nc 30\n");
        CompactTree after = Collapsed.tree("a;b 5\nc 5\n");
        TreeDiff diff = TreeDiff.of(before, after).equalTotals();
        assertEquals(0.25, diff.scale());
        List<String> totals = new ArrayList<>();
        diff.walk((depth, names, offset, length, selfBefore, totalBefore, selfAfter, totalAfter) ->
                totals.add(totalBefore + "/" + totalAfter));
        assertEquals(List.of("40/10", "10/5", "10/5", "30/5"), totals);
        assertEquals(
                List.of("a 10 3 5 +2", "b 10 3 5 +2", "c 30 8 5 -3"),
                TreeDiff.byTotal(TopFrames.of(before), TopFrames.of(after), diff.scale(), 10).stream()
                        .sorted(Comparator.comparing(TreeDiff.FrameChange::name))
                        .map(c -> String.format(
                                "%s %d %d %d %+d",
                                c.name(), c.totalBefore(), c.totalExpected(), c.totalAfter(), c.totalChange()))
                        .toList());
    }

    @Test
    void differencesOfAllSixtyFourBitsAreExact() {
        String largest = "18446744073709551615";
        CompactTree before = Collapsed.tree("a 9223372036854775808\nb " + "1\nd 7\n");
        CompactTree after = Collapsed.tree("b " + largest + "\nc 0\n");
        TreeDiff diff = TreeDiff.of(before, after);
        assertEquals(new BigInteger("9223372036854775799"), diff.totalChange());
        assertEquals(
                List.of("b +18446744073709551614", "a -9223372036854775808", "d -7"),
                TreeDiff.bySelf(TopFrames.of(before), TopFrames.of(after), 10).stream()
                        .map(change -> String.format("%s %+d", change.name(), change.selfChange()))
                        .toList());
        assertEquals(
                new BigInteger("-" + largest),
                TreeDiff.of(Collapsed.tree("a " + largest + "\n"), new CompactTree())
                        .totalChange());
    }

    @Test
    void whatIsScaledIsRoundedAndUnsigned() {
        assertEquals(Long.parseUnsignedLong("13835058055282163712"), TreeDiff.scaled(1L << 63, 1.5));
        assertEquals(8, TreeDiff.scaled(30, 0.25));
        assertEquals(-1, TreeDiff.scaled(1L << 63, 4));
    }

    @Test
    @Timeout(60)
    void aStackOfManyFramesTakesTimeByItsFrames() {
        // Quadratic time would be hours.
        byte[] stack = "f;".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
        CompactTree before = new CompactTree();
        before.insert(stack, 0, stack.length - 1, 3);
        CompactTree after = new CompactTree();
        after.insert(stack, 2, stack.length - 3, 5);
        TreeDiff diff = TreeDiff.of(before, after);
        assertEquals(2_000_001, diff.nodeCount());
        long[] leaves = {0, 0};
        diff.walk((depth, names, offset, length, selfBefore, totalBefore, selfAfter, totalAfter) -> {
            leaves[0] += selfBefore * depth;
            leaves[1] += selfAfter * depth;
        });
        assertEquals(6_000_000, leaves[0]);
        assertEquals(5 * 1_999_999, leaves[1]);
    }

    @Test
    void aSideWithoutAnythingIsComparedAsItIs() {
        assertEquals(
                1,
                TreeDiff.of(new CompactTree(), Collapsed.tree("a 3\n"))
                        .equalTotals()
                        .scale());
    }

    private static List<String> nodes(StackTree tree) {
        Rebuilt rebuilt = new Rebuilt();
        tree.walk(rebuilt);
        return rebuilt.nodes;
    }

    /** The nodes that have a value, themselves or below, with their paths. */
    private static final class Rebuilt implements StackTree.NodeVisitor {
        private final List<String> nodes = new ArrayList<>();
        private final String[] path = new String[20];

        @Override
        public void node(int depth, byte[] names, int offset, int length, long self, long total) {
            String name = new String(names, offset, length, StandardCharsets.UTF_8);
            path[depth] = depth == 0 ? "" : path[depth - 1] + ";" + name;
            if (total != 0) {
                nodes.add(path[depth] + " " + self + " " + total);
            }
        }
    }
}

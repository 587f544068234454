package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PruningTest {
    @Test
    void theHeaviestStayAndTheRestIsOther() {
        CompactTree tree = Collapsed.tree("a;b 5\na;c 3\na;c;d 1\na;e 1\nf 4\n");
        assertEquals(
                "(other) 4\na;(other) 1\na;b 5\na;c 3\na;c;(other) 1\n", Collapsed.text(Pruning.heaviest(tree, 3)));
        CompactTree equal = Collapsed.tree("a 2\nb 2\nc 2\n");
        assertEquals("(other) 2\na 2\nb 2\n", Collapsed.text(Pruning.heaviest(equal, 2)));
        assertEquals("(other) 14\n", Collapsed.text(Pruning.heaviest(tree, 0)));
        assertEquals(Collapsed.text(tree), Collapsed.text(Pruning.heaviest(tree, 6)));
    }

    @Test
    void whatWeighsLessIsOther() {
        CompactTree tree = Collapsed.tree("a;b 5\na;c 3\na;c;d 1\na;e 1\nf 4\n");
        assertEquals("a;(other) 1\na;b 5\na;c 3\na;c;(other) 1\nf 4\n", Collapsed.text(Pruning.atLeast(tree, 2)));
        assertEquals(Collapsed.text(tree), Collapsed.text(Pruning.atLeast(tree, 0)));
        CompactTree large = Collapsed.tree("a 18446744073709551000\nb 5\n");
        assertEquals("(other) 5\na 18446744073709551000\n", Collapsed.text(Pruning.atLeast(large, 6)));
    }

    @Test
    void totalsAreConservedAndExactlyTheHeaviestAreKept() {
        Random random = new Random(2);
        RandomTrees trees = new RandomTrees(8);
        for (int round = 0; round < 500; round++) {
            CompactTree tree = trees.next();
            int most = random.nextInt((int) tree.nodeCount() + 3);
            CompactTree pruned = Pruning.heaviest(tree, most);
            assertEquals(tree.total(), pruned.total());
            Map<String, Long> before = totals(tree);
            Map<String, Long> kept = totals(pruned);
            kept.keySet().removeIf(key -> key.endsWith("(other)"));
            assertEquals(Math.min(most, before.size()), kept.size());
            kept.forEach((key, total) -> assertEquals(before.get(key), total, key));
            List<Long> heaviest = before.values().stream()
                    .sorted((a, b) -> Long.compareUnsigned(b, a))
                    .limit(most)
                    .toList();
            assertEquals(
                    heaviest,
                    kept.values().stream()
                            .sorted((a, b) -> Long.compareUnsigned(b, a))
                            .toList());
        }
    }

    /** Of every node but the root. */
    private static Map<String, Long> totals(StackTree tree) {
        Map<String, Long> totals = new HashMap<>();
        String[] path = new String[20];
        path[0] = "";
        tree.walk((depth, names, offset, length, self, total) -> {
            if (depth > 0) {
                path[depth] = path[depth - 1] + ";" + new String(names, offset, length, StandardCharsets.UTF_8);
                totals.put(path[depth], total);
            }
        });
        return totals;
    }

    @Test
    void aNegativeNumberOfNodesIsAnError() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Pruning.heaviest(new CompactTree(), -1));
        assertTrue(error.getMessage().contains("-1"));
    }
}

package heapwood.lab.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.Forest;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    /** Tree, root; a node, name and array for foo and bar, a node and name for baz; the root's array; two shared empties. */
    @Test
    void aTreeOfThreeFramesIsThreeObjectsANodeAndTwoAtTheLeaf() {
        StackTree tree = new ReferenceTree();
        tree.insert("foo;bar;baz".getBytes(StandardCharsets.UTF_8), 1);
        assertEquals(1 + 2 + 3 + 3 + 2 + 2, LiveObjects.reachableFrom(tree).objects());
    }

    @Test
    void theFootprintNamesEachClassAndAddsUpToTheCount() {
        StackTree tree = new ReferenceTree();
        tree.insert("foo;bar;baz".getBytes(StandardCharsets.UTF_8), 1);
        List<LiveObjects.ByClass> rows = LiveObjects.byClass(tree);
        Map<String, Long> counts =
                rows.stream().collect(Collectors.toMap(LiveObjects.ByClass::className, LiveObjects.ByClass::objects));
        assertEquals(
                Map.of(
                        "heapwood.tree.ReferenceTree", 1L,
                        "heapwood.tree.ReferenceTree$Node", 4L,
                        "heapwood.tree.ReferenceTree$Node[]", 4L,
                        "byte[]", 4L),
                counts);
        LiveObjects live = LiveObjects.reachableFrom(tree);
        assertEquals(
                live.objects(),
                rows.stream().mapToLong(LiveObjects.ByClass::objects).sum());
        assertEquals(
                live.bytes(),
                rows.stream().mapToLong(LiveObjects.ByClass::bytes).sum());
    }

    @Test
    void anObjectThatTwoRootsReachCountsOnceAndTheCollectionOfRootsDoesNot() {
        byte[] shared = new byte[100];
        List<Object[]> roots = List.of(new Object[] {shared}, new Object[] {shared});
        assertEquals(3, LiveObjects.reachableFromAll(roots).objects());
    }

    @Test
    void noRootsReachNothing() {
        assertEquals(new LiveObjects(0, 0), LiveObjects.reachableFrom());
        assertTrue(LiveObjects.byClass().isEmpty());
    }

    @Test
    void theArithmeticOfAForestIsWhatIsCounted() {
        for (int trees : new int[] {1, 3}) {
            Forest forest = new Forest(TreeKind.REFERENCE, trees, new TreeShape(20, 50, 40), 1, true);
            LiveObjects live = LiveObjects.reachableFromAll(forest.build());
            assertEquals(forest.referenceObjects(), live.objects());
        }
    }

    @Test
    void bytesAreThoseOfTheKnownLayouts() {
        // Header 8 or 12, length 4, a hundred bytes, rounded up to 8.
        long bytes = LiveObjects.reachableFrom(new byte[100]).bytes();
        assertTrue(bytes == 112 || bytes == 120, () -> "a byte[100] took " + bytes);
    }
}

package heapwood.lab.child;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Window;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeWindowTest {
    @ParameterizedTest
    @EnumSource
    void aFullWindowHoldsItsLastTreesOnly(TreeKind kind) {
        TreeWindow window = new TreeWindow(kind, 2);
        for (int frames = 1; frames <= 5; frames++) {
            StackTree tree = window.slide();
            assertEquals(1, tree.nodeCount());
            insert(tree, "a" + ";a".repeat(frames - 1));
        }
        assertEquals(1 + 4 + 1 + 5, window.nodes());
    }

    @Test
    void droppedCompactTreesLeaveTheirSpaceToNewOnes() {
        TreeWindow window = new TreeWindow(TreeKind.COMPACT, 2);
        CompactTree first = (CompactTree) window.slide();
        for (int i = 0; i < 100; i++) {
            insert(window.slide(), "a;b;" + i);
        }
        assertEquals(2, first.forest().treeCount());
        // Names of dropped trees are gone, too.
        assertTrue(first.forest().nameCount() <= 4, () -> first.forest().nameCount() + " names");
    }

    @Test
    void aDroppedReferenceTreeIsGarbage() {
        TreeWindow window = new TreeWindow(TreeKind.REFERENCE, 1);
        WeakReference<StackTree> first = new WeakReference<>(window.slide());
        window.slide();
        for (int i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
        }
        assertEquals(null, first.get());
    }

    @Test
    void aWindowWithoutTreesOrTimeIsRefused() {
        Forest forest = Forest.ofNodes(TreeKind.REFERENCE, 1_000, 4);
        assertThrows(IllegalArgumentException.class, () -> new Window(forest, 0));
        assertThrows(IllegalArgumentException.class, () -> new Window(forest.asControl(), 10));
        assertEquals(
                TreeKind.COMPACT, new Window(forest, 10).as(TreeKind.COMPACT).kind());
    }

    private static void insert(StackTree tree, String key) {
        byte[] bytes = key.getBytes(US_ASCII);
        tree.insert(bytes, 0, bytes.length, 1);
    }
}

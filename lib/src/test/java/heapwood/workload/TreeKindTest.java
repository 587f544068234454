package heapwood.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeKindTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameInAnyCase(TreeKind kind) {
        assertSame(kind, TreeKind.of(kind.toString()));
        assertSame(kind, TreeKind.of(kind.name()));
    }

    @ParameterizedTest
    @EnumSource
    void makesTreesThatAreEmptyAndIndependent(TreeKind kind) {
        List<StackTree> trees = kind.newTrees(3);
        trees.get(1).insert(new byte[] {'a'}, 5);
        assertEquals(
                List.of(1L, 2L, 1L), trees.stream().map(StackTree::nodeCount).toList());
        assertEquals(List.of(0L, 5L, 0L), trees.stream().map(StackTree::total).toList());
        assertEquals(1, kind.newTree().nodeCount());
        assertEquals(List.of(), kind.newTrees(0));
    }

    @Test
    void keepsReferenceTreesThemselvesAndOfCompactTreesTheForestOnce() {
        List<StackTree> reference = TreeKind.REFERENCE.newTrees(3);
        assertEquals(reference, TreeKind.holders(reference));
        List<StackTree> compact = TreeKind.COMPACT.newTrees(3);
        assertEquals(List.of(((CompactTree) compact.get(0)).forest()), TreeKind.holders(compact));
        assertEquals(List.of(), TreeKind.holders(List.of()));
    }

    @Test
    void namesTheKnownOnesWhenAskedForAnother() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> TreeKind.of("oak"));
        assertEquals("there is no tree named \"oak\": choose reference or compact", e.getMessage());
    }
}

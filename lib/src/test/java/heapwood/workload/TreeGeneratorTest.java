package heapwood.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.GoldenGenerator.GoldenTree;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeGeneratorTest {
    private static final TreeShape SMALL = new TreeShape(7, 30, 40);

    @ParameterizedTest
    @EnumSource(TreeKind.class)
    void makesTheOriginalsTreesOneAfterTheOther(TreeKind kind) {
        GoldenGenerator golden = GoldenGenerator.read();
        assertEquals(8, golden.trees().size());
        TreeGenerator generator = new TreeGenerator(golden.seed());
        for (GoldenTree expected : golden.trees()) {
            if (expected.treeNumber() == 1) {
                generator = new TreeGenerator(golden.seed());
            }
            StackTree tree = kind.newTree();
            generator.insertEveryPrefix(tree, expected.shape());
            assertEquals(expected.digest(), TreeDigest.of(tree), expected::toString);
            assertEquals(expected.shape().nodeCount(), tree.nodeCount());
        }
    }

    @ParameterizedTest
    @EnumSource(TreeKind.class)
    void makesTheSameTreesInOneForest(TreeKind kind) {
        TreeGenerator together = new TreeGenerator(1);
        TreeGenerator alone = new TreeGenerator(1);
        for (StackTree tree : kind.newTrees(3)) {
            StackTree other = new ReferenceTree();
            together.insertEveryPrefix(tree, SMALL);
            alone.insertEveryPrefix(other, SMALL);
            assertEquals(TreeDigest.of(other), TreeDigest.of(tree));
        }
    }

    @ParameterizedTest
    @EnumSource(TreeKind.class)
    void fullKeysMakeTheSameNodesAndTotalAndLeaveTheGeneratorWhereThePrefixesDo(TreeKind kind) {
        TreeGenerator prefixes = new TreeGenerator(5);
        TreeGenerator fullKeys = new TreeGenerator(5);
        StackTree expected = kind.newTree();
        StackTree tree = kind.newTree();
        prefixes.insertEveryPrefix(expected, SMALL);
        fullKeys.insertFullKeys(tree, SMALL);
        assertEquals(keys(expected), keys(tree));
        assertEquals(expected.total(), tree.total());
        assertNotEquals(TreeDigest.of(expected), TreeDigest.of(tree), "selfs differ");

        StackTree expectedNext = kind.newTree();
        StackTree next = kind.newTree();
        prefixes.insertEveryPrefix(expectedNext, SMALL);
        fullKeys.insertEveryPrefix(next, SMALL);
        assertEquals(TreeDigest.of(expectedNext), TreeDigest.of(next));
    }

    @Test
    void oneGeneratorMakesShapesOfAnySizeInAnyOrder() {
        TreeGenerator generator = new TreeGenerator(1);
        for (TreeShape shape : List.of(new TreeShape(2, 9, 50), new TreeShape(3, 2, 1), new TreeShape(1, 40, 7))) {
            StackTree tree = new ReferenceTree();
            generator.insertEveryPrefix(tree, shape);
            assertEquals(shape.nodeCount(), tree.nodeCount());
            int nameLength = 2 * shape.symbolBytes();
            tree.walk((depth, names, offset, length, self, total) ->
                    assertEquals(depth == 0 ? 0 : depth == 1 ? "root".length() : nameLength, length));
        }
    }

    @Test
    void allocatesNothingOnceItsBuffersAreLargeEnough() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        TreeGenerator generator = new TreeGenerator(1);
        Inserter ignoring = (key, offset, length, value) -> {};
        generator.insertEveryPrefix(ignoring, SMALL);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            generator.insertEveryPrefix(ignoring, SMALL);
            generator.insertFullKeys(ignoring, SMALL);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // 42,700 frames were made; a few bytes are the measuring's own.
        assertEquals(0, allocated / 42_700, () -> allocated + " bytes");
    }

    private static List<String> keys(StackTree tree) {
        List<String> keys = new ArrayList<>();
        tree.iterate((key, length, self) -> keys.add(new String(key, 0, length, StandardCharsets.ISO_8859_1)));
        return keys;
    }
}

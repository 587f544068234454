package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.child.LiveObjects;
import heapwood.tree.StackTree;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTreesTest {
    private static final TreeShape SHAPE = new TreeShape(20, 50, 40);

    @Test
    void countsReferenceTreesOneByOneAsAllAtOnce() {
        List<StackTree> trees = grown(TreeKind.REFERENCE, 5);
        assertEquals(LiveObjects.reachableFromAll(trees), new LiveTrees(TreeKind.REFERENCE).of(trees));
    }

    @Test
    void countsCompactTreesFromTheirForestWhateverTheirNumber() {
        LiveTrees liveTrees = new LiveTrees(TreeKind.COMPACT);
        long few = liveTrees.of(grown(TreeKind.COMPACT, 2)).objects();
        long many = liveTrees.of(grown(TreeKind.COMPACT, 60)).objects();
        assertTrue(few > 0 && many <= 64, few + " and " + many);
    }

    @Test
    void leavesOutOfOneTreeWhatAllShare() {
        StackTree simple = LiveTrees.simpleTree(TreeKind.REFERENCE);
        assertEquals(11, new LiveTrees(TreeKind.REFERENCE).ownOf(simple).objects());
        assertEquals(13, LiveObjects.reachableFrom(simple).objects());
    }

    private static List<StackTree> grown(TreeKind kind, int number) {
        List<StackTree> trees = kind.newTrees(number);
        TreeGenerator generator = new TreeGenerator(1);
        trees.forEach(tree -> generator.insertFullKeys(tree, SHAPE));
        return trees;
    }
}

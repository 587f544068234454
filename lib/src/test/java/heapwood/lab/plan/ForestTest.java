package heapwood.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.child.LiveObjects;
import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestTest {
    @Test
    void tenMillionNodesAreTheOriginalsFirstStep() {
        Forest forest = Forest.ofNodes(TreeKind.REFERENCE, 10_000_000, 40);
        assertEquals(Schedule.step(10).shape(), forest.shape());
        assertEquals(100, forest.trees());
        assertEquals(10_000_200, forest.nodes());
        // Go's count of the same live forest is 29,980,636: 34 objects more, of the runtime and the program around it.
        assertEquals(29_980_602, forest.referenceObjects());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 33_000_000})
    void aForestHasAboutTheNodesAskedFor(long nodes) {
        double ratio = (double) Forest.ofNodes(TreeKind.REFERENCE, nodes, 40).nodes() / nodes;
        assertTrue(ratio > 0.75 && ratio < 1.35, () -> nodes + " nodes became " + ratio + " times as many");
    }

    @Test
    void aControlBuildsAndKeepsNothing() {
        Forest forest = new Forest(TreeKind.REFERENCE, 2, new TreeShape(2, 3, 4), 1, true);
        assertEquals(2, forest.build().size());
        assertEquals(List.of(), forest.asControl().build());
    }

    @Test
    void nodesAreThoseThatTheTreesReport() {
        Forest forest = new Forest(TreeKind.REFERENCE, 3, new TreeShape(20, 50, 40), 1, true);
        assertEquals(
                forest.nodes(),
                forest.build().stream().mapToLong(StackTree::nodeCount).sum());
    }

    @Test
    void whatIsExpectedOfReferenceTreesIsWhatTheyTake() {
        Forest forest = new Forest(TreeKind.REFERENCE, 1, new TreeShape(100, 100, 40), 1, true);
        long counted = LiveObjects.reachableFromAll(forest.build()).bytes();
        assertEquals(1.0, (double) counted / forest.expectedBytes(true), 0.05);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Forest.ofNodes(TreeKind.REFERENCE, 0, 40));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Forest(TreeKind.REFERENCE, -1, new TreeShape(1, 1, 1), 1, true));
    }
}

package heapwood.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contestants are equals only if they make the same tree of the same stacks. */
final class ContestantTest {
    private static Keys keys;
    private static long nodes;

    @BeforeAll
    static void load() throws IOException {
        keys = Workload.CPU.load(1);
        ReferenceTree tree = new ReferenceTree();
        keys.insertInto(tree::insert);
        nodes = tree.nodeCount();
    }

    @ParameterizedTest
    @EnumSource(names = {"SYMDB", "EDGE_MAP", "LZ_NODE_TREE"})
    void aTreeOfFrameNumbersHasTheReferenceTreesNodes(Contestant contestant) {
        IdInserter tree = (IdInserter) contestant.filling(keys).get();
        assertEquals(nodes, tree instanceof ChildSiblingTree symdb ? symdb.nodes() : ((EdgeTree) tree).nodes());
    }

    @Test
    void theTreeThatRemembersItsLastKeyHasTheReferenceTreesNodes() {
        RememberingTree tree = new RememberingTree();
        keys.insertInto(tree);
        assertEquals(nodes, tree.nodes());
    }

    @Test
    void theCompactTreesNodesAreThoseThatAreDividedBy() throws IOException {
        CompactTree tree = (CompactTree) Work.CPU.tree(Contestant.COMPACT, 1);
        assertEquals(nodes, tree.nodeCount());
    }
}

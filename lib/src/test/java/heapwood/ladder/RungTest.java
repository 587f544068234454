package heapwood.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.StackTree;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jol.info.GraphStats;

final class RungTest {
    private static final TreeShape SHAPE = new TreeShape(6, 50, 2);
    private static final int TREES = 40;

    @ParameterizedTest
    @EnumSource
    void whatIsKeptReportsWhatTheFirstStepReports(Rung rung) {
        assertEquals(reported(Rung.OBJECTS), reported(rung));
    }

    private static List<Long> reported(Rung rung) {
        CRC32C crc = new CRC32C();
        long[] nodes = new long[1];
        for (Object kept : rung.kept(filled(rung))) {
            rung.iterate(kept, (key, length, self) -> {
                crc.update(key, 0, length);
                crc.update(ByteBuffer.allocate(8).putLong(self).flip());
                nodes[0]++;
            });
        }
        return List.of(nodes[0], crc.getValue());
    }

    @Test
    void eachStepGivesUpObjects() {
        List<Double> perNode = new ArrayList<>();
        for (Rung rung : List.of(Rung.OBJECTS, Rung.NAMES_SHARED, Rung.CHILDREN_IN_ONE_ARRAY, Rung.NODES_IN_COLUMNS)) {
            perNode.add(objects(rung) / (double) (TREES * SHAPE.nodeCount()));
        }
        // 16 bits make 65,536 names, of which 12,000 nodes have some 11,000.
        assertEquals(3 - 1.0 / 50, perNode.get(0), 0.02);
        assertEquals(2 - 1.0 / 50 + 0.92, perNode.get(1), 0.05);
        assertEquals(1 + 0.92, perNode.get(2), 0.05);
        assertTrue(perNode.get(3) < 0.05, perNode.toString());
        assertTrue(objects(Rung.ONE_FOREST) <= 64);
    }

    private static long objects(Rung rung) {
        return GraphStats.parseInstance(rung.kept(filled(rung)).toArray()).totalCount();
    }

    private static List<StackTree> filled(Rung rung) {
        List<StackTree> trees = rung.newTrees(TREES);
        TreeGenerator generator = new TreeGenerator(1);
        trees.forEach(tree -> generator.insertFullKeys(tree, SHAPE));
        return trees;
    }

    @Test
    void stepsHaveTheirWordsAsNames() {
        assertEquals(Rung.NAMES_SHARED, Rung.of("names shared"));
        assertThrows(IllegalArgumentException.class, () -> Rung.of("nails"));
    }
}

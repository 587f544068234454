package heapwood.lab.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.Column;
import heapwood.lab.plan.Forest;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GrowTaskTest {
    private static final TreeShape SHAPE = new TreeShape(900, 100, 4);

    @Test
    void everyStackIsInsertedAndTimedOnceInTheLastPass() {
        Forest forest = new Forest(TreeKind.COMPACT, 1, SHAPE, 1, true);
        List<Map<Column, Object>> rows = GrowTask.run(forest, 2);
        for (int pass = 0; pass <= 2; pass++) {
            int number = pass;
            List<Map<Column, Object>> own = rows.stream()
                    .filter(row -> (int) row.get(Column.PASS) == number)
                    .toList();
            long stacks =
                    own.stream().mapToLong(row -> (long) row.get(Column.STACKS)).sum();
            long nodes = (long) own.get(own.size() - 1).get(Column.NODES);
            if (pass == 2) {
                assertEquals(SHAPE.width(), stacks);
                assertEquals(SHAPE.nodeCount(), nodes);
            } else {
                assertTrue(nodes > 50_000 && nodes < SHAPE.nodeCount(), nodes + " nodes");
            }
            own.forEach(row -> assertTrue((double) row.get(Column.INSERT_CPU_MS) >= 0));
        }
    }
}

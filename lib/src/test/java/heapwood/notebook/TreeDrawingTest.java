package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

final class TreeDrawingTest {
    private static StackTree foo(StackTree tree) {
        tree.insert("foo;bar".getBytes(StandardCharsets.UTF_8), 2);
        tree.insert("foo;qux".getBytes(StandardCharsets.UTF_8), -1);
        return tree;
    }

    @Test
    void a_tree_is_told_line_by_line() {
        assertEquals("""
                ""  self 0, total 1
                  foo  self 0, total 1
                    bar  self 2, total 2
                    qux  self 18446744073709551615, total 18446744073709551615
                """, TreeDrawing.text(foo(new ReferenceTree())));
    }

    @Test
    void both_trees_are_drawn_alike() {
        assertEquals(TreeDrawing.nodesOf(foo(new ReferenceTree())), TreeDrawing.nodesOf(foo(new CompactTree())));
    }

    @Test
    void parents_stand_above_the_middle_of_their_children_and_siblings_apart() {
        StackTree tree = foo(new ReferenceTree());
        tree.insert("zoo;a;b".getBytes(StandardCharsets.UTF_8), 1);
        List<TreeDrawing.Node> nodes = TreeDrawing.nodesOf(tree);
        double[] centers = new TreePanel("", nodes, List.of()).centers();
        // "", foo, bar, qux, zoo, a, b
        assertEquals((centers[2] + centers[3]) / 2, centers[1], 1e-9);
        assertEquals(centers[6], centers[4], 1e-9);
        assertEquals((centers[1] + centers[4]) / 2, centers[0], 1e-9);
        assertTrue(centers[2] < centers[3] && centers[3] < centers[6]);
    }

    @Test
    void a_tree_too_large_to_be_seen_is_refused() {
        StackTree tree = new ReferenceTree();
        new TreeGenerator(1).insertFullKeys(tree, new TreeShape(10, 10, 4));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new TreeDrawing().step("", tree));
        assertEquals("a tree of 102 nodes is too large to draw: draw one of at most 60", e.getMessage());
        assertThrows(IllegalStateException.class, () -> new TreeDrawing().picture("none", "", ""));
    }

    @Test
    void a_footprint_stands_side_by_side_with_sums() {
        Map<String, Object> roots = new LinkedHashMap<>();
        roots.put("reference", foo(new ReferenceTree()));
        roots.put("compact", foo(new CompactTree()));
        Table table = ObjectTables.byClass(roots);
        int nodes = table.stringColumn("class").firstIndexOf("ReferenceTree$Node");
        assertEquals(4, table.longColumn("reference: objects").get(nodes));
        assertEquals(0, table.longColumn("compact: objects").get(nodes));
        int last = table.rowCount() - 1;
        assertEquals("all", table.stringColumn("class").get(last));
        for (String column : List.of("reference: objects", "reference: bytes", "compact: objects", "compact: bytes")) {
            long sum = table.longColumn(column).asList().stream()
                    .limit(last)
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(sum, table.longColumn(column).get(last), column);
        }
    }

    @Test
    void a_layout_accounts_for_every_byte() {
        Table layout = ObjectTables.layout("heapwood.tree.ReferenceTree$Node");
        int last = layout.rowCount() - 1;
        long sum = layout.longColumn("size (bytes)").asList().stream()
                .limit(last)
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(sum, layout.longColumn("size (bytes)").get(last));
        assertTrue(layout.stringColumn("field").contains("childCount"));
        assertThrows(IllegalArgumentException.class, () -> ObjectTables.layout("heapwood.tree.Oak"));
    }
}

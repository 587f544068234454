package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

final class VerdictsTest {
    @Test
    void each_verdict_is_a_row_in_the_order_of_adding() {
        Table table = new Verdicts()
                .add("it grows", "3 ms a million", true)
                .add("it stays", "7 times as much", false)
                .sheet("05-verdicts", "")
                .table();
        assertEquals(
                List.of("it grows", "it stays"), table.stringColumn("expected").asList());
        assertEquals(
                List.of("3 ms a million", "7 times as much"),
                table.stringColumn("measured").asList());
        assertEquals(List.of("yes", "no"), table.stringColumn("holds").asList());
    }
}

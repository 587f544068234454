package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class VerdictsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "at most NaN %",
                "Infinity–-Infinity %",
                "-Infinity",
                "∞ s",
                "1.00, NaN a node",
                "not available here",
                "not measured",
                "The compact tree takes more CPU a node than the reference tree under ",
                "40 points under"
            })
    void a_verdict_without_data_is_neither_yes_nor_no(String measured) {
        for (boolean holds : new boolean[] {true, false}) {
            Table table = new Verdicts()
                    .add("it grows", measured, holds)
                    .sheet("x", "")
                    .table();
            assertEquals("not measured", table.stringColumn("holds").get(0));
            assertFalse(Pattern.compile("NaN|Infinity|∞").matcher(table.print()).find(), table.print());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0 of 3 sizes differ", "one digest", "ZGC -0", "up to 1.2 times", "Infinity_War 3", "under 3"})
    void a_verdict_with_data_holds_or_does_not(String measured) {
        Table table = new Verdicts()
                .add("it grows", measured, true)
                .add("it grows", measured, false)
                .sheet("x", "")
                .table();
        assertEquals(List.of("yes", "no"), table.stringColumn("holds").asList());
        assertEquals(List.of(measured, measured), table.stringColumn("measured").asList());
    }

    @Test
    void what_was_not_measured_is_said_so_wherever_it_is_shown() {
        String title = "GC takes Infinity–-Infinity % of the CPU in NaN s, and 3 % under G1";
        String said = "GC takes (not measured) of the CPU in (not measured), and 3 % under G1";
        Drawing nothing = (graphics, width, height) -> {};
        assertEquals(said, Picture.of("p", title, "", nothing, 9, 9).alternative());
        assertEquals(said, Picture.of("p", "", title, nothing, 9, 9).caption());
        Table table = Table.create(
                StringColumn.create("what", title), DoubleColumn.create("share", Double.POSITIVE_INFINITY));
        Sheet sheet = Sheet.of("s", title, table);
        assertEquals(said, sheet.caption());
        assertEquals(
                "what share " + said + " –",
                String.join(" ", sheet.text().strip().split("\\s+")));
    }

    @Test
    void a_picture_without_a_point_says_that_nothing_was_measured() {
        Plot plot = Plot.titled("At 2 times the live bytes GC takes 3 %")
                .x("heap", "B")
                .logX()
                .y("share", "%");
        plot.curve("G1", Look.collector("G1"));
        assertEquals("Not measured: share against heap", plot.picture("p", "").alternative());
        Dots dots = Dots.titled("The compact tree is 3 × as fast", "times as fast", "×");
        assertEquals("Not measured: times as fast", dots.picture("p", "").alternative());
    }

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

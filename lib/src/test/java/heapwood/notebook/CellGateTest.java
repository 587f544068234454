package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellGateTest {
    private static JShell shell;

    private final CellGate gate = new CellGate(source -> CellNames.of(source, Optional.of(shell)));
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private int count;

    @BeforeAll
    static void startShell() {
        shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build();
    }

    @AfterAll
    static void stopShell() {
        shell.close();
    }

    private CellGate.Cell cell(String id, String source) {
        now = now.plusSeconds(1);
        return new CellGate.Cell(id, source, now);
    }

    /** Sends a cell by itself, and runs it unless it is refused; returns the refusal. */
    private String run(String id, String source, String trouble) {
        return run(cell(id, source), trouble);
    }

    private String run(CellGate.Cell cell, String trouble) {
        String refusal = gate.refusal(cell, now).orElse("");
        now = now.plusSeconds(5);
        gate.ended(cell, ++count, refusal.isEmpty() ? trouble : "was not run", now);
        return refusal;
    }

    private String run(String id, String source) {
        return run(id, source, "");
    }

    @Test
    void what_needs_a_failed_cell_is_refused_until_that_ends_well() {
        assertEquals("", run("a", "int a = f();", "failed"));
        String refused = "cell [1] \"int a = f();\" failed: run it again first";
        assertEquals(refused, run("b", "int b = a + 1;"));
        assertEquals(refused, run("c", "// first\nb + 1"));
        assertEquals("", run("d", "import java.util.*; // a\n/* b */"));
        assertEquals("", run("e", "String s = \"a b\"; // a\n s.a()"));
        assertEquals("", run("a", "int a = 1;"));
        assertEquals("cell [2] \"int b = a + 1;\" was not run: run it again first", run("c", "// first\nb + 1"));
        assertEquals("", run("b", "int b = a + 1;"));
        assertEquals("", run("c", "// first\nb + 1"));
    }

    @Test
    void an_interrupt_stops_what_waits_though_no_cell_runs_and_nothing_that_is_sent_later() {
        CellGate.Cell first = cell("a", "int a = 1;");
        CellGate.Cell second = cell("b", "2 + 2");
        CellGate.Cell third = cell("c", "3 + 3");
        assertEquals("", run(first, ""));
        gate.interrupted(now, now);
        assertEquals("interrupted before it began: run it again", run(second, ""));
        assertEquals("cell [2] \"2 + 2\" was not run: run it again first", run(third, ""));
        assertEquals("", run("a", "int a = 1;"));
        assertEquals("", run("b", "2 + 2"));
        assertEquals("", run("c", "3 + 3"));
    }

    @Test
    void an_interrupt_by_a_clock_that_is_ahead_holds_for_what_was_sent_before_it_arrived() {
        assertEquals("", run("a", "int a = 1;"));
        gate.interrupted(now.plusSeconds(3600), now);
        assertEquals("", run("b", "2 + 2"));
    }

    @Test
    void what_waited_when_a_cell_failed_is_refused_whatever_it_needs() {
        CellGate.Cell first = cell("a", "int a = f();");
        CellGate.Cell waiting = cell("b", "1 + 1");
        assertEquals("", run(first, "was interrupted"));
        assertEquals("cell [1] \"int a = f();\" was interrupted: run it again first", run(waiting, ""));
        assertEquals("", run("b", "1 + 1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-100_000, 0, 100_000})
    void a_clock_that_differs_changes_nothing(long seconds) {
        CellGate.Cell first = new CellGate.Cell("a", "int a = f();", now.plusSeconds(seconds));
        CellGate.Cell waiting = new CellGate.Cell("b", "1 + 1", now.plusSeconds(seconds));
        run(first, "failed");
        assertTrue(run(waiting, "").contains("failed"));
        now = now.plusSeconds(9);
        assertEquals("", run(new CellGate.Cell("c", "1 + 1", now.plusSeconds(seconds)), ""));
    }

    @Test
    void cells_before_the_failed_one_run_and_so_does_it() {
        run("a", "int a = 1;");
        run("b", "int b = a;");
        run("c", "int c = b;", "failed");
        run("d", "int d = c;");
        assertEquals("", run("a", "int a = 2;"));
        assertEquals("", run("b", "int b = a + 0 * c;"));
        assertEquals("", run("c", "int c = b;", "failed"));
    }

    @Test
    void cells_that_are_run_in_another_order_than_they_stand_in_get_out_of_it() {
        run("c", "int c = b;", "failed");
        assertEquals("", run("a", "int a = 1;"));
        assertEquals("", run("b", "int b = a;"));
        assertEquals("", run("c", "int c = b;"));
    }

    @Test
    void a_cell_that_only_checks_keeps_back_what_it_has_found_wrong() {
        run("a", "int depth = 900;");
        run("b", "Parameters.inRange(\"depth\", depth, 1, 500);", "failed");
        assertTrue(run("c", "depth + 1").contains("failed"));
        assertEquals("", run("a", "int depth = 50;"));
        assertEquals("", run("b", "Parameters.inRange(\"depth\", depth, 1, 500);"));
        assertEquals("", run("c", "depth + 1"));
    }

    @Test
    void values_given_to_older_variables_count() {
        run("a", "int a = 1;");
        run("b", "a = f();", "failed");
        assertTrue(run("c", "a + 1").contains("failed"));
    }

    @Test
    void a_cell_that_is_deleted_is_in_nobodys_way() {
        run("a", "int a = f();", "failed");
        assertTrue(run("b", "a + 1").contains("failed"));
        gate.deleted(List.of("a", "unknown", 3));
        assertEquals("", run("b", "a + 1"));
    }

    @Test
    void a_misspelt_declaration_is_told_where_the_old_one_is_used() {
        run("p", "String scale = \"smoke\";\nint depth = 50;");
        assertEquals("", run("q", "depth + 1"));
        assertEquals("", run("p", "String scale = \"smoke\";\nint dept = 50;"));
        assertEquals(
                "cell [3] \"String scale = \"smoke\";\" declares dept and no longer depth: is it misspelt? Correct it and run it again first",
                run("q", "depth + 1"));
        assertEquals("", run("p", "String scale = \"smoke\";\nint depth = 50;"));
        assertEquals("", run("q", "depth + 1"));
    }

    @Test
    void a_cell_that_was_written_anew_is_not_misspelt() {
        run("p", "int depth = 50;");
        assertEquals("", run("p", "long bytes = 3;"));
        assertEquals("", run("q", "depth + 1"));
        run("p", "int seed = 50;");
        assertEquals("", run("p", "int seeds = seed;"));
        assertEquals("", run("q", "seed + 1"));
    }

    @Test
    void without_ids_a_cell_is_known_by_its_source_or_by_an_edit_of_it() {
        run("", "Scale at = Scale.of(\"smok\");", "failed");
        assertTrue(run("", "at + 1").contains("failed"));
        assertEquals("", run("", "Scale at = Scale.of(\"smoke\");"));
        assertEquals("", run("", "at + 1"));
    }

    @Test
    void what_cannot_be_read_may_need_everything() {
        CellGate unknowing = new CellGate(source -> CellNames.of(source, Optional.empty()));
        unknowing.ended(cell("a", "int a = 1;"), 1, "failed", now);
        assertTrue(unknowing.refusal(cell("b", "1 + 1"), now).isPresent());
        assertFalse(unknowing.refusal(cell("c", "import java.util.*;"), now).isPresent());
        CellNames names = CellNames.of("int a = 1; int b = (2", Optional.of(shell));
        assertEquals(Set.of("a"), names.declared());
        assertFalse(names.known());
    }

    @Test
    void names_are_found_in_all_kinds_of_declarations() {
        String source = "int a = 1, b; void f(int p) { int q = p; }\n/** x */ record R(int s) {}\nenum E { X }\n"
                + "var t = \"\"\"\n  z \" z\n  \"\"\";\nfor (int i = 0; i < 3; i++) { a = i; }\nb = 3;";
        CellNames names = CellNames.of(source, Optional.of(shell));
        assertEquals(List.of("a", "b", "f", "R", "E", "t"), List.copyOf(names.declared()));
        assertEquals(Set.of("b"), names.assigned());
        assertFalse(names.mentioned().contains("z"));
        assertTrue(names.known());
    }

    @ParameterizedTest
    @CsvSource({
        "depth,dept,true",
        "depth,depht,false",
        "symbolBytes,symbolByte,true",
        "symbolBytes,symbolbytes,true",
        "rows,row,true",
        "a,b,false",
        "at,as,false",
        "depth,depth,false",
        "depth,width,false"
    })
    void names_are_alike_that_differ_by_a_letter_in_three(String one, String other, boolean alike) {
        assertEquals(alike, Spelling.isLike(one, other));
        assertEquals(alike, Spelling.isLike(other, one));
    }
}

package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final List<String> drawn = new ArrayList<>();
    private long nanos;

    private Progress of(long total) {
        return new Progress("trees", total, state -> drawn.add(state.toString()), () -> nanos);
    }

    private void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    private String last() {
        return drawn.get(drawn.size() - 1);
    }

    @Test
    void a_bar_tells_what_runs_and_what_remains() {
        Progress progress = of(10);
        progress.now("width 20");
        pass(6);
        progress.at(4);
        assertEquals("trees: 4 of 10, width 20; 6.0 s, about 9.0 s left", last());
    }

    @Test
    void it_is_redrawn_some_times_a_second_at_most() {
        Progress progress = of(1000);
        for (int i = 0; i < 1000; i++) {
            pass(0.001);
            progress.step();
        }
        assertTrue(drawn.size() <= 8, drawn.size() + " drawn in one second");
    }

    @Test
    void its_last_state_stays_and_says_how_long_all_took() {
        Progress progress = of(2);
        pass(90);
        progress.step();
        progress.step();
        progress.close();
        assertEquals("trees: 2 of 2 in 90 s", last());
        int before = drawn.size();
        progress.close();
        assertEquals(before, drawn.size());
    }

    @Test
    void a_loop_that_ended_early_shows_where() {
        Progress progress = of(20);
        progress.step();
        pass(200);
        progress.close();
        assertEquals("trees: stopped at 1 of 20 after 3 min 20 s", last());
    }

    @Test
    void an_interrupt_ends_the_loop_that_reports() {
        Progress progress = of(20);
        progress.step();
        Thread.currentThread().interrupt();
        CancellationException e = assertThrows(CancellationException.class, progress::step);
        assertTrue(e.getMessage().contains("2 of 20"), e.getMessage());
        assertFalse(Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> progress.now("width 20"));
    }

    @Test
    void a_total_below_zero_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Progress.of("trees", -1));
    }

    @Test
    void without_a_kernel_only_what_takes_long_writes_a_line() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress.Lines lines = new Progress.Lines(new PrintStream(out, true, StandardCharsets.UTF_8));
        lines.draw(state(0, 0.0, false));
        lines.draw(state(20, 1.5, true));
        assertEquals("", out.toString(StandardCharsets.UTF_8));

        lines.draw(state(5, 2.5, false));
        lines.draw(state(6, 3.0, false));
        lines.draw(state(20, 5.0, true));
        assertEquals(
                List.of("trees: 5 of 20; 2.5 s, about 7.5 s left", "trees: 20 of 20 in 5.0 s"),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static Progress.State state(long done, double seconds, boolean closed) {
        return new Progress.State("trees", done, 20, "", Duration.ofMillis((long) (seconds * 1000)), closed);
    }

    @Test
    void a_bar_in_a_notebook_has_a_text_for_viewers_without_html() {
        MimeBundle bundle = Renderings.of(new Progress.State("a < b", 1, 4, "", Duration.ofSeconds(1), false));
        assertTrue(bundle.data().get("text/html").contains("value=\"0.2500\""));
        assertTrue(bundle.data().get("text/html").contains("a &lt; b: 1 of 4"));
        assertEquals("a < b: 1 of 4; 1.0 s", bundle.data().get("text/plain"));
    }
}

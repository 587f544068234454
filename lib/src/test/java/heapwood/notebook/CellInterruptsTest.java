package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CellInterruptsTest {
    /** What a kernel runs at the moment, if anything: it cancels that and no more. */
    private volatile CompletableFuture<Object> statement;

    private final AtomicInteger tries = new AtomicInteger();
    private final CellInterrupts interrupts = new CellInterrupts(() -> {
        CompletableFuture<Object> now = statement;
        if (now != null) {
            now.cancel(true);
        }
        tries.incrementAndGet();
    });

    private void awaitTries(int more) {
        for (int wanted = tries.get() + more; tries.get() < wanted; ) {
            Thread.onSpinWait();
        }
    }

    @Test
    void an_interrupt_between_two_statements_ends_the_next_one() {
        interrupts.began("cell");
        interrupts.stop(interrupts.running());
        awaitTries(3);
        statement = new CompletableFuture<>();
        awaitTries(2);
        assertTrue(statement.isCancelled());
        interrupts.ended("cell");
        assertNull(interrupts.running());
    }

    @Test
    void the_next_cell_is_not_interrupted() throws Exception {
        interrupts.began("cell");
        interrupts.stop("cell");
        interrupts.stop("cell");
        awaitTries(1);
        interrupts.ended("cell");
        int before = tries.get();
        interrupts.began("next");
        statement = new CompletableFuture<>();
        interrupts.stop("cell"); // one that came late
        interrupts.stop(null); // one that came when no cell ran
        statement.completeOnTimeout("done", 50, TimeUnit.MILLISECONDS);
        assertEquals("done", statement.get());
        assertEquals(before, tries.get());
        assertFalse(statement.isCancelled());
    }
}

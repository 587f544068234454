package heapwood.notebook;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * A live progress bar for work of more than two seconds. It shows the current step, the number done, elapsed and remaining time.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("trees", trees)) {
 *     for (int i = 0; i < trees; i++) {
 *         progress.now("tree " + i);
 *         ...
 *         progress.step();
 *     }
 * }
 * }</pre>
 *
 * <p>In a notebook the bar moves, and its last state stays with the cell; in a program without a kernel it is a line on
 * standard error every two seconds. When the reader interrupts the kernel, the next call throws, so that the loop ends.
 */
public final class Progress implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(150);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final String what;
    private final long total;
    private final LongSupplier nanoTime;
    private final Canvas canvas;
    private final long start;
    private final Thread ticker;

    private long done;
    private String detail = "";
    private long lastDrawn;
    private boolean closed;

    /**
     * Starts a bar.
     *
     * @param what the things counted, in the plural: {@code "trees"}
     * @param total the number at the end, at least 0
     * @return the bar, to be closed when the work ends
     * @throws IllegalArgumentException if total is negative
     */
    public static Progress of(String what, long total) {
        Canvas canvas = Screens.current().<Canvas>map(Bar::new).orElseGet(() -> new Lines(System.err));
        Progress progress = new Progress(what, total, canvas, System::nanoTime);
        progress.ticker.start();
        return progress;
    }

    Progress(String what, long total, Canvas canvas, LongSupplier nanoTime) {
        if (total < 0) {
            throw new IllegalArgumentException("a progress bar cannot count to " + total + ": use 0 or more");
        }
        this.what = Objects.requireNonNull(what);
        this.total = total;
        this.canvas = canvas;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.ticker = new Thread(this::tick, "heapwood progress");
        ticker.setDaemon(true);
        draw();
    }

    /**
     * Sets the description of the current step.
     *
     * @param detail the description, shown after the count
     * @throws CancellationException if the thread was interrupted
     */
    public void now(String detail) {
        synchronized (this) {
            this.detail = detail;
            drawIfDue(REDRAW);
        }
        stopIfInterrupted();
    }

    /**
     * Adds one to the number done.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public void step() {
        long next;
        synchronized (this) {
            next = done + 1;
        }
        at(next);
    }

    /**
     * Sets the number done.
     *
     * @param done the number done
     * @throws CancellationException if the thread was interrupted
     */
    public void at(long done) {
        synchronized (this) {
            this.done = done;
            drawIfDue(REDRAW);
        }
        stopIfInterrupted();
    }

    /** Ends the bar. Its last state remains: the time of all the work, or the number at which it stopped. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            detail = "";
            draw();
        }
        ticker.interrupt();
    }

    /** Throws an exception if the thread was interrupted, and clears the interrupt, as every method does that throws for it. */
    private void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted: " + state());
        }
    }

    /** Redraws the bar regularly, so that the time advances during a long step. */
    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK.toMillis());
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    drawIfDue(TICK);
                }
            }
        } catch (InterruptedException e) {
            // close() ends this thread with an interrupt.
        }
    }

    private void drawIfDue(Duration pause) {
        if (!closed && nanoTime.getAsLong() - lastDrawn >= pause.toNanos()) {
            draw();
        }
    }

    private void draw() {
        lastDrawn = nanoTime.getAsLong();
        canvas.draw(state());
    }

    private synchronized State state() {
        return new State(what, done, total, detail, Duration.ofNanos(nanoTime.getAsLong() - start), closed);
    }

    /** The state of a bar at one moment. */
    record State(String what, long done, long total, String detail, Duration elapsed, boolean closed) {
        double fraction() {
            return total == 0 ? 1 : Math.min(1, (double) done / total);
        }

        @Override
        public String toString() {
            String count = Si.grouped(done) + " of " + Si.grouped(total);
            if (closed) {
                return what + ": " + (done < total ? "stopped at " + count + " after " : count + " in ")
                        + time(elapsed);
            }
            return what + ": " + count + (detail.isEmpty() ? "" : ", " + detail) + "; " + time(elapsed) + remaining();
        }

        private String remaining() {
            if (done == 0 || done >= total || elapsed.compareTo(SILENCE) < 0) {
                return "";
            }
            Duration left = Duration.ofNanos((long) (elapsed.toNanos() * ((double) (total - done) / done)));
            return ", about " + time(left) + " left";
        }

        private static String time(Duration duration) {
            if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
                return Math.round(duration.toMillis() / 100.0) / 10.0 + " s";
            }
            if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
                return duration.toSeconds() + " s";
            }
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
    }

    /** The output of a bar. */
    @FunctionalInterface
    interface Canvas {
        void draw(State state);
    }

    /** The output in a notebook: one display that is updated. */
    private static final class Bar implements Canvas {
        private final Screen screen;
        private String id;

        Bar(Screen screen) {
            this.screen = screen;
        }

        @Override
        public void draw(State state) {
            MimeBundle bundle = Renderings.of(state);
            if (id == null) {
                id = screen.show(bundle);
            } else {
                screen.update(id, bundle);
            }
        }
    }

    /** The output in a terminal or a log: a line every two seconds, and none for work that ends sooner. */
    static final class Lines implements Canvas {
        private final PrintStream out;
        private Duration next = SILENCE;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void draw(State state) {
            if (state.elapsed().compareTo(next) >= 0 || (state.closed() && next.compareTo(SILENCE) > 0)) {
                out.println(state);
                next = state.elapsed().plus(SILENCE);
            }
        }
    }
}

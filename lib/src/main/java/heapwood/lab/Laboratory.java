package heapwood.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Runs experiments, each trial in a fresh JVM of its own, one at a time and in shuffled order, and keeps their rows in a
 * directory: one CSV file an experiment.
 *
 * <p>While a trial runs, no other laboratory of the same user measures: experiments that meet take turns, trial by trial, and say so.
 *
 * <p>A trial whose rows are there already, from the same code on the same machine, is not run again unless asked for. Rows are
 * on disk before the next trial starts, so an interrupted run loses at most the trial that was running.
 */
public final class Laboratory {
    /** Between two trials another experiment that waits gets its turn. */
    private static final long HAND_OVER_MILLIS = 10;

    private final Path directory;
    private final TrialListener listener;
    private final boolean again;
    private final boolean measures;
    private final Surroundings surroundings;

    /** What dates the rows, and where experiments meet. */
    private record Surroundings(InstantSource clock, Path lock) {}

    private Laboratory(
            Path directory, TrialListener listener, boolean again, boolean measures, Surroundings surroundings) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.listener = listener;
        this.again = again;
        this.measures = measures;
    }

    /**
     * One that keeps its results in a directory.
     *
     * @param directory is made if it is missing
     */
    public static Laboratory in(Path directory) {
        return new Laboratory(
                directory, state -> {}, false, true, new Surroundings(InstantSource.system(), MeasuringLock.file()));
    }

    /** The same, telling this listener how it goes. */
    public Laboratory telling(TrialListener other) {
        return new Laboratory(directory, other, again, measures, surroundings);
    }

    /** The same, measuring ({@code true}) or not measuring again what it finds measured. Rows there are kept either way. */
    public Laboratory again(boolean repeat) {
        return new Laboratory(directory, listener, repeat, measures, surroundings);
    }

    /** The same, measuring nothing ({@code false}): what a run that was stopped has measured is there to be looked at. */
    public Laboratory measuring(boolean measure) {
        return new Laboratory(directory, listener, again, measure, surroundings);
    }

    /** The same with another clock, which dates the rows and nothing else, and another place where experiments meet. */
    Laboratory in(InstantSource clock, Path lock) {
        return new Laboratory(directory, listener, again, measures, new Surroundings(clock, lock));
    }

    /**
     * Runs an experiment.
     *
     * @return what there is then
     * @throws IOException if results cannot be read or written; the message names the file
     * @throws InterruptedException if this thread is interrupted: the child has been ended, what was measured is kept, and
     *     running the experiment once more goes on from there
     */
    public Outcome run(Experiment experiment) throws IOException, InterruptedException {
        return interruptibly(() -> new Session(experiment).run());
    }

    private interface Work<T> {
        T done() throws IOException, InterruptedException;
    }

    /** Reading a large profile is broken off where no exception that is checked can say so. */
    private static <T> T interruptibly(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.done();
        } catch (CancellationException e) {
            Thread.interrupted(); // The exception says it.
            throw new InterruptedException(e.getMessage());
        }
    }

    /** One experiment's run. */
    private final class Session {
        private final Experiment experiment;
        private final TrialRunner runner;
        private final Results results;
        private final List<Trial> order;
        private final Set<String> keys = new LinkedHashSet<>();
        private final String unread;
        private final Watch watch;
        private Runs runs;
        private int now;

        Session(Experiment experiment) throws IOException, InterruptedException {
            this.experiment = experiment;
            runner = new TrialRunner(surroundings.clock());
            results = Results.in(fileOf(experiment));
            unread = results.unread();
            runs = runsIn(results, runner);
            order = experiment.shuffled();
            order.forEach(trial -> keys.add(trial.key()));
            List<Trial> todo = order.stream().filter(this::isToDo).toList();
            watch = new Watch(order.size() - (measures ? 0 : todo.size()), measures ? todo : List.of());
        }

        private boolean isToDo(Trial trial) {
            return again && measures || !runs.settled(trial.key());
        }

        Outcome run() throws IOException, InterruptedException {
            watch.tell("");
            ChildFolder.removeLeft(Path.of(System.getProperty("java.io.tmpdir")));
            int missing = 0;
            for (Trial trial : order) {
                if (!isToDo(trial)) {
                    continue;
                }
                if (measures) {
                    measure(trial);
                    Thread.sleep(HAND_OVER_MILLIS);
                } else {
                    missing++;
                }
            }
            watch.tell("");
            Table rows = runsIn(results, runner).rowsOf(keys);
            return new Outcome(rows, order.size() - now - missing, now, missing, results.file(), unread);
        }

        /** Measures a trial while nobody else measures, and puts its rows on disk; unless somebody else has measured it meanwhile. */
        @SuppressWarnings("try") // The lock is held, not used.
        private void measure(Trial trial) throws IOException, InterruptedException {
            try (MeasuringLock lock = MeasuringLock.acquire(
                    surroundings.lock(),
                    experiment.name(),
                    other -> watch.tell("waiting: " + other + " measures, and two at once would disturb each other"))) {
                results.prepare();
                runs = runsIn(results, runner);
                if (!isToDo(trial)) {
                    watch.endTrial(trial, false);
                    return;
                }
                watch.startTrial(trial);
                List<Map<String, Object>> rows = runner.run(experiment, trial, elapsed -> watch.tick());
                results.append(rows);
                now++;
                watch.endTrial(trial, !rows.get(0).get("status").equals(Status.OK.label()));
            }
        }
    }

    /**
     * What an experiment has given.
     *
     * @param rows the rows of its trials, by this code on this machine; failures are rows whose {@code status} is not {@code ok}
     * @param earlier how many trials were measured by earlier runs
     * @param now how many were measured by this one
     * @param missing how many are not measured
     * @param file where all rows are
     * @param unread says which lines of the file were not read, and why; empty if all were
     */
    public record Outcome(Table rows, int earlier, int now, int missing, Path file, String unread) {
        /** The rows that measured something. */
        public Table measured() {
            StringColumn status = rows.stringColumn("status");
            return rows.where(status.isEqualTo(Status.OK.label()));
        }

        /** The rows of trials that failed. */
        public Table failed() {
            StringColumn status = rows.stringColumn("status");
            return rows.where(status.isNotEqualTo(Status.OK.label()));
        }

        /** For a caption: the machine and the JDKs that measured. */
        public String where() {
            return String.join("; ", distinct("machine"), distinct("system"), distinct("jdk_build"));
        }

        /** For a caption: how busy the machine was with other things. Empty where the system does not say, or it was idle enough. */
        public String disturbance() {
            double load = rows.doubleColumn("load_before").median();
            double cores = rows.doubleColumn("cores").max();
            // A trial keeps a core or two busy itself.
            return load > cores + 1
                    ? String.format(
                            Locale.ROOT,
                            "Other programs ran too (load %.1f on %.0f cores): times are longer and vary more than they would alone.",
                            load,
                            cores)
                    : "";
        }

        private String distinct(String column) {
            return String.join(" and ", new TreeSet<>(rows.stringColumn(column).asList()));
        }

        /** For a caption: whether the reader looks at numbers of this run or of earlier ones, and whether lines were not read. */
        public String source() {
            return counts() + (unread.isEmpty() ? "" : "; " + unread);
        }

        private String counts() {
            if (missing > 0) {
                return earlier + " of " + (earlier + missing)
                        + " trials, measured by earlier runs of this code on this machine, the others not yet";
            }
            if (earlier == 0) {
                return now + " trials, all measured now";
            }
            return (earlier + now) + " trials, " + earlier
                    + " of them measured by earlier runs of this code on this machine";
        }
    }

    /**
     * Returns how many of an experiment's trials would not be run, since their results are there. Changes nothing.
     *
     * @throws IOException if results cannot be read
     * @throws InterruptedException if this thread is interrupted while the machine is asked for its name
     */
    public int known(Experiment experiment) throws IOException, InterruptedException {
        if (again || !Files.exists(fileOf(experiment))) {
            return 0;
        }
        Runs runs = runsIn(Results.in(fileOf(experiment)), new TrialRunner(surroundings.clock()));
        return interruptibly(() -> (int) experiment.trials().stream()
                .filter(trial -> runs.settled(trial.key()))
                .count());
    }

    /**
     * Says in a line which lines of an experiment's results are not read, and why; empty if all are. Changes nothing.
     *
     * @throws IOException if results cannot be read
     */
    public String unread(Experiment experiment) throws IOException {
        return Results.in(fileOf(experiment)).unread();
    }

    private Path fileOf(Experiment experiment) {
        return directory.resolve(experiment.name() + ".csv");
    }

    private static Runs runsIn(Results results, TrialRunner runner) throws IOException {
        return Runs.in(results.table(), results.file(), runner.code(), runner.machineId());
    }

    /** Counts and times for the listener. */
    private final class Watch {
        private static final long TELL_NANOS = 1_000_000_000L;

        private final int total;
        private final int earlier;
        private final long start = System.nanoTime();
        private final long allWork;
        private long doneWork;
        private int done;
        private int failed;
        private long lastTold;
        private String running = "";

        Watch(int total, List<Trial> todo) {
            this.total = total;
            this.earlier = total - todo.size();
            this.allWork = todo.stream()
                    .mapToLong(trial -> trial.estimate().toMillis())
                    .sum();
        }

        void startTrial(Trial trial) {
            tell(trial.task() + " " + trial.collector().label() + " "
                    + trial.jdk().label() + ", " + trial.workload());
        }

        void tick() {
            if (System.nanoTime() - lastTold >= TELL_NANOS) {
                tell(running);
            }
        }

        void endTrial(Trial trial, boolean hasFailed) {
            done++;
            doneWork += trial.estimate().toMillis();
            failed += hasFailed ? 1 : 0;
            tell("");
        }

        void tell(String what) {
            running = what;
            lastTold = System.nanoTime();
            Duration elapsed = Duration.ofNanos(lastTold - start);
            Optional<Duration> remaining = done == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(
                            (long) (elapsed.toMillis() * ((double) (allWork - doneWork) / doneWork))));
            listener.changed(
                    new TrialListener.State(earlier + done, total, earlier, failed, running, elapsed, remaining));
        }
    }
}

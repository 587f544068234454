package heapwood.lab.run;

import heapwood.lab.host.ChildFolder;
import heapwood.lab.host.Status;
import heapwood.lab.host.SteadyFiles;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
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
 * A laboratory that runs experiments. Each trial runs in a fresh JVM of its own, one at a time and in shuffled order.
 * The rows are kept in a directory, in one CSV file for each experiment, beside a dictionary of the files' columns.
 *
 * <p>Only one laboratory of a user measures at a time. Experiments that run at the same time take turns, trial by
 * trial, and say so.
 *
 * <p>A trial whose rows are there already, from the same code on the same machine, is not run again unless requested.
 * Rows are on disk before the next trial starts, so an interrupted run loses at most the trial that was running.
 */
public final class Laboratory {
    /** The time between two trials in which another waiting experiment can get its turn, in milliseconds. */
    private static final long HAND_OVER_MILLIS = 10;

    private static final String DICTIONARY = "columns.md";

    private final Path directory;
    private final TrialListener listener;
    private final boolean again;
    private final boolean measures;
    private final Surroundings surroundings;

    /** The clock that dates the rows, and the lock file that experiments share. */
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
     * Returns a laboratory that keeps its results in a directory.
     *
     * @param directory the directory, created if it is missing
     */
    public static Laboratory in(Path directory) {
        return new Laboratory(
                directory, state -> {}, false, true, new Surroundings(InstantSource.system(), MeasuringLock.file()));
    }

    /**
     * Returns a laboratory like this one with another listener to its progress.
     *
     * @param other the listener, in place of the former one
     */
    public Laboratory telling(TrialListener other) {
        return new Laboratory(directory, other, again, measures, surroundings);
    }

    /**
     * Returns a laboratory like this one, set to repeat or not to repeat trials that have rows already. Existing rows
     * are kept in both cases.
     *
     * @param repeat true to measure these trials again
     */
    public Laboratory again(boolean repeat) {
        return new Laboratory(directory, listener, repeat, measures, surroundings);
    }

    /**
     * Returns a laboratory like this one, set to measure or only to read results, such as those of a run that was
     * stopped.
     *
     * @param measure false to run no trial
     */
    public Laboratory measuring(boolean measure) {
        return new Laboratory(directory, listener, again, measure, surroundings);
    }

    /** Returns a laboratory like this one with another clock, which only dates the rows, and another lock file. */
    Laboratory in(InstantSource clock, Path lock) {
        return new Laboratory(directory, listener, again, measures, new Surroundings(clock, lock));
    }

    /**
     * Runs an experiment.
     *
     * @param experiment the experiment
     * @return the rows of its trials, from this run and earlier ones
     * @throws IOException if results cannot be read or written; the message names the file
     * @throws InterruptedException if this thread is interrupted: the child has been ended, the rows measured so far
     *     are kept, and running the experiment once more continues from there
     */
    public Outcome run(Experiment experiment) throws IOException, InterruptedException {
        return interruptibly(() -> new Session(experiment).run());
    }

    private interface Work<T> {
        T done() throws IOException, InterruptedException;
    }

    /**
     * Runs work that may read a large profile, and turns the unchecked exception of an interrupted reading into a
     * checked one.
     */
    private static <T> T interruptibly(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.done();
        } catch (CancellationException e) {
            Thread.interrupted(); // The exception reports the interrupt.
            throw new InterruptedException(e.getMessage());
        }
    }

    /** A run of one experiment. */
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

        /**
         * Measures a trial under the lock, and puts its rows on disk. Does nothing if another run has measured it in
         * the meantime.
         */
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
                describeColumns();
                now++;
                watch.endTrial(trial, !rows.get(0).get(Column.STATUS.label()).equals(Status.OK.label()));
            }
        }
    }

    /** Writes the dictionary of columns beside the files with rows, unless it is there. */
    private void describeColumns() throws IOException {
        Path file = directory.resolve(DICTIONARY);
        byte[] text = Column.dictionary().getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !Arrays.equals(text, Files.readAllBytes(file))) {
            SteadyFiles.replace(file, text);
        }
    }

    /**
     * The outcome of an experiment.
     *
     * @param rows the rows of its trials, by this code on this machine; failures are rows whose {@code status} is not
     *     {@code ok}
     * @param earlier the number of trials measured by earlier runs
     * @param now the number of trials measured by this run
     * @param missing the number of trials that are not measured
     * @param file the file with all rows
     * @param unread a line about the lines of the file that were not read, and why; empty if all were
     */
    public record Outcome(Table rows, int earlier, int now, int missing, Path file, String unread) {
        /** Returns the rows of trials that ended well. */
        public Table measured() {
            StringColumn status = rows.stringColumn(Column.STATUS.label());
            return rows.where(status.isEqualTo(Status.OK.label()));
        }

        /** Returns the rows of trials that failed. */
        public Table failed() {
            StringColumn status = rows.stringColumn(Column.STATUS.label());
            return rows.where(status.isNotEqualTo(Status.OK.label()));
        }

        /** Returns a text for a caption: the machine and the JDKs that measured. */
        public String where() {
            return String.join("; ", distinct(Column.MACHINE), distinct(Column.SYSTEM), distinct(Column.JDK_BUILD));
        }

        /**
         * Returns a text for a caption about the other load on the machine. Empty if the load is unknown, or was low
         * enough.
         */
        public String disturbance() {
            double load = rows.doubleColumn(Column.LOAD_BEFORE.label()).median();
            double cores = rows.doubleColumn(Column.CORES.label()).max();
            // A trial keeps a core or two busy itself.
            return load > cores + 1
                    ? String.format(
                            Locale.ROOT,
                            "Other programs ran too (load %.1f on %.0f cores): times are longer and vary more than they would alone.",
                            load,
                            cores)
                    : "";
        }

        private String distinct(Column column) {
            return String.join(
                    " and ", new TreeSet<>(rows.stringColumn(column.label()).asList()));
        }

        /**
         * Returns a text for a caption that tells whether the numbers are from this run or earlier ones, and whether
         * lines were not read.
         */
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
     * Returns the number of an experiment's trials that would not be run, since their results are there. Changes
     * nothing.
     *
     * @param experiment the experiment
     * @throws IOException if results cannot be read
     * @throws InterruptedException if this thread is interrupted while a helper program is asked about the machine
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
     * Returns a line about those lines of an experiment's results that are not read, and why; empty if all are. Changes
     * nothing.
     *
     * @param experiment the experiment
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

    /** The counts and times of a run, for its listener. */
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

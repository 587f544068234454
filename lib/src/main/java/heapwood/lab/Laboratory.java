package heapwood.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.Row;
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

    private Laboratory(Path directory, TrialListener listener, boolean again, boolean measures) {
        this.directory = directory;
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
        return new Laboratory(directory, state -> {}, false, true);
    }

    /** The same, telling this listener how it goes. */
    public Laboratory telling(TrialListener other) {
        return new Laboratory(directory, other, again, measures);
    }

    /** The same, measuring ({@code true}) or not measuring again what it finds measured. Rows there are kept either way. */
    public Laboratory again(boolean repeat) {
        return new Laboratory(directory, listener, repeat, measures);
    }

    /** The same, measuring nothing ({@code false}): what a run that was stopped has measured is there to be looked at. */
    public Laboratory measuring(boolean measure) {
        return new Laboratory(directory, listener, again, measure);
    }

    /**
     * Runs an experiment.
     *
     * @return what there is then
     * @throws IOException if results cannot be read or written
     * @throws InterruptedException if this thread is interrupted: the child has been ended, what was measured is kept, and
     *     running the experiment once more goes on from there
     */
    public Outcome run(Experiment experiment) throws IOException, InterruptedException {
        TrialRunner runner = new TrialRunner();
        Results results = Results.in(fileOf(experiment));
        Set<String> known = again && measures ? Set.of() : knownTrials(results.table(), runner);
        List<Trial> todo = experiment.shuffled().stream()
                .filter(trial -> !known.contains(trial.key()))
                .toList();
        int missing = measures ? 0 : todo.size();
        if (!measures) {
            todo = List.of();
        }
        Watch watch = new Watch(experiment.trials().size() - missing, todo);
        watch.tell("");
        for (Trial trial : todo) {
            measure(experiment, trial, runner, results, watch);
            Thread.sleep(HAND_OVER_MILLIS);
        }
        watch.tell("");
        Table rows = rowsOf(experiment, results.table(), runner);
        int earlier = experiment.trials().size() - todo.size() - missing;
        return new Outcome(rows, earlier, todo.size(), missing, results.file());
    }

    /** Measures a trial while nobody else measures, and puts its rows on disk. */
    @SuppressWarnings("try") // The lock is held, not used.
    private static void measure(Experiment experiment, Trial trial, TrialRunner runner, Results results, Watch watch)
            throws IOException, InterruptedException {
        try (MeasuringLock lock = MeasuringLock.acquire(
                MeasuringLock.file(),
                experiment.name(),
                other -> watch.tell("waiting: " + other + " measures, and two at once would disturb each other"))) {
            watch.startTrial(trial);
            List<Map<String, Object>> rows = runner.run(experiment, trial, elapsed -> watch.tick());
            results.append(rows);
            watch.endTrial(trial, !rows.get(0).get("status").equals(Status.OK.label()));
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
     */
    public record Outcome(Table rows, int earlier, int now, int missing, Path file) {
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

        /** For a caption: whether the reader looks at numbers of this run or of earlier ones. */
        public String source() {
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
     * How many of an experiment's trials would not be run, since their results are there.
     *
     * @throws IOException if results cannot be read
     * @throws InterruptedException if this thread is interrupted while the machine is asked for its name
     */
    public int known(Experiment experiment) throws IOException, InterruptedException {
        Path file = fileOf(experiment);
        if (again || !Files.exists(file)) {
            return 0;
        }
        Set<String> known = knownTrials(Results.in(file).table(), new TrialRunner());
        return (int) experiment.trials().stream()
                .filter(trial -> known.contains(trial.key()))
                .count();
    }

    private Path fileOf(Experiment experiment) {
        return directory.resolve(experiment.name() + ".csv");
    }

    /** Those with all their rows, by this code on this machine. What was only refused for want of memory is tried again. */
    private static Set<String> knownTrials(Table table, TrialRunner runner) {
        Map<String, Integer> missing = new HashMap<>();
        for (Row row : table) {
            if (isBy(runner, row) && !row.getString("status").equals(Status.HEAP_REFUSED.label())) {
                String run = row.getString("trial") + row.getString("time");
                missing.merge(run, 1 - (int) row.getDouble("parts"), (before, now) -> before + 1);
            }
        }
        Set<String> known = new HashSet<>();
        for (Row row : table) {
            String trial = row.getString("trial");
            if (Integer.valueOf(0).equals(missing.get(trial + row.getString("time")))) {
                known.add(trial);
            }
        }
        return known;
    }

    /** The experiment's rows by this code on this machine; where a trial was measured more than once, the last time counts. */
    private static Table rowsOf(Experiment experiment, Table all, TrialRunner runner) {
        Map<String, String> latest = new HashMap<>();
        experiment.trials().forEach(trial -> latest.put(trial.key(), ""));
        for (Row row : all) {
            if (isBy(runner, row)) {
                latest.computeIfPresent(
                        row.getString("trial"),
                        (trial, time) -> time.compareTo(row.getString("time")) > 0 ? time : row.getString("time"));
            }
        }
        List<Integer> mine = new ArrayList<>();
        for (Row row : all) {
            if (isBy(runner, row) && row.getString("time").equals(latest.get(row.getString("trial")))) {
                mine.add(row.getRowNumber());
            }
        }
        return all.rows(mine.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean isBy(TrialRunner runner, Row row) {
        return row.getString("code").equals(runner.code())
                && row.getString("machine").equals(runner.machineId());
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

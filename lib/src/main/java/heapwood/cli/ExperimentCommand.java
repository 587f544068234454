package heapwood.cli;

import heapwood.lab.host.Memory;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.ExperimentFile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.rows.WindowCosts;
import heapwood.lab.rows.WindowPoint;
import heapwood.lab.run.Laboratory;
import heapwood.lab.run.TrialListener;
import heapwood.notebook.NotebookExperiments;
import heapwood.notebook.Scale;
import heapwood.notebook.Sheet;
import heapwood.profile.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

@Command(
        name = "experiment",
        header = "Runs the trials of files, each in a fresh JVM, as the notebooks run theirs.",
        description = {
            "The file is YAML or JSON: name, task (count, pause, window, ingest), tree, trees, nodes or profile, jdk, collector, headroom or"
                    + " heap, and more; a key with a list of values is an axis. Or it is a notebook, whose trials are run at a scale;"
                    + " with --results notebooks/results the notebook draws them later.",
            "Rows are appended to DIR/NAME.csv as they are measured. What is there already, by the same code on the same"
                    + " machine, is not measured again. Trials that fail are rows, too; those whose child was killed from outside are run"
                    + " again. Lines of the file that are no rows are named, and set aside in DIR/NAME.csv.set-aside."
        })
final class ExperimentCommand implements Callable<Integer> {
    private static final long TELL_NANOS = 2_000_000_000L;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The experiments: YAML, JSON or notebooks.")
    private List<Path> files;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "laptop",
            description = "Of notebooks: smoke, laptop or paper (default: ${DEFAULT-VALUE}).")
    private String scale;

    @Option(names = "--dry-run", description = "Print the trials, and about how much time and memory they take.")
    private boolean dryRun;

    @Option(names = "--again", description = "Measure once more what is there already.")
    private boolean again;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where the rows go (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;
    private long lastTold = System.nanoTime();

    @Override
    public Integer call() throws IOException, InterruptedException {
        out = spec.commandLine().getOut();
        Laboratory laboratory = Laboratory.in(results).again(again);
        Duration all = Duration.ZERO;
        List<Experiment> experiments = read();
        for (Experiment experiment : experiments) {
            if (dryRun) {
                all = all.plus(list(experiment, laboratory.known(experiment)));
                laboratory.unread(experiment).lines().forEach(out::println);
            } else {
                run(experiment, laboratory);
            }
        }
        if (dryRun && experiments.size() > 1) {
            out.println("all: " + experiments.size() + " experiments, about " + clock(all) + " on an idle machine");
        }
        return ExitCode.OK;
    }

    private void run(Experiment experiment, Laboratory laboratory) throws IOException, InterruptedException {
        Laboratory.Outcome outcome;
        try {
            outcome = laboratory.telling(this::tell).run(experiment);
        } catch (InterruptedException e) {
            throw new CommandFailure(
                    ExitCode.INTERRUPTED,
                    "interrupted: " + experiment.name() + ": " + Progress.latest()
                            + "; what was measured is kept, and the same command goes on from there");
        }
        out.println(outcome.source());
        for (Row failed : outcome.failed()) {
            out.println(failed.getString(Column.STATUS.label()) + ": " + failed.getString(Column.TRIAL.label()) + ": "
                    + failed.getString(Column.DETAIL.label()));
        }
        if (experiment.trials().get(0).task() == Task.WINDOW
                && outcome.measured().rowCount() > 0) {
            Table shares = WindowCosts.shares(WindowPoint.of(outcome.measured()));
            out.println(Sheet.of("shares", "", shares).text());
        }
        out.println("rows: " + outcome.file());
    }

    /** Reads all experiments before the first one runs, so that an error in the last file is reported at once. */
    private List<Experiment> read() {
        List<Experiment> experiments = new ArrayList<>();
        for (Path file : files) {
            try {
                if (file.toString().endsWith(".ipynb")) {
                    experiments.addAll(NotebookExperiments.of(file, Scale.of(scale)));
                } else {
                    experiments.add(ExperimentFile.read(file));
                }
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.BAD_INPUT, e.getMessage());
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + Main.reason(e));
            }
        }
        return experiments;
    }

    private Duration list(Experiment experiment, int known) {
        long available = Memory.available();
        for (Trial trial : experiment.trials()) {
            out.printf(
                    Locale.ROOT,
                    "%7s %9s  %s%s%n",
                    clock(trial.estimate()),
                    Quantity.bytes(trial.neededBytes()),
                    trial,
                    trial.neededBytes() > available ? " (more than is available now: will be refused)" : "");
        }
        Duration all = experiment.trials().stream().map(Trial::estimate).reduce(Duration.ZERO, Duration::plus);
        out.printf(
                "%s: %d trials, %d of them measured already; about %s for all on an idle machine; at most %s of memory, %s available%n",
                experiment.name(),
                experiment.trials().size(),
                known,
                clock(all),
                Quantity.bytes(experiment.trials().stream()
                        .mapToLong(Trial::neededBytes)
                        .max()
                        .orElse(0)),
                Quantity.bytes(available));
        return all;
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
    }

    /** Prints the state of the trials, at most every two seconds, and each time a trial waits. */
    private void tell(TrialListener.State state) {
        Progress.latest(state.line());
        long now = System.nanoTime();
        if (now - lastTold >= TELL_NANOS || state.running().startsWith("waiting")) {
            lastTold = now;
            spec.commandLine().getErr().println("  " + state.line());
        }
    }
}

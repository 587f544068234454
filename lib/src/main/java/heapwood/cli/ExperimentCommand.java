package heapwood.cli;

import heapwood.lab.Experiment;
import heapwood.lab.ExperimentFile;
import heapwood.lab.Laboratory;
import heapwood.lab.Memory;
import heapwood.lab.Trial;
import heapwood.lab.TrialListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Row;

@Command(
        name = "experiment",
        header = "Runs the trials of a file, each in a fresh JVM, as the notebooks run theirs.",
        description = {
            "The file is YAML or JSON: name, task (count, pause, window), tree, trees or nodes, jdk, collector, headroom or"
                    + " heap, and more; a key with a list of values is an axis.",
            "Rows are appended to DIR/NAME.csv as they are measured. What is there already, by the same code on the same"
                    + " machine, is not measured again. Trials that fail are rows, too."
        })
final class ExperimentCommand implements Callable<Integer> {
    private static final long TELL_NANOS = 2_000_000_000L;

    @Parameters(paramLabel = "FILE", description = "The experiment.")
    private Path file;

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
        Experiment experiment = read();
        Laboratory laboratory = Laboratory.in(results).again(again);
        if (dryRun) {
            list(experiment, laboratory.known(experiment));
            return ExitCode.OK;
        }
        Laboratory.Outcome outcome = laboratory.telling(this::tell).run(experiment);
        out.println(outcome.source());
        for (Row failed : outcome.failed()) {
            out.println(
                    failed.getString("status") + ": " + failed.getString("trial") + ": " + failed.getString("detail"));
        }
        out.println("rows: " + outcome.file());
        return ExitCode.OK;
    }

    private Experiment read() {
        try {
            return ExperimentFile.read(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + Main.reason(e));
        }
    }

    private void list(Experiment experiment, int known) {
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
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
    }

    /** A line every two seconds at most, and each time something is waited for. */
    private void tell(TrialListener.State state) {
        long now = System.nanoTime();
        if (now - lastTold >= TELL_NANOS || state.running().startsWith("waiting")) {
            lastTold = now;
            spec.commandLine().getErr().println("  " + state.line());
        }
    }
}

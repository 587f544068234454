package heapwood.cli;

import heapwood.profile.FlameGraph;
import heapwood.profile.Format;
import heapwood.profile.Heatmap;
import heapwood.profile.Outputs;
import heapwood.profile.ProfileSummary;
import heapwood.profile.Quantity;
import heapwood.profile.Timeline;
import heapwood.profile.TopFrames;
import heapwood.time.ProfileStore;
import heapwood.time.SeriesInfo;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "query",
        header = "Adds up all profiles of a store that begin in a range of time: tables, a flame graph, or a file.",
        sortOptions = false)
final class StoreQueryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The store.")
    private Path folder;

    @Option(names = "--app", paramLabel = "NAME", required = true, description = "The series: an application.")
    private String app;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = StoreAppendCommand.Time.class,
            description = "Profiles that begin at a time or later: 2026-11-25T14:30:00Z (default: all).")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = StoreAppendCommand.Time.class,
            description = "Profiles that begin before a time (default: all).")
    private Instant until;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many frames tables have (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--heatmap",
            paramLabel = "OUT",
            description =
                    "Draw the range over time to a file: .svg, .png, or .html for a page that shows the flame graph of any selected"
                            + " time. Takes a query for each step.")
    private Path heatmap;

    @Mixin
    private AnswerOptions answer;

    @Mixin
    private OutputOptions outputs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        outputs.check();
        answer.check();
        if (heatmap != null) {
            CommandFailure.checked(() -> Heatmap.checkName(heatmap));
            Outputs.check(heatmap);
        }
        if (top < 0) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--top must be 0 or more, not " + top);
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = outputs.printsTree() ? err : spec.commandLine().getOut();
        try (ProfileStore store = ProfileStore.openToRead(folder)) {
            SeriesInfo info = CommandFailure.checked(() -> store.info(app));
            Set<Instant> steps = heatmap == null ? Set.of() : steps(store);
            long start = System.nanoTime();
            CompactTree tree = store.query(app, from(), to());
            long nanos = System.nanoTime() - start;
            ProfileReport report = new ProfileReport(out);
            StackTree shown = answer.any() ? answer.of(tree, report::printNote) : tree;
            TopFrames frames = TopFrames.of(shown);
            ProfileSummary summary = new ProfileSummary(
                    Format.FROZEN,
                    app,
                    info.sampling().unit(),
                    "",
                    info.profiles(),
                    0,
                    0,
                    0,
                    null,
                    info.bytes(),
                    nanos);
            report.printTree(summary, shown, frames, "with the root; added up in " + Quantity.millis(nanos / 1e6));
            report.printTop("self", frames.bySelf(top), shown.total());
            report.printTop("total", frames.byTotal(top), shown.total());
            outputs.draw(FlameGraph.of(shown).title(title()).unit(summary.unit()), out, err);
            outputs.write(shown, summary, Main.standardOutput(spec), out, err);
            if (heatmap != null) {
                drawHeatmap(store, info, steps, report, err);
            }
        }
        return ExitCode.OK;
    }

    private Instant from() {
        return since == null ? Instant.MIN : since;
    }

    private Instant to() {
        return until == null ? Instant.MAX : until;
    }

    /** Returns the times of the steps that a heat map shows. */
    private Set<Instant> steps(ProfileStore store) throws IOException {
        Set<Instant> steps = store.totals(app, from(), to()).keySet();
        if (steps.isEmpty()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--heatmap: there is no profile of " + title());
        }
        return steps;
    }

    private void drawHeatmap(
            ProfileStore store, SeriesInfo info, Set<Instant> steps, ProfileReport report, PrintWriter err)
            throws IOException {
        Timeline timeline = new Timeline();
        try (Progress progress = new Progress(err, "steps queried", steps.size())) {
            for (Instant begin : steps) {
                timeline.add(
                        begin,
                        store.query(app, begin, begin.plus(info.sampling().step())));
                progress.advance();
            }
        }
        Heatmap.of(timeline)
                .title(title())
                .unit(info.sampling().unit())
                .finest(info.sampling().step())
                .write(heatmap);
        report.printHeatmap(heatmap, timeline);
    }

    private String title() {
        return app + (since == null ? "" : " from " + since) + (until == null ? "" : " until " + until);
    }
}

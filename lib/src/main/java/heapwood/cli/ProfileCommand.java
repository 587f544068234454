package heapwood.cli;

import heapwood.lab.child.LiveObjects;
import heapwood.profile.EventType;
import heapwood.profile.FlameGraph;
import heapwood.profile.Heatmap;
import heapwood.profile.Outputs;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.profile.Quantity;
import heapwood.profile.Recorder;
import heapwood.profile.Temporary;
import heapwood.profile.Timeline;
import heapwood.profile.TopFrames;
import heapwood.profile.TreeDiff;
import heapwood.profile.UnusualEventsException;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "profile",
        header = "Reads real profiles into a tree: what is in them, what has changed, and what the tree costs.",
        description = {
            "Prints nodes, names, total and deepest stack; the time that inserting took; the tree's live objects and"
                    + " bytes; and the frames with the largest self and total values (recursion counted once).",
            "A profile is collapsed stacks (\"frame;frame;... count\" a line), a JFR recording, a pprof profile, OTLP"
                    + " profiles or a frozen tree, plain or packed with gzip, xz or zstd, which is seen from the content. Bytes are"
                    + " those of this JVM: they depend on its collector and heap size.",
            "What makes another tree (--plain-names to --prune) works on what was read, in the order listed here; tables and"
                    + " files are of that tree."
        },
        sortOptions = false)
final class ProfileCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The profile; - for standard input. With --record, after --: the command, from java on.")
    private List<String> files;

    @Option(
            names = "--record",
            description = "Run a Java command under a profiler first: profile --record -- java -jar app.jar")
    private boolean record;

    @Option(
            names = "--recorder",
            paramLabel = "NAME",
            defaultValue = "jfr",
            converter = RecorderName.class,
            description = "The profiler: jfr, the JDK's own, or async-profiler (default: ${DEFAULT-VALUE}).")
    private Recorder recorder;

    @Option(names = "--merge", description = "Add several profiles up.")
    private boolean merge;

    @Option(
            names = "--diff",
            paramLabel = "OTHER",
            description = "Compare with another profile: FILE is before, OTHER is after.")
    private String other;

    @Option(
            names = "--equal-totals",
            description = "With --diff: compare as if both totals were equal. The values printed stay each side's own.")
    private boolean equalTotals;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many frames tables have (default: ${DEFAULT-VALUE}).")
    private int top;

    @Mixin
    private ChoiceOptions choice;

    @Mixin
    private RecordingOptions recording;

    @Option(
            names = "--skip-malformed",
            description = "Skip and count malformed lines of collapsed stacks, instead of stopping at the first.")
    private boolean skipMalformed;

    @Mixin
    private AnswerOptions answer;

    @Mixin
    private OutputOptions outputs;

    @Option(
            names = "--heatmap",
            paramLabel = "OUT",
            description =
                    "Of a profile with times: draw when samples were taken to a file: .svg, .png, or .html for a page that shows"
                            + " the flame graph of any selected time. Reads the profile once more.")
    private Path heatmap;

    @Option(
            names = "--tree",
            paramLabel = "KIND",
            defaultValue = "compact",
            description = "Which tree to read into: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private TreeKind kind;

    @Spec
    private CommandSpec spec;

    private ProfileReport report;
    private String title;

    /** The unit of the values on the first side of a comparison. */
    private String unitBefore;

    private String unitAfter;
    private long stacks;
    private long insertNanos;

    @Override
    public Integer call() throws IOException, InterruptedException {
        report = new ProfileReport(out());
        check();
        if (record) {
            title = String.join(" ", files);
            Progress.latest("recording " + title);
            try (Temporary recorded = Temporary.file(".jfr")) {
                int exitCode = recorder.record(files, recorded.path(), ProcessBuilder.Redirect.INHERIT);
                report.printRecorded(exitCode);
                answer(List.of(recorded.path().toString()));
            }
        } else {
            title = title(files);
            answer(files);
        }
        return ExitCode.OK;
    }

    private void answer(List<String> profiles) throws IOException {
        if (recording.lists()) {
            for (String name : profiles) {
                report.printEvents(events(name));
            }
            return;
        }
        try {
            if (choice.isEach()) {
                answerEach(profiles.get(0));
            } else {
                answerTree(profiles);
            }
        } catch (UnusualEventsException e) {
            if (outputs.any() || other != null || profiles.size() > 1) {
                throw e;
            }
            out().println(e.getMessage());
            report.printEvents(e.events());
        }
    }

    private void answerEach(String name) throws IOException {
        OutputOptions all = outputs;
        for (String event : recording.applyTo(new ProfileReader()).kinds(path(name))) {
            choice.choose(event);
            outputs = all.named(event);
            outputs.check();
            stacks = 0;
            insertNanos = 0;
            report.printHeading(event);
            answerTree(List.of(name));
        }
    }

    private List<EventType> events(String name) throws IOException {
        ProfileReader reader = recording.applyTo(new ProfileReader());
        return name.equals(STANDARD_INPUT) ? reader.events(System.in, "standard input") : reader.events(path(name));
    }

    private void answerTree(List<String> profiles) throws IOException {
        StackTree profile = kind.newTree();
        ProfileSummary summary = read(profiles, profile, choice::reader);
        if (other != null) {
            StackTree second = kind.newTree();
            ProfileSummary after = read(List.of(other), second, choice::readerOfOther);
            SameQuantity.checkDiff(other, summary, after, equalTotals, choice.hasOther(after.format()));
            unitBefore = SameQuantity.unit(summary, after);
            unitAfter = SameQuantity.unit(after, summary);
            compare(profile, second, title + " (before) and " + title(List.of(other)) + " (after)");
        } else if (summary.after() != null) {
            outputs.checkDiff();
            answer.checkDiff();
            unitBefore = summary.unit();
            unitAfter = summary.unit();
            compare(profile, summary.after(), title);
        } else {
            describe(profile, summary);
            if (heatmap != null) {
                drawHeatmap(profiles.get(0), summary);
            }
        }
    }

    private void drawHeatmap(String name, ProfileSummary summary) throws IOException {
        Timeline timeline = new Timeline();
        try (Progress progress = Progress.of(err(), "drawing over time")) {
            recording.applyTo(choice.reader()).readTimes(path(name), timeline);
            Heatmap.of(timeline).title(title).unit(summary.unit()).write(heatmap);
        }
        report.printHeatmap(heatmap, timeline);
    }

    private void check() throws IOException {
        outputs.check();
        answer.check();
        if (top < 0) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--top must be 0 or more, not " + top);
        }
        if (files.size() > 1 && !merge && !record) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "there are " + files.size() + " profiles: --merge adds them up, --diff compares");
        }
        long readings = Stream.concat(files.stream(), Stream.ofNullable(other))
                .filter(STANDARD_INPUT::equals)
                .count();
        if (readings > 1 && !record) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "standard input can be read once, and - names it " + readings + " times");
        }
        if (choice.isEach() && (other != null || files.size() > 1 && !record || files.contains(STANDARD_INPUT))) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--event all reads one recording several times: name one file, without --diff");
        }
        if (choice.isForOther() && other == null) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--diff-event and --diff-value choose for the other side of --diff: give one");
        }
        if (equalTotals && other == null) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--equal-totals says how to compare; say with what with --diff");
        }
        if (other != null) {
            outputs.checkDiff();
            answer.checkDiff();
        }
        if (heatmap != null) {
            checkHeatmap();
        }
    }

    private void checkHeatmap() throws IOException {
        CommandFailure.checked(() -> Heatmap.checkName(heatmap));
        if (choice.isEach() || other != null || files.size() > 1 && !record || files.contains(STANDARD_INPUT)) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "--heatmap shows one event of one profile, which it reads twice: name one file, without --diff");
        }
        if (answer.any()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--heatmap shows all stacks: leave out --plain-names to --prune");
        }
        Outputs.check(heatmap);
    }

    private ProfileSummary read(List<String> names, StackTree profile, Supplier<ProfileReader> readers)
            throws IOException {
        ProfileSummary last = null;
        for (String name : names) {
            boolean piped = name.equals(STANDARD_INPUT);
            long size = piped ? 0 : path(name).toFile().length();
            try (Progress progress = new Progress(err(), "bytes read", size)) {
                var reader = recording
                        .applyTo(readers.get())
                        .skipMalformed(skipMalformed)
                        .differences(names.size() == 1 && other == null ? kind::newTree : null)
                        .onProgress((read, ofSize) -> progress.reached(read));
                ProfileSummary summary =
                        piped ? reader.read(System.in, "standard input", profile) : reader.read(path(name), profile);
                SameQuantity.checkMerge(name, last, summary);
                last = summary;
            }
            report.printRead(last);
            stacks += last.stacks();
            insertNanos += last.insertNanos();
        }
        return last;
    }

    private void describe(StackTree profile, ProfileSummary summary) throws IOException {
        StackTree shown = answer.any() ? working("working", () -> answer.of(profile, report::printNote)) : profile;
        TopFrames frames = working("looking at frames", () -> TopFrames.of(shown));
        report.printTree(
                summary,
                shown,
                frames,
                answer.any() ? "with the root, of " + Quantity.count(profile.nodeCount()) + " read" : "with the root");
        printCost(profile);
        report.printTop("self", frames.bySelf(top), shown.total());
        report.printTop("total", frames.byTotal(top), shown.total());
        outputs.draw(FlameGraph.of(shown).title(title).unit(summary.unit()), out(), err());
        outputs.write(shown, summary, Main.standardOutput(spec), out(), err());
    }

    private void printCost(StackTree profile) {
        report.printInsertTime(stacks, insertNanos);
        try {
            LiveObjects live = working("counting live objects", () -> LiveObjects.reachableFrom(profile));
            report.printLive(live, profile, kind.toString());
        } catch (IllegalStateException e) {
            report.printNotCounted(e.getMessage());
        }
    }

    private void compare(StackTree first, StackTree second, String both) throws IOException {
        StackTree before = answer.of(first, note -> report.printNote(note + " before"));
        StackTree after = answer.of(second, note -> report.printNote(note + " after"));
        TreeDiff values = working("comparing", () -> TreeDiff.of(before, after));
        TreeDiff diff = equalTotals ? values.equalTotals() : values;
        report.printDiff(diff, unitBefore, unitAfter);
        TopFrames framesBefore = TopFrames.of(before);
        TopFrames framesAfter = TopFrames.of(after);
        report.printChangesOfSelf(TreeDiff.bySelf(framesBefore, framesAfter, diff.scale(), top));
        report.printChangesOfTotal(TreeDiff.byTotal(framesBefore, framesAfter, diff.scale(), top));
        outputs.draw(FlameGraph.of(diff).title(both).unit(unitAfter).unitBefore(unitBefore), out(), err());
        outputs.write(diff, Main.standardOutput(spec), out(), err());
    }

    /**
     * Returns a path.
     *
     * @throws CommandFailure if the name contains characters that the file system does not allow
     */
    private static Path path(String name) {
        return CommandFailure.checked(() -> Path.of(name));
    }

    private static String title(List<String> names) {
        String name = names.get(0);
        // The root of a file system has no name.
        Path last = path(name).getFileName();
        String first = name.equals(STANDARD_INPUT) ? "standard input" : last == null ? name : last.toString();
        return names.size() == 1 ? first : first + " and " + (names.size() - 1) + " more";
    }

    private <T> T working(String what, Supplier<T> work) {
        try (Progress progress = Progress.of(err(), what)) {
            return work.get();
        }
    }

    /** The converter of a profiler's common name. */
    static final class RecorderName implements ITypeConverter<Recorder> {
        @Override
        public Recorder convert(String value) {
            return switch (value) {
                case "jfr" -> Recorder.JFR;
                case "async-profiler" -> Recorder.ASYNC_PROFILER;
                default -> throw new TypeConversionException("\"" + value + "\" is none of jfr, async-profiler");
            };
        }
    }

    /** Returns the writer for tables: not standard output if that takes the tree alone. */
    private PrintWriter out() {
        return outputs.printsTree() ? err() : spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

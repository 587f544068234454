package heapwood.cli;

import heapwood.lab.LiveObjects;
import heapwood.profile.CollapsedWriter;
import heapwood.profile.FlameGraph;
import heapwood.profile.Fonts;
import heapwood.profile.Format;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.profile.TopFrames;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        header = "Reads a real profile into a tree, and says what is in it and what it costs.",
        description = {
            "Prints nodes, names, total and deepest stack; the time that inserting took; the tree's live objects and"
                    + " bytes; and the ten frames with the largest self and total values (recursion counted once).",
            "A profile is collapsed stacks (\"frame;frame;... count\" a line), a JFR recording, a pprof profile or a"
                    + " frozen tree, plain or packed with gzip, xz or zstd, which is seen from the content. Bytes are"
                    + " those of this JVM: they depend on its collector and heap size."
        })
final class ProfileCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int TOP = 10;

    @Parameters(paramLabel = "FILE", description = "The profile; - for standard input.")
    private String file;

    @Mixin
    private TreeOption tree;

    @Mixin
    private ChoiceOptions choice;

    @Option(
            names = "--flamegraph",
            paramLabel = "OUT",
            description = "Draw a flame graph to a file: .svg, .png, or .html for an interactive one.")
    private Path flameGraph;

    @Option(
            names = "--collapsed",
            paramLabel = "OUT",
            description = "Write the tree as collapsed stacks, sorted and merged: plain, .gz or .xz.")
    private Path collapsed;

    @Option(
            names = "--skip-malformed",
            description = "Skip and count malformed lines, instead of stopping at the first.")
    private boolean skipMalformed;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException {
        out = spec.commandLine().getOut();
        checkOutputs();
        StackTree profile = tree.kind().newTree();
        ProfileSummary summary = read(profile);
        TopFrames frames = working("looking at frames", () -> TopFrames.of(profile));
        printContents(summary, profile, frames);
        printCost(summary, profile);
        printTop("self", frames.bySelf(TOP), profile.total());
        printTop("total", frames.byTotal(TOP), profile.total());
        writeOutputs(profile);
        return ExitCode.OK;
    }

    /** Tells at once what would fail after long reading. */
    private void checkOutputs() {
        if (flameGraph != null) {
            FlameGraph.checkName(flameGraph);
            checkFolder(flameGraph);
            checkFonts();
        }
        if (collapsed != null) {
            checkFolder(collapsed);
        }
    }

    /** An interactive page brings no text of ours; the browser draws it. */
    private void checkFonts() {
        if (flameGraph.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
            return;
        }
        try {
            Fonts.prepare();
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, flameGraph + ": cannot be drawn, " + e.getMessage());
        }
    }

    private static void checkFolder(Path output) {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, output + ": cannot be written, there is no folder " + folder);
        }
    }

    private ProfileSummary read(StackTree profile) throws IOException {
        boolean piped = file.equals(STANDARD_INPUT);
        long size = piped ? 0 : Path.of(file).toFile().length();
        try (Progress progress = new Progress(spec.commandLine().getErr(), "bytes read", size)) {
            ProfileReader reader =
                    choice.reader().skipMalformed(skipMalformed).onProgress((read, ofSize) -> progress.reached(read));
            return piped ? reader.read(System.in, "standard input", profile) : reader.read(Path.of(file), profile);
        }
    }

    private void printContents(ProfileSummary summary, StackTree profile, TopFrames frames) {
        row("stacks read", Quantity.count(summary.stacks()), contents(summary));
        if (summary.withoutStack() > 0) {
            row("  unknown", Quantity.count(summary.withoutStack()), "under the frame (no stack)");
        }
        if (summary.truncated() > 0) {
            row("  truncated", Quantity.count(summary.truncated()), "their outermost frames are missing");
        }
        if (summary.skipped() > 0) {
            row("lines skipped", Quantity.count(summary.skipped()), "first: " + summary.firstSkipped());
        }
        row("total", unsigned(profile.total()), summary.format() == Format.COLLAPSED ? "" : summary.unit());
        row("nodes", Quantity.count(profile.nodeCount()), "with the root");
        row("names", Quantity.count(frames.frameCount()), "");
        row("deepest stack", Quantity.count(frames.deepest()), "frames");
    }

    private static String contents(ProfileSummary summary) {
        String what = summary.event().isEmpty() ? "" : ": " + summary.event();
        String others = summary.others().isEmpty() ? "" : "; also " + summary.others();
        return "of " + summary.format() + what + others;
    }

    private void printCost(ProfileSummary summary, StackTree profile) {
        double micros = summary.insertNanos() / 1e3 / Math.max(1, summary.stacks());
        row(
                "insert time",
                Quantity.millis(summary.insertNanos() / 1e6),
                String.format(Locale.ROOT, "%.2f microseconds a stack", micros));
        try {
            LiveObjects live = working("counting live objects", () -> LiveObjects.reachableFrom(profile));
            double nodes = profile.nodeCount();
            double perNode = live.objects() / nodes;
            String share = perNode >= 0.01
                    ? String.format(Locale.ROOT, "%.2f a node", perNode)
                    : String.format(Locale.ROOT, "one for %,.0f nodes", 1 / perNode);
            row("live objects", Quantity.count(live.objects()), share + ", as " + tree.kind() + " tree");
            row(
                    "bytes",
                    Quantity.count(live.bytes()),
                    String.format(Locale.ROOT, "%.1f a node, names included", live.bytes() / nodes));
        } catch (IllegalStateException e) {
            row("live objects", "?", e.getMessage());
        }
    }

    private void printTop(String what, List<TopFrames.Frame> frames, long total) {
        out.printf("%n%16s %8s %16s %8s  %s%n", "self", "share", "total", "share", "frames by " + what);
        for (TopFrames.Frame frame : frames) {
            out.printf(
                    "%16s %8s %16s %8s  %s%n",
                    unsigned(frame.self()),
                    share(frame.self(), total),
                    unsigned(frame.total()),
                    share(frame.total(), total),
                    frame.name().replaceAll("\\p{Cntrl}", "\ufffd"));
        }
    }

    private void writeOutputs(StackTree profile) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (flameGraph != null) {
            try (Progress progress = Progress.of(err, "drawing")) {
                String title = file.equals(STANDARD_INPUT)
                        ? "standard input"
                        : Path.of(file).getFileName().toString();
                FlameGraph.of(profile).title(title).write(flameGraph);
            }
            out.printf("%nflame graph: %s (%s)%n", flameGraph, Quantity.bytes(Files.size(flameGraph)));
        }
        if (collapsed != null) {
            long lines;
            try (Progress progress = Progress.of(err, "writing")) {
                lines = CollapsedWriter.write(profile, collapsed);
            }
            out.printf("collapsed stacks: %s (%s lines)%n", collapsed, Quantity.count(lines));
        }
    }

    private <T> T working(String what, java.util.function.Supplier<T> work) {
        try (Progress progress = Progress.of(spec.commandLine().getErr(), what)) {
            return work.get();
        }
    }

    private void row(String what, String value, String note) {
        out.println(
                String.format(Locale.ROOT, "%-14s %18s  %s", what, value, note).stripTrailing());
    }

    private static String unsigned(long value) {
        return value >= 0 ? Quantity.count(value) : Long.toUnsignedString(value);
    }

    private static String share(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * asDouble(part) / asDouble(whole));
    }

    private static double asDouble(long unsigned) {
        return unsigned >= 0 ? unsigned : (unsigned >>> 1) * 2.0;
    }
}

package heapwood.cli;

import heapwood.profile.CollapsedWriter;
import heapwood.profile.FlameGraph;
import heapwood.profile.Fonts;
import heapwood.profile.Format;
import heapwood.profile.Outputs;
import heapwood.profile.ProfileSummary;
import heapwood.profile.ProfileWriter;
import heapwood.profile.Quantity;
import heapwood.profile.TreeDiff;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose the output files. */
final class OutputOptions {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Option(
            names = "--flamegraph",
            paramLabel = "OUT",
            description = "Draw a flame graph to a file: .svg, .png, or .html for an interactive one.")
    private Path flameGraph;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description =
                    "Write the tree to a file, as its name's end says: .collapsed, .folded or .txt for collapsed stacks, .pprof"
                            + " or .pb, .otlp, .frozen, or a picture as with --flamegraph; .gz, .xz or .zst after it packs."
                            + " - is standard output; what else is printed goes to standard error then. With --diff:"
                            + " collapsed stacks with two counts a line, or a picture.")
    private Path out;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            converter = Formats.class,
            description = "The format of --out where its name says none: collapsed, pprof, otlp or frozen.")
    private Format format;

    /**
     * Checks the output files and their formats, before a long read.
     *
     * @throws CommandFailure if options contradict each other, or a picture cannot be drawn
     * @throws IOException if a file cannot be written
     */
    void check() throws IOException {
        if (flameGraph != null) {
            CommandFailure.checked(() -> FlameGraph.checkName(flameGraph));
            checkPicture(flameGraph);
        }
        if (out == null) {
            if (format != null) {
                throw new CommandFailure(ExitCode.BAD_INPUT, "--to says how to write a tree; say where with --out");
            }
        } else if (drawsOut()) {
            checkPicture(out);
        } else {
            chosenFormat();
            if (!printsTree()) {
                Outputs.check(out);
            }
        }
        if (out != null && flameGraph != null && out.toAbsolutePath().equals(flameGraph.toAbsolutePath())) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--out and --flamegraph name the same file: " + out);
        }
    }

    /**
     * Checks that the options can be used with {@code --diff}.
     *
     * @throws CommandFailure if a format is chosen that cannot hold a difference
     */
    void checkDiff() {
        if (out != null && !drawsOut() && chosenFormat() != Format.COLLAPSED) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "a difference is written as collapsed stacks with two counts a line, or drawn: give --out a name"
                            + " that ends in .collapsed, .svg, .png or .html");
        }
    }

    /**
     * Returns options for the same files with a word inserted before the ending of each name: {@code app.alloc.svg}, {@code
     * app.alloc.pprof.gz}.
     *
     * @throws CommandFailure if the tree goes to standard output, which takes one tree only
     */
    OutputOptions named(String word) {
        if (printsTree()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--out - takes one tree, and --event all makes several");
        }
        OutputOptions options = new OutputOptions();
        options.flameGraph = flameGraph == null ? null : named(flameGraph, word);
        options.out = out == null ? null : named(out, word);
        options.format = format;
        return options;
    }

    private static Path named(Path file, String word) {
        String name = file.getFileName().toString();
        String plain = name.replaceFirst("\\.(gz|xz|zst)$", "");
        int end = plain.lastIndexOf('.') > 0 ? plain.lastIndexOf('.') : plain.length();
        return file.resolveSibling(name.substring(0, end) + "." + word + name.substring(end));
    }

    /** Returns whether any file is written or drawn. */
    boolean any() {
        return out != null || flameGraph != null;
    }

    /** Returns whether the tree goes to standard output, so that nothing else may be printed there. */
    boolean printsTree() {
        return out != null && out.equals(STANDARD_OUTPUT);
    }

    private boolean drawsOut() {
        return FlameGraph.isPicture(out);
    }

    private void checkPicture(Path picture) throws IOException {
        if (format != null && picture.equals(out)) {
            throw contradiction("a picture");
        }
        Outputs.check(picture);
        checkFonts(picture);
    }

    /**
     * Returns the format given by the file's name or by {@code --to}.
     *
     * @throws CommandFailure if neither gives a format, or they contradict each other
     */
    private Format chosenFormat() {
        if (printsTree()) {
            return format == null ? Format.COLLAPSED : format;
        }
        Format named = ProfileWriter.formatOf(out).orElse(format);
        if (named == null) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    out + ": the name's end says no format; name a file that ends in " + ProfileWriter.endings()
                            + ", .svg, .png or .html, perhaps with .gz, .xz or .zst after it, or say one with --to");
        }
        if (format != null && format != named) {
            throw contradiction(named.toString());
        }
        return named;
    }

    private CommandFailure contradiction(String named) {
        return new CommandFailure(
                ExitCode.BAD_INPUT, out + ": the name's end says " + named + ", and --to says " + format);
    }

    /** Checks that the fonts for a picture can be loaded. An interactive page needs none, since the browser draws its text. */
    private static void checkFonts(Path picture) {
        if (picture.toString().toLowerCase(Locale.ROOT).contains(".html")) {
            return;
        }
        try {
            Fonts.prepare();
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, picture + ": cannot be drawn, " + e.getMessage());
        }
    }

    /** Draws a flame graph into each picture that the options name. */
    void draw(FlameGraph graph, PrintWriter text, PrintWriter err) throws IOException {
        if (flameGraph != null) {
            draw(graph, flameGraph, text, err);
        }
        if (out != null && drawsOut()) {
            draw(graph, out, text, err);
        }
    }

    private static void draw(FlameGraph graph, Path picture, PrintWriter text, PrintWriter err) throws IOException {
        try (Progress progress = Progress.of(err, "drawing")) {
            graph.write(picture);
        }
        text.printf("%nflame graph: %s (%s)%n", picture, size(picture));
    }

    /**
     * Writes the tree, if the options ask for it.
     *
     * @param standardOutput the stream for a tree that goes to standard output
     */
    void write(StackTree tree, ProfileSummary summary, OutputStream standardOutput, PrintWriter text, PrintWriter err)
            throws IOException {
        if (out == null || drawsOut()) {
            return;
        }
        Format chosen = chosenFormat();
        ProfileWriter writer = new ProfileWriter();
        if (!summary.event().isEmpty()) {
            writer.counting(summary.event(), summary.unit());
        }
        try (Progress progress = Progress.of(err, "writing")) {
            if (printsTree()) {
                writer.write(tree, standardOutput, chosen);
                return;
            }
            writer.write(tree, out, chosen);
        }
        text.printf("%s: %s (%s)%n", chosen, out, size(out));
    }

    /**
     * Writes a difference as collapsed stacks, if the options ask for it.
     *
     * @param standardOutput the stream for a difference that goes to standard output
     */
    void write(TreeDiff diff, OutputStream standardOutput, PrintWriter text, PrintWriter err) throws IOException {
        if (out == null || drawsOut()) {
            return;
        }
        try (Progress progress = Progress.of(err, "writing")) {
            if (printsTree()) {
                CollapsedWriter.write(diff, standardOutput);
                return;
            }
            CollapsedWriter.write(diff, out);
        }
        text.printf("collapsed stacks, before and after: %s (%s)%n", out, size(out));
    }

    private static String size(Path file) throws IOException {
        return Quantity.bytes(Files.size(file));
    }

    /** The converter of a format's short name. */
    static final class Formats implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return switch (value) {
                case "collapsed" -> Format.COLLAPSED;
                case "pprof" -> Format.PPROF;
                case "otlp" -> Format.OTLP;
                case "frozen" -> Format.FROZEN;
                default ->
                    throw new TypeConversionException("\"" + value + "\" is none of collapsed, pprof, otlp, frozen");
            };
        }
    }
}

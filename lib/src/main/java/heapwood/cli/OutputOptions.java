package heapwood.cli;

import heapwood.profile.FlameGraph;
import heapwood.profile.Fonts;
import heapwood.profile.Format;
import heapwood.profile.ProfileSummary;
import heapwood.profile.ProfileWriter;
import heapwood.profile.Quantity;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which files are written. */
final class OutputOptions {
    @Option(
            names = "--flamegraph",
            paramLabel = "OUT",
            description = "Draw a flame graph to a file: .svg, .png, or .html for an interactive one.")
    private Path flameGraph;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description =
                    "Write the tree to a file, as its name's end says: .pprof, .frozen, and collapsed stacks for any other,"
                            + " which .gz, .xz or .zst packs.")
    private Path out;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            converter = Formats.class,
            description = "The format of --out, whatever its name: collapsed, pprof or frozen.")
    private Format format;

    /** Tells at once what would fail after long reading. */
    void check() {
        if (flameGraph != null) {
            CommandFailure.checked(() -> FlameGraph.checkName(flameGraph));
            checkFolder(flameGraph);
            checkFonts();
        }
        if (out != null) {
            checkFolder(out);
        } else if (format != null) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--to says how to write a tree; say where with --out");
        }
    }

    /** Two trees have no format in common. */
    void checkDiff() {
        if (out != null) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--out writes one tree, and --diff makes two: draw them with --flamegraph");
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

    void draw(FlameGraph graph, PrintWriter text, PrintWriter err) throws IOException {
        if (flameGraph == null) {
            return;
        }
        try (Progress progress = Progress.of(err, "drawing")) {
            graph.write(flameGraph);
        }
        text.printf("%nflame graph: %s (%s)%n", flameGraph, size(flameGraph));
    }

    void write(StackTree tree, ProfileSummary summary, PrintWriter text, PrintWriter err) throws IOException {
        if (out == null) {
            return;
        }
        Format chosen = format != null ? format : ProfileWriter.formatOf(out);
        try (Progress progress = Progress.of(err, "writing")) {
            ProfileWriter writer = new ProfileWriter();
            if (!summary.event().isEmpty()) {
                writer.counting(summary.event(), summary.unit());
            }
            writer.write(tree, out, chosen);
        }
        text.printf("%s: %s (%s)%n", chosen, out, size(out));
    }

    private static String size(Path file) throws IOException {
        return Quantity.bytes(Files.size(file));
    }

    /** The formats by their short names. */
    static final class Formats implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return switch (value) {
                case "collapsed" -> Format.COLLAPSED;
                case "pprof" -> Format.PPROF;
                case "frozen" -> Format.FROZEN;
                default -> throw new TypeConversionException("\"" + value + "\" is none of collapsed, pprof, frozen");
            };
        }
    }
}

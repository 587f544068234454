package heapwood.cli;

import heapwood.workload.GoldenCase;
import heapwood.workload.GoldenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        header = "Checks a tree against what the original program was recorded to do.",
        description = {
            "Prints how many cases hold and the first that differs; exits with 1 if any does.",
            "A case is one line of JSON: name, inserts (key in hex, value) and iterate (key in hex, self, total)."
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The cases: .jsonl, plain or compressed by gzip.")
    private Path file;

    @Mixin
    private TreeOption tree;

    @Spec
    private CommandSpec spec;

    private int cases;
    private int differing;
    private String first;

    @Override
    public Integer call() throws IOException {
        try (GoldenFile golden = open();
                Progress progress = new Progress(spec.commandLine().getErr(), "cases", 0)) {
            for (GoldenCase next = next(golden); next != null; next = next(golden)) {
                check(next, golden.linesRead());
                progress.advance();
            }
        }
        if (cases == 0) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": there is no case in it");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d of %d cases hold on %s%n", cases - differing, cases, tree.kind());
        if (differing > 0) {
            out.println("first that differs: " + first);
        }
        return differing == 0 ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private GoldenFile open() {
        try {
            return new GoldenFile(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + Main.reason(e));
        }
    }

    private GoldenCase next(GoldenFile golden) {
        try {
            return golden.next();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ", line " + golden.linesRead() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, file + ", after line " + golden.linesRead() + ": " + Main.reason(e));
        }
    }

    private void check(GoldenCase golden, int line) {
        cases++;
        Optional<String> difference = golden.differenceOn(tree.kind().newTree());
        if (difference.isPresent() && differing++ == 0) {
            first = golden.name() + " (line " + line + "), " + difference.get();
        }
    }
}

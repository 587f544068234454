package heapwood.cli;

import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeDigest;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        header = "Generates trees as the original program does, and prints a digest of each.",
        description = {
            "The trees come one after the other from one source of random numbers. Of each, prints the number of nodes,"
                    + " the sum of their self values modulo 2^64, and a SHA-256.",
            "The SHA-256 covers one iteration: for each node its key's length (4 bytes, high byte first), the key, and"
                    + " the self value (8 bytes). Trees that answer identically have the same."
        })
final class GenerateCommand implements Callable<Integer> {
    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "200",
            description = "Chains of frames in each tree (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "500",
            description = "Frames in each chain (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--symbol-bytes",
            paramLabel = "N",
            defaultValue = "" + Schedule.SYMBOL_BYTES,
            description = "Random bytes in each frame's name, which is their hex (default: ${DEFAULT-VALUE}).")
    private int symbolBytes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + Schedule.SEED,
            description = "Seed of the random numbers (default: ${DEFAULT-VALUE}, the original's).")
    private long seed;

    @Option(
            names = "--trees",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many trees (default: ${DEFAULT-VALUE}).")
    private int trees;

    @Mixin
    private TreeOption tree;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TreeShape shape = CommandFailure.checked(() -> new TreeShape(width, depth, symbolBytes));
        if (trees < 1) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "the number of trees must be at least 1: " + trees);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s, %d-byte symbols, seed %d, as %s%n", shape, symbolBytes, seed, tree.kind());
        out.printf("%6s %12s %16s  %s%n", "tree", "nodes", "sum of selfs", "sha256");
        TreeGenerator generator = new TreeGenerator(seed);
        double keys = ((double) shape.insertCount() + shape.nodeCount()) * trees;
        try (Progress progress = new Progress(spec.commandLine().getErr(), "keys inserted or hashed", keys)) {
            for (int i = 1; i <= trees; i++) {
                StackTree next = tree.kind().newTree();
                generator.insertEveryPrefix(progress.counting(next), shape);
                TreeDigest digest = TreeDigest.of(next, progress::advance);
                out.printf(
                        "%6d %12d %16s  %s%n",
                        i, digest.nodes(), Long.toUnsignedString(digest.selfSum()), digest.sha256());
            }
        }
        return ExitCode.OK;
    }
}

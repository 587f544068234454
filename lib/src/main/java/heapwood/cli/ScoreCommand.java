package heapwood.cli;

import heapwood.notebook.Scorecard;
import heapwood.profile.Outputs;
import heapwood.score.Card;
import heapwood.score.CardText;
import heapwood.score.Effort;
import heapwood.score.Ranking;
import heapwood.score.Scorer;
import heapwood.score.TreeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "score",
        header = "Scores a tree of your own: is it right, and how good is it?",
        description = {
            "The tree is a Java file, in which a class implements heapwood.ladder.OwnTree (insert, and walk or iterate), or the name of a"
                    + " compiled class with --class-path, or a tree of the kit by its step of the ladder (objects, names shared, …).",
            "It is compared with the original's behavior on recorded and on new sequences of insertions, and measured beside the"
                    + " reference tree, the compact tree and the steps of the ladder, each in a JVM of its own. Exits with 1 if a tree is"
                    + " wrong. What of the kit's trees is measured already, by the same code on the same machine, is not measured again."
        })
final class ScoreCommand implements Callable<Integer> {
    private static final long TELL_NANOS = 2_000_000_000L;

    @Parameters(
            paramLabel = "TREE",
            arity = "1..*",
            description = "The trees: Java files, classes, or steps of the ladder.")
    private List<String> trees;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            defaultValue = "",
            description = "Jars and directories that the trees need besides the kit.")
    private String classPath;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "smoke",
            description = "smoke, laptop or paper (default: ${DEFAULT-VALUE}).")
    private String scale;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of the sequences, as a card prints it (default: a new one).")
    private Long seed;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where rows and cards go (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the cards as one page, pictures included.")
    private Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all that the cards know, as JSON.")
    private Path json;

    @Option(names = "--compare", description = "Rank the trees, right ones first, and print the ranks alone.")
    private boolean compare;

    @Spec
    private CommandSpec spec;

    private long lastTold = System.nanoTime();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Effort effort = CommandFailure.checked(() -> Effort.of(scale));
        PrintWriter out = spec.commandLine().getOut();
        Scorer scorer = new Scorer(results, effort, seed == null ? Scorer.freshSeed() : seed, this::tell);
        boolean right = true;
        List<Scorecard> cards = new ArrayList<>();
        List<TreeSource> sources = new ArrayList<>();
        try {
            for (String tree : trees) {
                sources.add(source(tree));
            }
            for (TreeSource source : sources) {
                Card card = scorer.score(source);
                cards.add(Scorecard.of(card));
                if (!compare) {
                    out.println(CardText.of(card));
                }
                right &= card.isRight();
            }
        } finally {
            sources.forEach(TreeSource::close);
        }
        if (compare) {
            out.print(Ranking.of(cards.stream().map(Scorecard::card).toList()).text());
        }
        write(html, Scorecard.page(cards));
        write(json, Scorecard.json(cards));
        return right ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private static void write(Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Outputs.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": cannot be written: " + Main.reason(e));
        }
    }

    private TreeSource source(String tree) throws IOException {
        try {
            return TreeSource.of(tree, classPath);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, tree + ": " + Main.reason(e));
        }
    }

    private void tell(String what) {
        Progress.latest(what);
        long now = System.nanoTime();
        if (now - lastTold >= TELL_NANOS) {
            lastTold = now;
            spec.commandLine().getErr().println("  " + what);
        }
    }
}

package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.workload.GoldenGenerator;
import heapwood.workload.TreeKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerateCommandTest {
    @ParameterizedTest
    @EnumSource
    void printsTheDigestsThatTheOriginalHas(TreeKind kind) {
        List<GoldenGenerator.GoldenTree> trees = GoldenGenerator.read().trees();
        for (GoldenGenerator.GoldenTree first : trees) {
            if (first.treeNumber() == 1 && first.depth() < 500) {
                GoldenGenerator.GoldenTree second = trees.get(trees.indexOf(first) + 1);
                CommandRun run = CommandRun.of(("generate --trees 2 --width " + first.width() + " --depth "
                                        + first.depth() + " --tree " + kind)
                                .split(" "))
                        .assertWell();
                assertEquals(
                        List.of(
                                "width " + first.width() + " and depth " + first.depth()
                                        + ", 40-byte symbols, seed 23061912, as " + kind,
                                "  tree        nodes     sum of selfs  sha256",
                                line(first),
                                line(second)),
                        run.outLines());
            }
        }
    }

    private static String line(GoldenGenerator.GoldenTree tree) {
        return String.format("%6d %12d %16s  %s", tree.treeNumber(), tree.nodes(), tree.selfSum(), tree.sha256());
    }
}

package heapwood.benchmarks;

import java.util.List;
import java.util.Map;

/** The table of all results: a block for each work, with a line for each tree. */
final class Table {
    private static final String LINE = "  %-18s%26s%24s%28s%24s%15s%13s%n";

    private Table() {}

    /**
     * Prints the table on standard output.
     *
     * @param trees the order of the lines; in each block the first tree with a result is the one that the others are compared with
     * @param measured the results
     */
    static void print(List<Contestant> trees, Map<Work, Map<Contestant, Measured>> measured) {
        System.out.printf(
                LINE,
                "",
                "by the clock (ms)",
                "times as fast",
                "processor, thread (ms)",
                "times as fast",
                "objects a node",
                "bytes a node");
        measured.forEach((work, row) -> {
            System.out.println(Settings.label(work));
            trees.stream()
                    .filter(row::containsKey)
                    .findFirst()
                    .map(row::get)
                    .ifPresent(base ->
                            trees.stream().filter(row::containsKey).forEach(tree -> line(tree, row.get(tree), base)));
        });
    }

    private static void line(Contestant tree, Measured measured, Measured base) {
        boolean first = measured == base;
        System.out.printf(
                LINE,
                Settings.label(tree),
                Measured.text(measured.clock()),
                first ? "" : Measured.times(base.clock(), measured.clock()),
                Measured.text(measured.processor()),
                first ? "" : Measured.times(base.processor(), measured.processor()),
                Measured.perNode(measured.objectsPerNode()),
                Measured.perNode(measured.bytesPerNode()));
    }
}

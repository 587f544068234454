package heapwood.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks and prints one table of medians and of ratios to the reference tree. */
public final class Main {
    private Main() {}

    /** @param args {@code workloads=a,b trees=c,d forks=n repetitions=n jvm=path heap=4g}, any of them */
    public static void main(String[] args) throws RunnerException {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (parts.length != 2
                    || !List.of("workloads", "trees", "forks", "repetitions", "jvm", "heap")
                            .contains(parts[0])) {
                System.err.println("not understood: " + arg
                        + "; what there is: workloads=… trees=… forks=… repetitions=… jvm=… heap=…");
                System.exit(2);
            }
            given.put(parts[0], parts[1]);
        }
        List<String> workloads = names(given.get("workloads"), Workload.values());
        List<String> trees = names(given.get("trees"), Contestant.values());
        Map<String, Statistics> results = new HashMap<>();
        for (String workload : workloads) {
            for (String tree : trees) {
                if (feasible(workload, tree)) {
                    Statistics result = run(workload, tree, given);
                    results.put(workload + " " + tree, result);
                    System.out.println(workload.toLowerCase(Locale.ROOT) + ", " + tree.toLowerCase(Locale.ROOT) + ": "
                            + cell(result, null));
                }
            }
        }
        print(workloads, trees, results);
    }

    /** Whole keys as strings are too many for a heap in the large workloads. */
    private static boolean feasible(String workload, String tree) {
        return !tree.equals("PATRICIA") || List.of("UNIQUE", "SAMPLE", "SMALL").contains(workload);
    }

    private static Statistics run(String workload, String tree, Map<String, String> given) throws RunnerException {
        int repetitions = Integer.parseInt(given.getOrDefault("repetitions", "7"));
        String heap = given.getOrDefault("heap", "4g");
        OptionsBuilder options = new OptionsBuilder();
        options.include(InsertBenchmark.class.getSimpleName())
                .param("workload", workload)
                .param("tree", tree)
                .forks(Integer.parseInt(given.getOrDefault("forks", "2")))
                .verbosity(VerboseMode.SILENT)
                .warmupIterations(repetitions)
                .measurementIterations(repetitions)
                .jvmArgs("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC");
        if (given.containsKey("jvm")) {
            options.jvm(given.get("jvm"));
        }
        Options built = options.build();
        RunResult result = new Runner(built).run().iterator().next();
        return result.getPrimaryResult().getStatistics();
    }

    private static List<String> names(String given, Enum<?>[] values) {
        List<String> all = Stream.of(values).map(Enum::name).toList();
        if (given == null) {
            return all;
        }
        List<String> asked =
                Arrays.stream(given.toUpperCase(Locale.ROOT).split(",")).toList();
        if (!all.containsAll(asked)) {
            System.err.println("not known: " + new TreeSet<>(asked) + "; what there is: " + all);
            System.exit(2);
        }
        return asked;
    }

    private static void print(List<String> workloads, List<String> trees, Map<String, Statistics> results) {
        System.out.printf("%nMilliseconds, median (least to most), and how many times as fast as %s:%n", trees.get(0));
        System.out.printf("%-10s", "");
        trees.forEach(
                tree -> System.out.printf("%30s", tree.toLowerCase(Locale.ROOT).replace('_', ' ')));
        System.out.println();
        for (String workload : workloads) {
            System.out.printf("%-10s", workload.toLowerCase(Locale.ROOT));
            Statistics base = results.get(workload + " " + trees.get(0));
            for (String tree : trees) {
                System.out.printf("%30s", cell(results.get(workload + " " + tree), base));
            }
            System.out.println();
        }
    }

    private static String cell(Statistics result, Statistics base) {
        if (result == null) {
            return "-";
        }
        double median = result.getPercentile(50);
        String times = base == null ? "" : String.format(Locale.ROOT, " x%.2f", base.getPercentile(50) / median);
        return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)%s", median, result.getMin(), result.getMax(), times);
    }
}

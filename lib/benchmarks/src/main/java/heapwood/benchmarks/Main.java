package heapwood.benchmarks;

import heapwood.lab.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The program that runs the benchmarks, each in JVMs of its own, and prints one table of all results. */
public final class Main {
    private Main() {}

    /**
     * Runs the benchmarks that the arguments choose. Exits with code 2 if an argument is wrong.
     *
     * @param args {@code help}, or options as listed in {@link Settings#HELP}
     * @throws RunnerException if JMH fails
     * @throws IOException if keys cannot be read, or results cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        if (List.of(args).contains("help")) {
            System.out.println(Settings.HELP);
            return;
        }
        try {
            run(Settings.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; help lists what there is");
            System.exit(2);
        }
    }

    private static void run(Settings settings) throws RunnerException, IOException, InterruptedException {
        if (settings.json().getParent() != null) {
            Files.createDirectories(settings.json().getParent());
        }
        List<RunResult> results = new ArrayList<>();
        Map<Work, Map<Contestant, Measured>> measured = new EnumMap<>(Work.class);
        long all = settings.works().stream()
                .mapToLong(work -> settings.trees().stream()
                        .filter(tree -> tree.does(work))
                        .count())
                .sum();
        for (Work work : settings.works()) {
            Map<Contestant, Measured> row = new EnumMap<>(Contestant.class);
            for (Contestant tree : settings.trees()) {
                if (tree.does(work)) {
                    RunResult result = measure(work, tree, settings);
                    results.add(result);
                    row.put(tree, Measured.of(result));
                    // Results are written after each measurement, so that an interrupted run loses none.
                    write(results, settings);
                    System.out.printf(
                            "%d of %d: %s, %s: %s ms%n",
                            results.size(),
                            all,
                            Settings.label(work),
                            Settings.label(tree),
                            Measured.text(row.get(tree).clock()));
                }
            }
            measured.put(work, row);
        }
        System.out.println();
        System.out.println(heading(settings));
        Table.print(settings.trees(), measured);
        System.out.println("\nThe results are in " + settings.json() + ", in JMH's format.");
    }

    private static RunResult measure(Work work, Contestant tree, Settings settings) throws RunnerException {
        List<String> flags = new ArrayList<>(settings.collector().flags(settings.jdk()));
        flags.addAll(List.of("-Xms" + settings.heap(), "-Xmx" + settings.heap(), "-XX:+PerfDisableSharedMem"));
        if (settings.jdk().feature() >= 24) {
            // JDKs print a warning about JMH's use of Unsafe without this flag.
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        flags.add("-Dheapwood.data=" + Workload.data().toAbsolutePath());
        Options options = new OptionsBuilder()
                .include(TreeBenchmark.class.getName() + ".run")
                .param("work", work.name())
                .param("tree", tree.name())
                .param("chains", String.valueOf(settings.chains()))
                .param("warmUp", String.valueOf(settings.warmUp()))
                .jvm(settings.jdk().java().toString())
                .jvmArgs(flags.toArray(String[]::new))
                .forks(settings.forks())
                .warmupIterations(settings.cold() ? 0 : settings.repetitions())
                .measurementIterations(settings.repetitions())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle();
    }

    private static void write(List<RunResult> results, Settings settings) {
        ResultFormatFactory.getInstance(ResultFormatType.JSON, settings.json().toString())
                .writeOut(results);
    }

    private static String heading(Settings settings) throws InterruptedException {
        return Machine.current() + "; " + settings.jdk() + ", " + settings.collector() + ", heap " + settings.heap()
                + ". " + settings.forks() + " JVMs a line, "
                + (settings.cold()
                        ? "the first operation of each"
                        : settings.repetitions() + " operations each after " + settings.warmUp() + " s to warm up")
                + ".\nMilliseconds: median and its 95 % interval; times as fast as "
                + Settings.label(settings.trees().get(0)) + ": the medians', and what the intervals allow.";
    }
}

package heapwood.cli;

import heapwood.cli.DayMeasurement.Query;
import heapwood.profile.Outputs;
import heapwood.profile.ProfileReader;
import heapwood.profile.Quantity;
import heapwood.time.ProfileStore;
import heapwood.tree.CompactTree;
import heapwood.workload.SyntheticDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "measure",
        header = "Measures what a synthetic day of profiles takes to keep, and its ranges to answer for.",
        description = {
            "The day replays the stacks of a real profile, one profile for each ten seconds, with a daily rhythm, drift, a deploy"
                    + " at 14:00 that changes names, and an incident at 17:20. Times are processor times of one thread, and by the clock.",
            "Half of the ranges are two random times; the lengths of the others are spread evenly over powers of ten."
        },
        sortOptions = false)
final class StoreMeasureCommand implements Callable<Integer> {
    /** A way of keeping the profiles. */
    enum Keeping {
        store,
        segments,
        trees
    }

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The store; it must not have the series shop yet.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "FILE", description = "The profile whose stacks are replayed.")
    private Path file;

    @Option(
            names = "--keep",
            paramLabel = "HOW",
            defaultValue = "store",
            description =
                    "Keep profiles in the store, as frozen trees in memory with their sums at powers of ten (segments), or as trees"
                            + " in memory (trees): ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Keeping keeping;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The seed of all random choices.")
    private long seed;

    @Option(
            names = "--stacks",
            paramLabel = "N",
            defaultValue = "8000",
            description = "How many distinct stacks to take from the profile (default: ${DEFAULT-VALUE}).")
    private int stacks;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "2500",
            description = "The mean number of samples of a profile (default: ${DEFAULT-VALUE}).")
    private double samples;

    @Option(
            names = "--per-day",
            paramLabel = "N",
            defaultValue = "8640",
            description = "How many profiles a day has (default: ${DEFAULT-VALUE}, one each ten seconds).")
    private int perDay;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            description = "How many profiles to keep: part of a day, or several days (default: a day).")
    private Integer profiles;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many random ranges to query (default: ${DEFAULT-VALUE}).")
    private int queries;

    @Option(
            names = "--compare",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "For how many of them to compare the tree with that of all stacks of the range (default: ${DEFAULT-VALUE}).")
    private int compared;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often to query the same ranges (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--csv", paramLabel = "OUT", description = "Write a row for each query to a file.")
    private Path csv;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (csv != null) {
            Outputs.check(csv);
        }
        for (int number : new int[] {stacks, perDay, queries, rounds, profiles == null ? 1 : profiles}) {
            if (number < 1) {
                throw new CommandFailure(ExitCode.BAD_INPUT, "there must be 1 or more of everything, not " + number);
            }
        }
        CompactTree profile = new CompactTree();
        new ProfileReader().read(file, profile);
        SyntheticDay day = new SyntheticDay(profile, seed, stacks, perDay, samples);
        switch (keeping) {
            case store -> {
                try (ProfileStore store = ProfileStore.openToWrite(folder)) {
                    if (store.series().stream().anyMatch(one -> one.name().equals(DayMeasurement.APPLICATION))) {
                        throw new CommandFailure(
                                ExitCode.BAD_INPUT,
                                folder + ": has the series " + DayMeasurement.APPLICATION
                                        + " already: name a new folder");
                    }
                    measure(day, new DayMeasurement.InStore(store));
                }
            }
            case segments -> measure(day, new DayMeasurement.InSegments());
            default -> measure(day, new DayMeasurement.InTrees());
        }
        return ExitCode.OK;
    }

    /** The sizes that take long to find: each is found once. */
    private record Sizes(long otlpBytes, long objects) {}

    private void measure(SyntheticDay day, DayMeasurement.Kept kept) throws IOException {
        int steps = profiles == null ? perDay : profiles;
        DayMeasurement measurement = new DayMeasurement(day, steps, kept);
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = new Progress(err, "profiles added", steps)) {
            measurement.ingest(progress::reached);
        }
        List<Query> answers;
        try (Progress progress = new Progress(err, "ranges queried", (double) queries * rounds)) {
            answers = measurement.query(queries, compared, rounds, progress::reached);
        }
        Sizes sizes = new Sizes(measurement.otlpBytes(), measurement.objects());
        print(measurement, sizes, answers);
        if (csv != null) {
            String text = csv(measurement, sizes, answers);
            Outputs.write(csv, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void print(DayMeasurement measured, Sizes sizes, List<Query> answers) {
        PrintWriter out = spec.commandLine().getOut();
        row(out, "profiles", Quantity.count(measured.steps()), "kept as " + keeping);
        long most = answers.stream().mapToLong(Query::nodes).max().orElse(0);
        row(
                out,
                "nodes",
                Quantity.count(most),
                "of the largest tree queried; of all profiles " + Quantity.count(measured.nodesOfAll()));
        row(out, "bytes", Quantity.count(measured.bytes()), "");
        row(out, "as pprof.gz", Quantity.count(measured.pprofBytes()), "all profiles, from one in ten");
        row(out, "as otlp.gz", Quantity.count(sizes.otlpBytes()), "the sum of all in one file, without times");
        row(out, "live objects", Quantity.count(sizes.objects()), "");
        row(out, "as reference trees", Quantity.count(measured.referenceObjects()), "all profiles, from one in ten");
        row(
                out,
                "added in (ms)",
                number(measured.ingestCpu(0.5)),
                "processor time of a profile, median; p99 " + number(measured.ingestCpu(0.99)) + "; by the clock "
                        + number(measured.ingestMillis(0.5)) + " and " + number(measured.ingestMillis(0.99)));
        for (int round = 0; round < rounds; round++) {
            int now = round;
            double[] cpu = answers.stream()
                    .filter(q -> q.round() == now)
                    .mapToDouble(Query::cpuMillis)
                    .toArray();
            double[] clock = answers.stream()
                    .filter(q -> q.round() == now)
                    .mapToDouble(Query::millis)
                    .toArray();
            row(
                    out,
                    "answered in (ms)",
                    number(DayMeasurement.quantile(cpu, 0.5)),
                    "processor time, median of " + queries + "; p99 " + number(DayMeasurement.quantile(cpu, 0.99))
                            + "; by the clock " + number(DayMeasurement.quantile(clock, 0.5)) + " and "
                            + number(DayMeasurement.quantile(clock, 0.99)));
        }
        long equal = answers.stream().filter(q -> q.equal().equals("yes")).count();
        long unequal = answers.stream().filter(q -> q.equal().equals("no")).count();
        row(
                out,
                "equal trees",
                Quantity.count(equal),
                "of " + (equal + unequal) + " compared with all stacks of the range");
    }

    private static void row(PrintWriter out, String what, String number, String text) {
        out.printf("%-20s %16s  %s%n", what, number, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private String csv(DayMeasurement measured, Sizes sizes, List<Query> answers) {
        StringBuilder text = new StringBuilder(
                "keeping,profiles,per_day,bytes,pprof_bytes,otlp_bytes,objects,reference_objects,nodes_of_all,"
                        + "ingest_cpu_ms,ingest_cpu_p99_ms,ingest_ms,ingest_p99_ms,from,length,round,cpu_ms,ms,nodes,equal\n");
        String same = String.join(
                ",",
                Arrays.asList(
                        keeping.name(),
                        "" + measured.steps(),
                        "" + perDay,
                        "" + measured.bytes(),
                        "" + measured.pprofBytes(),
                        "" + sizes.otlpBytes(),
                        "" + sizes.objects(),
                        "" + measured.referenceObjects(),
                        "" + measured.nodesOfAll(),
                        number(measured.ingestCpu(0.5)),
                        number(measured.ingestCpu(0.99)),
                        number(measured.ingestMillis(0.5)),
                        number(measured.ingestMillis(0.99))));
        for (Query query : answers) {
            text.append(same)
                    .append(String.format(
                            Locale.ROOT,
                            ",%d,%d,%d,%.3f,%.3f,%d,%s%n",
                            query.from(),
                            query.to() - query.from(),
                            query.round(),
                            query.cpuMillis(),
                            query.millis(),
                            query.nodes(),
                            query.equal()));
        }
        return text.toString();
    }
}

package heapwood.lab.rows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import heapwood.lab.child.Code;
import heapwood.lab.host.ChildProcess;
import heapwood.lab.host.Status;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runner of the kit's benchmarks, those of {@code mvn -Pbench}. It runs them in a process of its own, and reads
 * their results.
 *
 * <p>They are a module beside the library, with JMH and what the trees are compared with; the library itself needs none
 * of that.
 */
public final class Benchmarks {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Benchmarks() {}

    /**
     * The times of one tree for one piece of work.
     *
     * @param work a row of the benchmarks' table: {@code headline}
     * @param tree a column: {@code compact}
     * @param clockMillis elapsed times in milliseconds, of each repetition in each JVM
     * @param processorMillis the same in processor time of the working thread
     */
    public record Measurement(String work, String tree, double[] clockMillis, double[] processorMillis) {}

    /**
     * Runs some of the benchmarks.
     *
     * @param json the file to which the results are written, in JMH's format
     * @param options options as in {@code mvn -Pbench -Dbench="…"}: {@code work=headline}
     * @return the measurements
     * @throws IOException if the benchmarks are not built, or fail; the message says why
     * @throws InterruptedException if this thread is interrupted; all JVMs of the benchmarks have been ended then
     */
    public static List<Measurement> run(Path json, String... options) throws IOException, InterruptedException {
        Path target = Code.location().getParent().resolveSibling("benchmarks").resolve("target");
        Path jar = target.resolve("heapwood-benchmarks.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there: build it with mvn -DskipTests package");
        }
        Files.createDirectories(json.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+PerfDisableSharedMem",
                "-Djava.io.tmpdir=" + ChildProcess.DIRECTORY,
                "-Dheapwood.data="
                        + target.resolve("../../../notebooks/data")
                                .toAbsolutePath()
                                .normalize(),
                "-cp",
                String.join(
                        File.pathSeparator,
                        jar.toString(),
                        target.resolve("dependencies") + File.separator + "*",
                        Code.location().toString()),
                "heapwood.benchmarks.Main",
                "json=" + json.toAbsolutePath()));
        command.addAll(List.of(options));
        ChildProcess.Ended ended = ChildProcess.run(command, PATIENCE, ChildProcess.NO_TICKER);
        if (ended.exitCode() != 0) {
            throw new IOException("the benchmarks " + String.join(" ", options) + " ended with exit code "
                    + ended.exitCode() + ": " + Status.detailOf(ended));
        }
        return read(json);
    }

    /**
     * Returns a table with a row for each measurement: the median of its repetitions with the least and the most, by
     * the clock and in processor time, and the ratio of the base tree's medians to these.
     *
     * @param measurements the measurements
     * @param base the tree that others are compared with
     */
    public static Table table(List<Measurement> measurements, String base) {
        StringColumn work = StringColumn.create("work");
        StringColumn tree = StringColumn.create("tree");
        DoubleColumn clock = DoubleColumn.create("by the clock (ms)");
        DoubleColumn clockTimes = DoubleColumn.create("times as fast");
        DoubleColumn processor = DoubleColumn.create("processor (ms)");
        DoubleColumn least = DoubleColumn.create("least (ms)");
        DoubleColumn most = DoubleColumn.create("most (ms)");
        DoubleColumn processorTimes = DoubleColumn.create("times as fast, processor");
        for (Measurement each : measurements) {
            work.append(each.work);
            tree.append(each.tree);
            clock.append(Statistics.median(each.clockMillis));
            processor.append(Statistics.median(each.processorMillis));
            least.append(Arrays.stream(each.processorMillis).min().orElse(Double.NaN));
            most.append(Arrays.stream(each.processorMillis).max().orElse(Double.NaN));
            clockTimes.append(times(measurements, each, base, Measurement::clockMillis));
            processorTimes.append(times(measurements, each, base, Measurement::processorMillis));
        }
        return Table.create("benchmarks", work, tree, clock, clockTimes, processor, least, most, processorTimes);
    }

    /**
     * Returns the speed of a tree relative to another one at the same work: the ratio of the other's median to its own.
     *
     * @param measurements all measurements, among them the other tree's
     * @param one the measurement of the tree
     * @param base the other tree
     * @param figure the time to compare, such as {@link Measurement#processorMillis()}
     * @return the ratio, above 1 if the tree is faster; NaN if the other one did not do that work
     */
    public static double times(
            List<Measurement> measurements, Measurement one, String base, Function<Measurement, double[]> figure) {
        return measurements.stream()
                .filter(other -> other.work.equals(one.work) && other.tree.equals(base))
                .mapToDouble(other -> Statistics.median(figure.apply(other)) / Statistics.median(figure.apply(one)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /**
     * Reads results that were written by an earlier run.
     *
     * @param json a file in JMH's format
     * @return the measurements, in the order of the file
     * @throws IOException if the file cannot be read or does not hold results of the benchmarks
     */
    public static List<Measurement> read(Path json) throws IOException {
        try {
            List<Measurement> measurements = new ArrayList<>();
            for (JsonElement element :
                    JsonParser.parseString(Files.readString(json)).getAsJsonArray()) {
                JsonObject result = element.getAsJsonObject();
                JsonObject params = result.getAsJsonObject("params");
                measurements.add(new Measurement(
                        name(params.get("work")),
                        name(params.get("tree")),
                        values(result.getAsJsonObject("primaryMetric")),
                        values(result.getAsJsonObject("secondaryMetrics").getAsJsonObject("processorMillis"))));
            }
            return measurements;
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IOException(json + " does not hold results of the benchmarks: " + e.getMessage(), e);
        }
    }

    private static String name(JsonElement value) {
        return value.getAsString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double[] values(JsonObject metric) {
        List<Double> values = new ArrayList<>();
        for (JsonElement fork : metric.getAsJsonArray("rawData")) {
            JsonArray iterations = fork.getAsJsonArray();
            iterations.forEach(iteration -> values.add(iteration.getAsDouble()));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

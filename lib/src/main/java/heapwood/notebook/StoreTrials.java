package heapwood.notebook;

import heapwood.lab.child.Code;
import heapwood.lab.host.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The rows of {@code store measure}, which keeps synthetic profiles in one way and queries ranges of them. It runs in a JVM of its
 * own. Rows and store lie beside the notebook's pictures, and what was measured by the same code is not measured again.
 */
public final class StoreTrials {
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Path folder;
    private final Table rows;
    private final boolean isEarlier;

    private StoreTrials(Path folder, Table rows, boolean isEarlier) {
        this.folder = folder;
        this.rows = rows;
        this.isEarlier = isEarlier;
    }

    /**
     * Runs the command, unless its rows are there.
     *
     * @param name the name of the saved rows: lower-case letters, digits and dashes
     * @param heapMebibytes the heap of the JVM, in MiB
     * @param profile the profile whose stacks are replayed
     * @param again whether to measure even if the rows are there
     * @param options the command's options
     * @return the rows
     * @throws IOException if the command fails; the message is its own
     * @throws InterruptedException if this thread is interrupted; the JVM has been ended then
     */
    public static StoreTrials run(String name, int heapMebibytes, Path profile, boolean again, String... options)
            throws IOException, InterruptedException {
        Path results = ResultFolder.path().toAbsolutePath().normalize();
        Path csv = results.resolve(ResultFolder.checkName(name) + ".csv");
        Path made = results.resolve(name + ".made");
        Path folder = results.resolve(name + "-store");
        Files.createDirectories(results);
        String how = String.join(" ", options) + " of " + profile.getFileName() + ", code " + Code.fingerprint();
        boolean isEarlier = !again
                && Files.exists(csv)
                && Files.exists(made)
                && Files.readString(made).equals(how);
        if (!isEarlier) {
            Files.deleteIfExists(made);
            delete(folder);
            measure(heapMebibytes, profile.toAbsolutePath().normalize(), folder, csv, options);
            ResultFolder.save(name + ".made", how.getBytes(StandardCharsets.UTF_8));
        }
        return new StoreTrials(folder, Table.read().usingOptions(CsvReadOptions.builder(csv.toFile())), isEarlier);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void measure(int heapMebibytes, Path profile, Path folder, Path csv, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseParallelGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "-Djol.magicFieldOffset=true"));
        boolean isJar = Files.isRegularFile(Code.location());
        command.addAll(
                isJar
                        ? List.of("-jar", Code.location().toString())
                        : List.of("-cp", System.getProperty("java.class.path"), "heapwood.cli.Main"));
        command.addAll(List.of("store", "measure", folder.toString(), profile.toString(), "--csv", csv.toString()));
        command.addAll(Arrays.asList(options));
        ChildProcess.Ended ended = ChildProcess.run(command, PATIENCE, ChildProcess.NO_TICKER);
        if (ended.exitCode() != 0) {
            throw new IOException("store measure " + String.join(" ", options) + " ended with exit code "
                    + ended.exitCode() + ": " + ended.errors().strip());
        }
    }

    /** Returns the folder of the store, for further queries. */
    public Path store() {
        return folder;
    }

    /** Returns one row for each query. */
    public Table rows() {
        return rows;
    }

    /** Returns a text for a caption: whether this run has measured, or an earlier one. */
    public String source() {
        return isEarlier ? "measured by an earlier run of the same code" : "measured now";
    }

    /**
     * Returns a figure of all profiles, which is the same in each row.
     *
     * @param column the column: {@code bytes}
     */
    public double figure(String column) {
        return number(rows.row(0), column);
    }

    /**
     * Returns the values of a column of one round of queries.
     *
     * @param round the number of the round, from 0
     * @param value the value of a row
     */
    public double[] round(int round, ToDoubleFunction<Row> value) {
        return stream(round, value).toArray();
    }

    private DoubleStream stream(int round, ToDoubleFunction<Row> value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> number(row, "round") == round)
                .mapToDouble(value);
    }

    /** Returns the number of rounds. */
    public int rounds() {
        return 1
                + (int) StreamSupport.stream(rows.spliterator(), false)
                        .mapToDouble(row -> number(row, "round"))
                        .max()
                        .orElse(-1);
    }

    /**
     * Returns for each round the value that a share of its queries does not exceed, in ascending order.
     *
     * @param column the column: {@code cpu_ms}
     * @param share the share, 0.99 for the 99th percentile
     */
    public double[] quantiles(String column, double share) {
        return IntStream.range(0, rounds())
                .mapToDouble(round -> {
                    double[] sorted =
                            stream(round, row -> number(row, column)).sorted().toArray();
                    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
                })
                .sorted()
                .toArray();
    }

    /**
     * Returns the number of compared queries with an outcome.
     *
     * @param outcome yes or no
     */
    public long compared(String outcome) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> outcome.equals(text(row)))
                .count();
    }

    private static String text(Row row) {
        Object value = row.getObject("equal");
        return value == null
                ? ""
                : value.toString().equals("true") ? "yes" : value.toString().equals("false") ? "no" : value.toString();
    }

    /**
     * Returns a number of a row.
     *
     * @param row the row
     * @param column the column: {@code length}
     */
    public static double number(Row row, String column) {
        Object value = row.getObject(column);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new UncheckedIOException(new IOException("no number in the column " + column + ": " + value));
    }
}

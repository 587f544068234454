package heapwood.lab;

import heapwood.profile.Outputs;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Rows in one CSV file, appended as they are measured. Rows of one trial are written at once and reach the disk before the
 * next trial starts. A last line that a crash has cut short is dropped when the file is next opened.
 *
 * <p>New columns are added to the file when a row first has them; rows before stay empty there.
 */
public final class Results {
    /** The columns that are text; all others are numbers. */
    static final Set<String> TEXT = Set.of(
            "experiment",
            "scale",
            "trial",
            "status",
            "detail",
            "task",
            "tree",
            "profile",
            "held",
            "warm_up",
            "gc_cpu_source",
            "ended_by",
            "jdk",
            "collector",
            "flags",
            "time",
            "machine",
            "cpu",
            "system",
            "jdk_build",
            "jvm_flags",
            "commit",
            "code");

    private final Path file;

    private Results(Path file) {
        this.file = file;
    }

    /**
     * Opens a file of results, which need not exist yet.
     *
     * @param file the CSV file; its directory is made if it is missing
     * @throws IOException if it cannot be read, or is no file of results
     */
    public static Results in(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Results results = new Results(file);
        results.dropTornLine();
        return results;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * Appends rows, all or, after a crash, the first few; then waits until the disk has them.
     *
     * @param rows column names and values; a value that is null makes an empty cell
     * @throws IOException if they cannot be written
     */
    public void append(List<? extends Map<String, ?>> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = addColumns(rows);
        String lines = rows.stream()
                .map(row ->
                        columns.stream().map(name -> cell(row.get(name))).collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * All rows. Numbers are doubles; an empty cell is a missing value.
     *
     * @throws IOException if the file cannot be read
     */
    public Table table() throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        String name = file.getFileName().toString().replace(".csv", "");
        return text.isBlank() ? Table.create(name) : parse(text).setName(name);
    }

    private static Table parse(String text) {
        return Table.read()
                .usingOptions(CsvReadOptions.builder(new StringReader(text))
                        .columnTypes(column -> TEXT.contains(column) ? ColumnType.STRING : ColumnType.DOUBLE)
                        .missingValueIndicator("")
                        .maxCharsPerColumn(1 << 20));
    }

    private void dropTornLine() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            replace(text.substring(0, end));
        }
        if (end > 0 && !text.startsWith("experiment,")) {
            throw new IOException(file + " is no file of results: move it away, or choose another directory");
        }
    }

    /** The file's columns, after those that only these rows have are added to it. */
    private List<String> addColumns(List<? extends Map<String, ?>> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        String text = Files.exists(file) ? Files.readString(file) : "";
        if (!text.isEmpty()) {
            columns.addAll(List.of(text.substring(0, text.indexOf('\n')).split(",")));
        }
        int before = columns.size();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (columns.size() > before) {
            StringBuilder wider = new StringBuilder(String.join(",", columns)).append('\n');
            text.lines()
                    .skip(1)
                    .forEach(line -> wider.append(line)
                            .append(",".repeat(columns.size() - before))
                            .append('\n'));
            replace(wider.toString());
        }
        return new ArrayList<>(columns);
    }

    private void replace(String text) throws IOException {
        Outputs.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A value as a cell: on one line, so that lines are rows, and quoted where it needs to be. */
    static String cell(Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "";
        }
        String text = value.toString().replaceAll("\\s+", " ");
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package heapwood.lab.run;

import heapwood.lab.host.SteadyFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A CSV file of rows, which are appended as they are measured. The rows of one trial are written at once and reach the
 * disk before the next trial starts.
 *
 * <p>Opening and reading a file change nothing. Only the holder of the {@linkplain MeasuringLock lock} may write. Lines
 * that are not rows, such as a last one that a crash has cut short or the marks of a merge, are not read. The next
 * writer moves them to {@code NAME.csv.set-aside}.
 *
 * <p>New columns are added to the file when a row first has them. They are empty in earlier rows.
 */
final class Results {
    private static final int LONGEST_QUOTE = 60;

    private final Path file;
    private ResultLines lines;
    private long length;
    private long changed;

    private Results(Path file) throws IOException {
        this.file = file;
        read();
    }

    /**
     * Opens a file of results, which need not exist yet. Changes nothing.
     *
     * @param file the CSV file
     * @throws IOException if the file cannot be read, or is not a file of results
     */
    public static Results in(Path file) throws IOException {
        return new Results(file);
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    private void read() throws IOException {
        length = file.toFile().length();
        changed = file.toFile().lastModified();
        lines = ResultLines.of(file);
    }

    /**
     * Reads the file again if its length or modification time has changed, that is, if another process has written to
     * it.
     *
     * @return true if the file was read again
     */
    boolean refresh() throws IOException {
        if (file.toFile().length() == length && file.toFile().lastModified() == changed) {
            return false;
        }
        read();
        return true;
    }

    /**
     * Prepares the file for rows. Checks that it can be written, creates its folder, and sets aside lines that are not
     * rows. Only for the holder of the lock.
     *
     * @throws IOException if rows could not be written
     */
    void prepare() throws IOException {
        SteadyFiles.checkWritable(file);
        refresh();
        if (lines.torn().length > 0 || lines.lines().stream().anyMatch(ResultLines.Line::damaged)) {
            setAside();
        }
    }

    private void setAside() throws IOException {
        ByteArrayOutputStream aside = new ByteArrayOutputStream();
        lines.lines().stream().filter(ResultLines.Line::damaged).forEach(line -> addTo(aside, line.bytes(), ""));
        if (lines.torn().length > 0) {
            addTo(aside, lines.torn(), "");
        }
        SteadyFiles.append(setAsideFile(), aside.toByteArray());
        rewrite(lines.columns());
    }

    private Path setAsideFile() {
        return file.resolveSibling(file.getFileName() + ".set-aside");
    }

    /**
     * Appends rows, all or none, and waits until the disk has them. Only for the holder of the lock.
     *
     * @param rows column names and values; a value that is null makes an empty cell
     * @throws IOException if the rows cannot be written; the file is unchanged then
     */
    public void append(List<? extends Map<String, ?>> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        prepare();
        Set<String> columns = new LinkedHashSet<>(lines.columns());
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (columns.size() > lines.columns().size()) {
            rewrite(new ArrayList<>(columns));
        }
        String text = rows.stream()
                .map(row ->
                        columns.stream().map(name -> cell(row.get(name))).collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
        SteadyFiles.append(file, text.getBytes(StandardCharsets.UTF_8));
        read();
    }

    /**
     * Rewrites the file with more columns, and without the lines that are not rows.
     *
     * @param columns all columns; the present ones come first
     */
    private void rewrite(List<String> columns) throws IOException {
        String further = ",".repeat(columns.size() - lines.columns().size());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (!columns.isEmpty()) {
            addTo(all, String.join(",", columns).getBytes(StandardCharsets.UTF_8), "");
        }
        lines.lines().stream().filter(line -> !line.damaged()).forEach(line -> addTo(all, line.bytes(), further));
        SteadyFiles.replace(file, all.toByteArray());
        read();
    }

    private static void addTo(ByteArrayOutputStream out, byte[] line, String further) {
        boolean returned = line.length > 0 && line[line.length - 1] == '\r';
        out.write(line, 0, returned ? line.length - 1 : line.length);
        out.writeBytes((further + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns all rows that can be read. Numbers are doubles; an empty cell is a missing value. */
    public Table table() {
        Table table = Table.create(file.getFileName().toString().replace(".csv", ""));
        for (int i = 0; i < lines.columns().size(); i++) {
            table.addColumns(column(i));
        }
        return table;
    }

    private Column<?> column(int index) {
        String name = lines.columns().get(index);
        List<String> cells = lines.lines().stream()
                .filter(ResultLines.Line::good)
                .map(line -> line.cells().get(index))
                .toList();
        if (heapwood.lab.plan.Column.isText(name)) {
            return StringColumn.create(name, cells);
        }
        return DoubleColumn.create(
                name,
                cells.stream()
                        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                        .toArray());
    }

    /**
     * Returns a line of text about the lines that are not read, and why; empty if all are read. An incomplete last line
     * does not count.
     */
    public String unread() {
        List<ResultLines.Line> unread =
                lines.lines().stream().filter(line -> !line.good()).toList();
        if (unread.isEmpty()) {
            return "";
        }
        ResultLines.Line first = unread.get(0);
        String more = unread.size() == 1 ? "" : " (and " + (unread.size() - 1) + " more)";
        return file + ", line " + first.number() + more + ": is not read: " + first.fault();
    }

    /** Returns a value as a cell: on one line, so that each line is a row, and in quotes where needed. */
    static String cell(Object value) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "";
        }
        String text = value.toString().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    static long valuesIn(Map<String, ?> row) {
        return row.values().stream().filter(value -> !cell(value).isEmpty()).count();
    }

    static String shortened(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }
}

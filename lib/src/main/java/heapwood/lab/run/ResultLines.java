package heapwood.lab.run;

import heapwood.lab.host.SteadyFiles;
import heapwood.lab.plan.Column;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The contents of a results file: its columns, and its lines, each with its fault if it has one. Reading a file changes
 * nothing.
 *
 * @param columns the names of the columns in order; empty if there are no results yet
 * @param lines all lines after the first, the empty ones left out
 * @param torn the bytes after the end of the last line, which a crash has cut short or another process is writing
 */
record ResultLines(List<String> columns, List<Line> lines, byte[] torn) {
    private static final String FIRST_COLUMN = "experiment";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** The upper limit of the first line's length, in bytes. */
    private static final int LONGEST_HEADER = 1 << 16;

    private static final ResultLines NONE = new ResultLines(List.of(), List.of(), new byte[0]);

    /**
     * A line of a results file.
     *
     * @param number the line's number, from 1
     * @param bytes the line without its end
     * @param cells the values; empty if the line is damaged
     * @param fault the fault; empty if there is none
     */
    record Line(int number, byte[] bytes, List<String> cells, String fault) {
        /** Returns whether the line is no row at all. A row that only this version cannot read is not damaged. */
        boolean damaged() {
            return cells.isEmpty();
        }

        boolean good() {
            return fault.isEmpty();
        }
    }

    /**
     * Reads a file, which need not exist.
     *
     * @throws IOException if the file cannot be read, or holds something other than results
     */
    static ResultLines of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NONE;
        }
        if (!startsLikeResults(file)) {
            throw new IOException(file + ", line 1: is no file of results: move it away, or choose another folder");
        }
        byte[] bytes = SteadyFiles.read(file);
        int end = indexOf((byte) '\n', bytes, 0);
        if (end < 0) {
            return new ResultLines(List.of(), List.of(), bytes);
        }
        List<String> columns = columns(file, textOf(bytes, 0, end).orElse(""));
        List<Line> lines = new ArrayList<>();
        int start = end + 1;
        for (int number = 2; (end = indexOf((byte) '\n', bytes, start)) >= 0; number++) {
            if (end > start && !(end == start + 1 && bytes[start] == '\r')) {
                lines.add(line(file, number, Arrays.copyOfRange(bytes, start, end), columns));
            }
            start = end + 1;
        }
        return new ResultLines(columns, lines, Arrays.copyOfRange(bytes, start, bytes.length));
    }

    /**
     * Returns whether the first line names columns. If a crash has cut the first line short, it must be the only one.
     */
    private static boolean startsLikeResults(Path file) throws IOException {
        byte[] start;
        try (InputStream in = new FileInputStream(file.toFile())) {
            start = in.readNBytes(LONGEST_HEADER);
        }
        int end = indexOf((byte) '\n', start, 0);
        String first = textOf(start, 0, end < 0 ? start.length : end).orElse("?");
        return start.length == 0 || first.startsWith(FIRST_COLUMN + ",") && (end >= 0 || first.matches("[a-z0-9_,]+"));
    }

    private static List<String> columns(Path file, String header) throws IOException {
        List<String> columns = cells(header);
        if (columns.contains("") || new HashSet<>(columns).size() < columns.size()) {
            throw new IOException(
                    file + ", line 1: does not name its columns, each once: mend it, or move the file away");
        }
        return columns;
    }

    private static Line line(Path file, int number, byte[] bytes, List<String> columns) throws IOException {
        Optional<String> text = textOf(bytes, 0, bytes.length);
        if (text.isEmpty()) {
            return damaged(number, bytes, "it is not text");
        }
        if (text.get().matches("(<<<<<<<|=======|>>>>>>>|\\|\\|\\|\\|\\|\\|\\|)( .*)?")) {
            return damaged(number, bytes, "it marks a merge conflict");
        }
        List<String> cells = cells(text.get());
        if (!cells.isEmpty() && cells.get(0).equals(FIRST_COLUMN)) {
            if (!cells.equals(columns)) {
                throw new IOException(
                        file + ", line " + number
                                + ": names other columns than line 1, and rows below may belong to either: give each its own file");
            }
            return damaged(number, bytes, "it repeats line 1");
        }
        if (cells.size() != columns.size()) {
            return damaged(
                    number,
                    bytes,
                    cells.isEmpty()
                            ? "its quotes do not match"
                            : "it has " + cells.size() + " cells where line 1 has " + columns.size());
        }
        return new Line(number, bytes, cells, faultIn(cells, columns));
    }

    private static Line damaged(int number, byte[] bytes, String fault) {
        return new Line(number, bytes, List.of(), fault);
    }

    /**
     * Returns a text about the first value that is not a number, or about missing values; empty if there is no fault. A
     * value that is not a number may be valid in another version, where its column is text.
     */
    private static String faultIn(List<String> cells, List<String> columns) {
        for (int i = 0; i < cells.size(); i++) {
            if (!Column.isText(columns.get(i)) && !isNumber(cells.get(i))) {
                return columns.get(i) + " is no number: " + Results.shortened(cells.get(i));
            }
        }
        int counted = columns.indexOf(Column.VALUES.label());
        if (counted < 0 || cells.get(counted).isEmpty()) {
            return "";
        }
        long values = cells.stream().filter(cell -> !cell.isEmpty()).count() - 1;
        double expected = Double.parseDouble(cells.get(counted));
        return values == expected ? "" : "it has " + values + " values where " + (long) expected + " were written";
    }

    private static boolean isNumber(String cell) {
        try {
            return cell.isEmpty() || !Double.isNaN(Double.parseDouble(cell)) || cell.equals("NaN");
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns the values of a line that was written by {@link Results#cell}; none if its quotes do not match. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (int at = 0; ; at++) {
            int end = endOfCell(line, at);
            if (end < 0) {
                return List.of();
            }
            String cell = line.substring(at, end);
            cells.add(
                    cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell);
            if (end == line.length()) {
                return cells;
            }
            at = end;
        }
    }

    /** Returns the position of the comma after a cell, or of the line's end; -1 if quotes do not match. */
    private static int endOfCell(String line, int start) {
        if (!line.startsWith("\"", start)) {
            int comma = line.indexOf(',', start);
            int end = comma < 0 ? line.length() : comma;
            return line.substring(start, end).contains("\"") ? -1 : end;
        }
        int quote = line.indexOf('"', start + 1);
        while (quote >= 0 && line.startsWith("\"", quote + 1)) {
            quote = line.indexOf('"', quote + 2);
        }
        boolean ends = quote >= 0 && (quote + 1 == line.length() || line.charAt(quote + 1) == ',');
        return ends ? quote + 1 : -1;
    }

    /**
     * Returns the line's text, without the byte order mark and the carriage return that editors add; empty if the bytes
     * are not text.
     */
    private static Optional<String> textOf(byte[] bytes, int start, int end) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
            text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            return text.chars().anyMatch(c -> c < ' ') ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int indexOf(byte wanted, byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}

package heapwood.notebook;

import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * A table with a name and a caption. As a cell's last value it appears as HTML, numbers to the right and in groups of three;
 * saved, it is a CSV file with the plain numbers. Units stand in the column names: {@code "insert time (s)"}.
 */
public final class Sheet {
    private final String name;
    private final String caption;
    private final Table table;

    private Sheet(String name, String caption, Table table) {
        this.name = ResultFolder.checkName(name);
        this.caption = Unmeasured.shown(caption.strip());
        this.table = Objects.requireNonNull(table);
    }

    /**
     * A sheet.
     *
     * @param name under which it is saved, such as {@code 01-footprint}
     * @param caption what it shows; empty for none
     * @param table what is in it
     * @throws IllegalArgumentException if the name is no good file name
     */
    public static Sheet of(String name, String caption, Table table) {
        return new Sheet(name, caption, table);
    }

    /**
     * Saves it as {@code results/<name>.csv}, whole or not at all, and returns it.
     *
     * @throws UncheckedIOException if the file cannot be written; the message names it
     */
    public Sheet saved() {
        StringWriter csv = new StringWriter();
        table.write().csv(csv);
        ResultFolder.save(name + ".csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Where {@link #saved} writes. */
    public Path csvFile() {
        return ResultFolder.path().resolve(name + ".csv");
    }

    /** The table as aligned lines, fractions with three digits, at most fifty rows. */
    public String text() {
        return new TableText(table).text();
    }

    /** What it shows. */
    public String caption() {
        return caption;
    }

    /** What is in it. */
    public Table table() {
        return table;
    }
}

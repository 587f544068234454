package heapwood.notebook;

import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * A table with a name and a caption. As a cell's last value it appears as HTML, with numbers right-aligned and in groups of three
 * digits. It is saved as a CSV file with the plain numbers. Units are part of the column names: {@code "insert time (s)"}.
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
     * Returns a sheet.
     *
     * @param name the name of the saved file, such as {@code 01-footprint}
     * @param caption a description of the table; empty for none
     * @param table the content
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Sheet of(String name, String caption, Table table) {
        return new Sheet(name, caption, table);
    }

    /**
     * Saves the sheet as {@code results/<name>.csv}, whole or not at all.
     *
     * @return this
     * @throws UncheckedIOException if the file cannot be written; the message names it
     */
    public Sheet saved() {
        StringWriter csv = new StringWriter();
        table.write().csv(csv);
        ResultFolder.save(name + ".csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Returns the path that {@link #saved} writes to. */
    public Path csvFile() {
        return ResultFolder.path().resolve(name + ".csv");
    }

    /** Returns the table as aligned lines, fractions with three digits, at most fifty rows. */
    public String text() {
        return new TableText(table).text();
    }

    /** Returns the caption, or an empty text if there is none. */
    public String caption() {
        return caption;
    }

    /** Returns the content. */
    public Table table() {
        return table;
    }
}

package heapwood.lab.rows;

import heapwood.lab.plan.Column;
import tech.tablesaw.api.Row;

/** The cells of a table of results, by their columns. */
public final class Cells {
    private Cells() {}

    /**
     * Returns a number of a row; NaN if the cell is empty.
     *
     * @param row the row
     * @param column a column of numbers
     */
    public static double number(Row row, Column column) {
        return row.getDouble(column.label());
    }

    /**
     * Returns a text of a row.
     *
     * @param row the row
     * @param column a column of text
     */
    public static String text(Row row, Column column) {
        return row.getString(column.label());
    }
}

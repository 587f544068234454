package heapwood.lab.rows;

import heapwood.lab.plan.Column;
import tech.tablesaw.api.Row;

/** Reads the cells of a table of results by their columns. */
final class Cells {
    private Cells() {}

    static double number(Row row, Column column) {
        return row.getDouble(column.label());
    }

    static String text(Row row, Column column) {
        return row.getString(column.label());
    }
}

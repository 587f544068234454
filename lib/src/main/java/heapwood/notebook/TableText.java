package heapwood.notebook;

import heapwood.profile.Quantity;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** The cells of a table as text, and their output as HTML or aligned lines. */
final class TableText {
    private static final int MOST_ROWS = 50;
    private static final String MISSING = "–";

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final int hidden;

    TableText(Relation table) {
        int shown = Math.min(MOST_ROWS, table.rowCount());
        hidden = table.rowCount() - shown;
        for (int row = 0; row < shown; row++) {
            rows.add(new ArrayList<>());
        }
        for (Column<?> column : table.columns()) {
            headings.add(column.name());
            numeric.add(column instanceof NumericColumn);
            boolean whole = column instanceof NumericColumn<?> numbers && isWhole(numbers);
            for (int row = 0; row < shown; row++) {
                rows.get(row).add(cell(column, row, whole));
            }
        }
    }

    /** Returns whether all numbers of a column are whole, as counts read from a file are. */
    private static boolean isWhole(NumericColumn<?> numbers) {
        for (int row = 0; row < numbers.size(); row++) {
            if (!numbers.isMissing(row) && numbers.getDouble(row) != Math.rint(numbers.getDouble(row))) {
                return false;
            }
        }
        return true;
    }

    private static String cell(Column<?> column, int row, boolean whole) {
        if (column.isMissing(row)) {
            return MISSING;
        }
        if (!(column instanceof NumericColumn<?> numbers)) {
            return Unmeasured.shown(column.getString(row));
        }
        if (!Double.isFinite(numbers.getDouble(row))) {
            return MISSING;
        }
        // A double holds only 53 bits of a long.
        return whole ? Si.grouped(((Number) column.get(row)).longValue()) : Quantity.fraction(numbers.getDouble(row));
    }

    String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (int i = 0; i < headings.size(); i++) {
            html.append("<th").append(align(i)).append('>').append(Renderings.escape(headings.get(i)));
            html.append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append("<td").append(align(i)).append('>').append(Renderings.escape(row.get(i)));
                html.append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        return hidden == 0 ? html.toString() : html + "<p>" + more() + "</p>";
    }

    /**
     * Returns the alignment both as an attribute and as a style: viewers of notebooks that are not trusted keep one or the other.
     */
    private String align(int column) {
        String side = numeric.get(column) ? "right" : "left";
        return " align=\"" + side + "\" style=\"text-align:" + side + "\"";
    }

    String text() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headings.get(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, headings, widths);
        rows.forEach(row -> line(text, row, widths));
        return hidden == 0 ? text.toString() : text + more() + "\n";
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(numeric.get(i) ? padding + cells.get(i) : cells.get(i) + padding)
                    .append("  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private String more() {
        return "… " + Si.grouped(hidden) + " more rows";
    }
}

package heapwood.notebook;

import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table of expectations, the figures measured, and whether each expectation holds: the end of each experiment.
 *
 * <pre>{@code
 * Verdicts verdicts = new Verdicts();
 * verdicts.add("no pause beyond 5 ms", Si.of(longest, "s"), longest < 0.005);
 * verdicts.sheet("06-verdicts", caption).saved()
 * }</pre>
 */
public final class Verdicts {
    private final Table table = Table.create(
            "verdicts", StringColumn.create("expected"), StringColumn.create("measured"), StringColumn.create("holds"));

    /**
     * Adds an expectation. If {@code measured} contains no measurement (it is blank, has NaN or an infinity for a figure, or says
     * "not available"), the expectation neither holds nor fails, whatever {@code holds} is, since any statement about no data is
     * true.
     *
     * @param expected the expectation, in words that a measurement can contradict
     * @param measured the figures that decide
     * @param holds whether the figures confirm the expectation
     * @return this
     */
    public Verdicts add(String expected, String measured, boolean holds) {
        Row row = table.appendRow();
        row.setString("expected", expected);
        if (Unmeasured.isIn(measured)) {
            row.setString("measured", measured.isBlank() ? "nothing" : Unmeasured.shown(measured));
            row.setString("holds", Unmeasured.WORDS);
        } else {
            row.setString("measured", measured);
            row.setString("holds", holds ? "yes" : "no");
        }
        return this;
    }

    /**
     * Returns all expectations, in the order in which they were added.
     *
     * @param name the name of the saved file: lower-case letters, digits and dashes
     * @param caption a description of the table; empty for none
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public Sheet sheet(String name, String caption) {
        return Sheet.of(name, caption, table);
    }
}

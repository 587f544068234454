package heapwood.notebook;

import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a notebook expected, what its run measured, and whether the one holds by the other: the end of each experiment.
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
     * Adds one. Where {@code measured} says that nothing was measured (it is blank, has NaN or an infinity for a figure, or says "not
     * available"), it neither holds nor fails, whatever {@code holds} is: all of no data is true.
     *
     * @param expected what was expected, so that it can be contradicted
     * @param measured the figures that decide
     * @param holds whether they bear it out
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

    /** All of them, in the order in which they were added. */
    public Sheet sheet(String name, String caption) {
        return Sheet.of(name, caption, table);
    }
}

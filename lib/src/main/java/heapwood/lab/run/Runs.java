package heapwood.lab.run;

import heapwood.lab.host.Status;
import heapwood.lab.plan.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The runs in a table of results, by one version of the code on one machine. A run is all rows of one trial with the
 * same time, from the first part to the last. A run that lacks some, as after a crash, is ignored.
 *
 * <p>The order in the table, not the time, decides which of two runs is the later one, since clocks jump.
 */
final class Runs {
    /**
     * The statuses that depend on other load of the machine and not on the trial; a run with one of these is repeated.
     */
    private static final Set<String> PASSING =
            Set.of(Status.HEAP_REFUSED.label(), Status.HEAP_NOT_RESERVED.label(), Status.KILLED.label());

    /** The columns without which a table cannot be used. */
    private static final List<Column> NEEDED = List.of(
            Column.TRIAL,
            Column.STATUS,
            Column.DETAIL,
            Column.PART,
            Column.PARTS,
            Column.TIME,
            Column.CODE,
            Column.MACHINE,
            Column.SYSTEM,
            Column.JDK_BUILD,
            Column.CORES,
            Column.LOAD_BEFORE);

    private final Table table;

    /** The rows of each trial's last run or, if one settled the trial, of the last one that did. */
    private final Map<String, List<Integer>> last = new HashMap<>();

    private final Set<String> settled = new HashSet<>();

    private Runs(Table table) {
        this.table = table;
    }

    /**
     * Finds the runs in a table.
     *
     * @param table the rows
     * @param file the file of the table, for messages
     * @param code the code's fingerprint
     * @param machine the machine's identity
     * @throws IOException if the table lacks columns; the message names the file and the columns
     */
    static Runs in(Table table, Path file, String code, String machine) throws IOException {
        Runs runs = new Runs(table);
        if (table.isEmpty()) {
            return runs; // Missing columns are added with the first row.
        }
        String missing = NEEDED.stream()
                .map(Column::label)
                .filter(name -> !table.containsColumn(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IOException(file + ", line 1: has no column " + missing
                    + ": add it, or move the file away, and its trials are measured again");
        }
        Map<String, List<Integer>> open = new LinkedHashMap<>();
        for (Row row : table) {
            if (row.getString(Column.CODE.label()).equals(code)
                    && row.getString(Column.MACHINE.label()).equals(machine)) {
                runs.add(row, open);
            }
        }
        return runs;
    }

    private void add(Row row, Map<String, List<Integer>> open) {
        String trial = row.getString(Column.TRIAL.label());
        String run = row.getString(Column.TIME.label()) + " " + trial;
        double part = row.getDouble(Column.PART.label());
        if (part == 1) {
            open.put(run, new ArrayList<>());
        }
        List<Integer> rows = open.get(run);
        if (rows == null || part != rows.size() + 1) {
            return; // An earlier part is missing, or this part is there twice.
        }
        rows.add(row.getRowNumber());
        if (part == row.getDouble(Column.PARTS.label())) {
            boolean settles = !PASSING.contains(row.getString(Column.STATUS.label()));
            if (settles || !settled.contains(trial)) {
                last.put(trial, rows);
            }
            if (settles) {
                settled.add(trial);
            }
        }
    }

    /** Returns whether a trial needs no further run. */
    boolean settled(String trial) {
        return settled.contains(trial);
    }

    /** Returns the rows of trials: for each the last run that settled it or, if there is none, the last run. */
    Table rowsOf(Set<String> trials) {
        int[] rows = last.entrySet().stream()
                .filter(run -> trials.contains(run.getKey()))
                .flatMap(run -> run.getValue().stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        return rows.length == 0 ? table.emptyCopy() : table.rows(rows);
    }
}

package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import heapwood.lab.host.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class RunsTest {
    private static final Path FILE = Path.of("pauses.csv");

    @TempDir
    Path directory;

    private Results results;

    @Test
    void aTrialWithAllItsPartsIsSettled() throws IOException {
        assertRuns(true, List.of(1.0, 2.0), run("10:00", "ok", 1, 2), run("10:00", "ok", 2, 2));
    }

    @Test
    void aRunThatLacksAPartDoesNotCount() throws IOException {
        assertRuns(false, List.of(), run("10:00", "ok", 1, 2));
        assertRuns(false, List.of(), run("10:00", "ok", 2, 2));
    }

    @Test
    void whatSaysNothingAboutTheTrialIsARowAndIsMeasuredAgain() throws IOException {
        for (Status status : List.of(Status.KILLED, Status.HEAP_REFUSED, Status.HEAP_NOT_RESERVED)) {
            assertRuns(false, List.of(1.0), run("10:00", status.label(), 1, 1));
        }
        for (Status status : List.of(Status.OUT_OF_MEMORY, Status.TIMED_OUT, Status.CRASHED)) {
            assertRuns(true, List.of(1.0), run("10:00", status.label(), 1, 1));
        }
    }

    @Test
    void aLaterRunTakesTheEarliersPlaceUnlessItSettlesNothing() throws IOException {
        assertRuns(true, List.of(2.0), run("10:00", "killed", 1, 1, 1), run("11:00", "ok", 1, 1, 2));
        assertRuns(true, List.of(1.0), run("10:00", "ok", 1, 1, 1), run("11:00", "killed", 1, 1, 2));
        assertRuns(true, List.of(2.0), run("10:00", "ok", 1, 1, 1), run("11:00", "failed", 1, 1, 2));
    }

    @Test
    void theLaterRunIsTheOneBelowWhateverTheClockSaid() throws IOException {
        assertRuns(true, List.of(2.0), run("10:00", "ok", 1, 1, 1), run("09:00", "ok", 1, 1, 2));
        assertRuns(true, List.of(2.0), run("10:00", "ok", 1, 1, 1), run("10:00", "ok", 1, 1, 2));
    }

    @Test
    void rowsThatAMergeHasDoubledOrMixedCountOnce() throws IOException {
        Map<String, Object> first = run("10:00", "ok", 1, 2);
        Map<String, Object> second = run("10:00", "ok", 2, 2);
        assertRuns(true, List.of(1.0, 2.0), first, second, first, second);
        assertRuns(true, List.of(1.0, 2.0), first, first, second, second);
        assertRuns(true, List.of(1.0, 2.0), first, run("11:00", "ok", 1, 2, 3), second);
    }

    @Test
    void aColumnThatIsMissingIsNamed() throws IOException {
        Map<String, Object> row = run("10:00", "ok", 1, 1);
        row.remove("status");
        row.remove("parts");
        IOException refused = assertThrows(IOException.class, () -> runs(row));
        assertEquals(
                "pauses.csv, line 1: has no column status, parts: add it, or move the file away, and its trials are measured again",
                refused.getMessage());
    }

    @SafeVarargs
    private void assertRuns(boolean settled, List<Double> objects, Map<String, Object>... rows) throws IOException {
        Runs runs = runs(rows);
        assertEquals(settled, runs.settled("one"));
        Table found = runs.rowsOf(Set.of("one"));
        assertEquals(objects, found.doubleColumn("objects").asList());
    }

    @SafeVarargs
    private Runs runs(Map<String, Object>... rows) throws IOException {
        results = Results.in(directory.resolve("pauses" + System.nanoTime() + ".csv"));
        results.append(List.of(rows));
        return Runs.in(results.table(), FILE, "abc", "here");
    }

    private static Map<String, Object> run(String time, String status, int part, int parts) {
        return run(time, status, part, parts, part);
    }

    private static Map<String, Object> run(String time, String status, int part, int parts, int objects) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("experiment", "lab");
        row.put("trial", "one");
        row.put("status", status);
        row.put("detail", "");
        row.put("part", part);
        row.put("parts", parts);
        row.put("objects", objects);
        row.put("time", time);
        row.put("code", "abc");
        row.put("machine", "here");
        row.put("system", "");
        row.put("jdk_build", "");
        row.put("cores", 2);
        row.put("load_before", 0.5);
        return row;
    }
}

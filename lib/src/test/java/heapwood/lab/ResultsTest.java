package heapwood.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ResultsTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choosesAFile() {
        file = directory.resolve("results/pauses.csv");
    }

    @Test
    void rowsComeBackAsTheyWereAppended() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 9_000_000_000L), row("two", "objects", 1.5)));
        Table table = results.table();
        assertEquals(List.of("one", "two"), table.stringColumn("trial").asList());
        assertEquals(9e9, table.doubleColumn("objects").get(0));
        assertEquals(1.5, table.doubleColumn("objects").get(1));
    }

    @Test
    void commasQuotesAndLineBreaksStayInsideTheirCell() throws IOException {
        String awkward = "said \"no\", then\nstopped";
        Results results = Results.in(file);
        results.append(List.of(row("one", "detail", awkward)));
        results.append(List.of(row("two", "detail", "x")));
        assertEquals(
                "said \"no\", then stopped",
                results.table().stringColumn("detail").get(0));
        assertEquals(2, results.table().rowCount());
    }

    @Test
    void whatIsNotKnownIsAMissingValue() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "load_before", Double.NaN), row("two", "load_before", null)));
        assertEquals(2, results.table().doubleColumn("load_before").countMissing());
    }

    @Test
    void aColumnThatComesLaterIsAddedAndEarlierRowsAreEmptyThere() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1)));
        results.append(List.of(row("two", "pause_ms", 2.5)));
        Table table = Results.in(file).table();
        assertEquals(List.of("experiment", "trial", "objects", "pause_ms"), table.columnNames());
        assertTrue(table.doubleColumn("pause_ms").isMissing(0));
        assertTrue(table.doubleColumn("objects").isMissing(1));
        assertEquals(2.5, table.doubleColumn("pause_ms").get(1));
    }

    @Test
    void aLineCutShortByACrashIsDroppedAndWritingGoesOn() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1), row("two", "objects", 2)));
        Files.writeString(file, "lab,thr", StandardOpenOption.APPEND);
        Results reopened = Results.in(file);
        reopened.append(List.of(row("four", "objects", 4)));
        assertEquals(
                List.of("one", "two", "four"),
                reopened.table().stringColumn("trial").asList());
    }

    @Test
    void aFileCutShortInItsFirstLineStartsAnew() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "experiment,tri");
        Results results = Results.in(file);
        assertEquals(0, results.table().rowCount());
        results.append(List.of(row("one", "objects", 1)));
        assertEquals(1, results.table().rowCount());
    }

    @Test
    void aFileOfSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "shopping list\nbread\n");
        IOException refused = assertThrows(IOException.class, () -> Results.in(file));
        assertTrue(refused.getMessage().contains("pauses.csv"), refused.getMessage());
        assertEquals("shopping list\nbread\n", Files.readString(file));
    }

    private static Map<String, Object> row(String trial, String column, Object value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("experiment", "lab");
        row.put("trial", trial);
        row.put(column, value);
        return row;
    }
}

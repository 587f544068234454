package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

final class BenchmarksTest {
    private static final String RESULT = """
            {"params": {"work": "MERGE_INTO_EMPTY", "tree": "%s", "chains": "200"},
             "primaryMetric": {"rawData": [[%d, 12.0], [14.0, 16.0]]},
             "secondaryMetrics": {"processorMillis": {"rawData": [[%d], [8.0]]}}}""";

    @TempDir
    private Path directory;

    @Test
    void resultsAreReadFromJmhsFormat() throws IOException {
        Path json = directory.resolve("results.json");
        Files.writeString(
                json, "[" + RESULT.formatted("REFERENCE", 10, 8) + "," + RESULT.formatted("FRAME_IDS", 1, 2) + "]");
        List<Benchmarks.Measurement> read = Benchmarks.read(json);
        assertEquals("merge-into-empty", read.get(0).work());
        assertEquals("frame-ids", read.get(1).tree());
        assertArrayEquals(new double[] {10, 12, 14, 16}, read.get(0).clockMillis());
        assertArrayEquals(new double[] {2, 8}, read.get(1).processorMillis());
        Table table = Benchmarks.table(read, "reference");
        assertEquals(List.of(8.0, 5.0), table.doubleColumn("processor (ms)").asList());
        assertEquals(
                List.of(1.0, 1.6),
                table.doubleColumn("times as fast, processor").asList());
        assertTrue(Double.isNaN(Benchmarks.times(read, read.get(0), "compact", Benchmarks.Measurement::clockMillis)));
    }

    @Test
    void whatIsNoResultIsToldByItsName() throws IOException {
        Path json = directory.resolve("none.json");
        for (String text : List.of("", "{}", "[{}]", "[{\"params\": 1}]", "[")) {
            Files.writeString(json, text);
            IOException e = assertThrows(IOException.class, () -> Benchmarks.read(json));
            assertTrue(e.getMessage().contains("none.json does not hold results"), e.getMessage());
        }
    }
}

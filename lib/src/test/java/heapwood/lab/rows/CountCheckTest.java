package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CountCheckTest {
    /** Two forests, a control for each JDK and one more for the first: 100 to 104 byte arrays without trees. */
    private static final Table ROWS = Table.create(
            "rows",
            StringColumn.create("tree", "reference", "reference", "reference", "reference", "reference"),
            StringColumn.create("held", "true", "false", "false", "false", "true"),
            StringColumn.create("jdk_build", "17", "17", "17", "25", "17"),
            StringColumn.create("collector", "G1", "G1", "G1", "G1", "Serial"),
            DoubleColumn.create("nodes", 10, 0, 0, 0, 5),
            DoubleColumn.create("objects", 30, 0, 0, 0, 14),
            DoubleColumn.create("bytes", 1600, 0, 0, 0, 800),
            DoubleColumn.create("tree_objects", 11, 0, 0, 0, 6),
            DoubleColumn.create("tree_arrays", 9, 1, 1, 1, 4),
            DoubleColumn.create("byte_arrays", 112, 100, 104, 900, 113),
            DoubleColumn.create("other_arrays", 77, 70, 70, 70, 70));

    @Test
    void byteArraysAreTheDifferenceToTheControlsOfTheSameJvmsOnly() {
        List<CountCheck> checks = CountCheck.of(ROWS);
        assertEquals(1, checks.size(), "a forest without a control cannot be checked");
        CountCheck check = checks.get(0);
        assertEquals(10, check.arrays());
        assertEquals(4, check.spread());
        assertEquals(30, check.histogramObjects());
        assertEquals(0, check.difference());
        assertEquals(3, check.objectsPerNode());
        assertEquals(160, check.bytesPerNode());
        assertEquals(30, CountCheck.table(checks).longColumn("by histogram").getLong(0));
    }

    @Test
    void aLineThroughExactPointsIsThatLine() {
        Line line = Line.through(new double[] {1, 2, 3, 4}, new double[] {5, 8, 11, 14});
        assertEquals(3, line.slope(), 1e-9);
        assertEquals(2, line.intercept(), 1e-9);
        assertEquals(0, line.slopeError(), 1e-6);
        assertEquals(1, line.fit(), 1e-9);
        assertEquals(100, line.xAt(302), 1e-6);
    }

    @Test
    void scatterWidensTheInterval() {
        Line line = Line.through(new double[] {1, 2, 3, 4}, new double[] {5, 9, 10, 14});
        assertTrue(line.slopeError() > 0.1 && line.fit() < 1);
    }

    @Test
    void oneAbscissaMakesNoLine() {
        assertThrows(IllegalArgumentException.class, () -> Line.through(new double[] {1, 1}, new double[] {2, 3}));
        assertThrows(IllegalArgumentException.class, () -> Line.through(new double[] {1}, new double[] {2, 3}));
    }
}

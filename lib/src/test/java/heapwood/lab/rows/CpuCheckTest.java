package heapwood.lab.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CpuCheckTest {
    private static final Table ROWS = Table.create(
            "rows",
            StringColumn.create("task", "window", "pause", "window"),
            StringColumn.create("jdk", "JDK 25", "JDK 25", "JDK 17"),
            StringColumn.create("flags", "", "", ""),
            StringColumn.create("collector", "ZGC", "ZGC", "G1"),
            DoubleColumn.create("process_cpu_ms", 1_000, 1, 2_000),
            DoubleColumn.create("measured_ms", 500, 1, 1_000),
            DoubleColumn.create("gc_cpu_jvm_ms", 600, 1, 500),
            DoubleColumn.create("gc_cpu_linux_ms", 590, 1, Double.NaN),
            DoubleColumn.create("gc_cpu_rest_ms", 620, 1, 400),
            DoubleColumn.create("gc_beans_ms", 750, 1, 300));

    @Test
    void eachSourceIsAPartOfTheProcessorTimeOfWindows() {
        List<CpuCheck> checks = CpuCheck.of(ROWS);
        assertEquals(2, checks.size());
        CpuCheck zgc = checks.get(1);
        assertEquals(0.6, zgc.byJvm(), 1e-9);
        assertEquals(1, zgc.pointsToSystem(), 1e-9);
        assertEquals(2, zgc.pointsToDifference(), 1e-9);
    }

    @Test
    void beansAreOverTheTimeByTheClockAndMayExceedIt() {
        CpuCheck zgc = CpuCheck.of(ROWS).get(1);
        assertEquals(1.5, zgc.byBeans(), 1e-9);
        assertEquals(90, zgc.pointsToBeans(), 1e-9);
    }

    @Test
    void whatIsNotAvailableStaysMissing() {
        CpuCheck g1 = CpuCheck.of(ROWS).get(0);
        assertTrue(Double.isNaN(g1.pointsToSystem()));
        assertTrue(CpuCheck.table(List.of(g1))
                .doubleColumn("JVM to Linux (points)")
                .isMissing(0));
    }
}

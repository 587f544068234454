package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentCommandTest {
    /** 3 objects a node, 2 a leaf, the root without a name, the tree itself, and the two that all such trees share. */
    private static final long LIVE_OF_ONE_TREE = 3 * 100_002 - 200 - 1 + 1 + 2;

    @Test
    void printsWhatTheOriginalPrintsWithLiveCountsAndACollectionBesideIt() {
        List<String> lines =
                CommandRun.of("assignment", "--trees", "1").assertWell().outLines();
        assertEquals(
                List.of(
                        "1. allocates one simple tree",
                        "  * objects allocated: N",
                        "  * objects live: 11",
                        "    (the original prints 9 here; --help says why)",
                        "2. measures GC time as a function of number of objects on heap",
                        "allocating 1 trees with width 200 and depth 500"),
                lines.subList(0, 6).stream()
                        .map(line -> line.replaceFirst("(?<=allocated: )\\d+", "N"))
                        .toList());
        // What a notebook's plan has started (JShell reads the class path in the background) may allocate meanwhile in
        // this JVM; how much it is in one of its own the jar's test asserts.
        assertTrue(number(lines.get(1), "  \\* objects allocated: (\\d+)") >= 12, lines.get(1));
        assertEquals(11, lines.size());
        long allocated = number(lines.get(6), "  \\* objects allocated: (\\d+)");
        long live = number(lines.get(7), "  \\* objects live: (\\d+)");
        assertEquals(LIVE_OF_ONE_TREE, live);
        assertTrue(allocated >= live, allocated + " allocated, " + live + " live");
        long allocatedBytes = number(lines.get(8), "  \\* bytes allocated: (\\d+)");
        long liveBytes = number(lines.get(9), "  \\* bytes live: (\\d+) \\([0-9.]+ per node\\)");
        assertTrue(allocatedBytes >= liveBytes - 64 && allocatedBytes < liveBytes * 1.1, lines::toString);
        number(lines.get(10), "  \\* full collection: ([0-9.]+) m?s pause");
    }

    @Test
    void aCompactTreeHasFewObjects() {
        List<String> lines = CommandRun.of("assignment", "--trees", "2", "--tree", "compact")
                .assertWell()
                .outLines();
        assertTrue(number(lines.get(2), "  \\* objects live: (\\d+)") <= 64, lines::toString);
        assertTrue(number(lines.get(6), "  \\* objects live: (\\d+)") <= 64, lines::toString);
    }

    @Test
    void stopsBeforeAStepThatTheHeapCannotHold() {
        CommandRun run = CommandRun.of("assignment", "--trees", "1000000");
        assertEquals(ExitCode.HEAP_TOO_SMALL, run.exitCode());
        assertEquals(5, run.outLines().size());
        assertTrue(
                run.err().matches("heapwood assignment: stopped before width 200 and depth 500: [^\n]+\n"), run.err());
    }

    private static long number(String line, String pattern) {
        assertTrue(line.matches(pattern), line);
        return (long) Double.parseDouble(line.replaceFirst(pattern, "$1"));
    }
}

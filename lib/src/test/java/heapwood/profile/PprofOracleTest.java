package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import heapwood.tree.CompactTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what is read of small profiles with what Go's own tool printed of them; the folder's README says what is in each. */
class PprofOracleTest {
    private static final Path CASES = Path.of("src/test/resources/pprof/cases");
    private static final Pattern ROW =
            Pattern.compile("\\s*(-?[0-9]+)\\s+\\S+%\\s+\\S+%\\s+(-?[0-9]+)\\s+\\S+%\\s+(.*)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "names",
                "pprof-function-without-name",
                "pprof-drop-frames",
                "drop",
                "drop-keep",
                "drop-all",
                "drop-reserved",
                "drop-inlined",
                "drop-empty",
                "drop-flags",
                "drop-parentheses",
                "drop-malformed",
                "keep-alone"
            })
    void everyFrameHasTheFlatAndCumulativeValueThatGosToolSays(String name) throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(CASES.resolve(name + ".pb.gz"), tree);
        assertEquals(printed(name), ours(tree));
    }

    /** Go's tool sums up by function, and so leaves out addresses. */
    private static Map<String, String> ours(CompactTree tree) {
        Map<String, Long> self = new TreeMap<>();
        Map<String, Long> total = new TreeMap<>();
        for (TopFrames.Frame frame : TopFrames.of(tree).byTotal(Integer.MAX_VALUE)) {
            String name = frame.name().startsWith("0x") ? "<unknown>" : frame.name();
            self.merge(name, frame.self(), Long::sum);
            total.merge(name, frame.total(), Long::sum);
        }
        Map<String, String> rows = new TreeMap<>();
        self.forEach((name, value) -> rows.put(name, value + " " + total.get(name)));
        return rows;
    }

    private static Map<String, String> printed(String name) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(CASES.resolve(name + ".top.txt"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(3), row.group(1) + " " + row.group(2));
            }
        }
        assertFalse(rows.isEmpty());
        return rows;
    }
}

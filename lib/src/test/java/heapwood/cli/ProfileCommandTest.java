package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.workload.TreeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileCommandTest {
    private static final String DATA = "../notebooks/data/";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theProcessorProfileHasItsKnownFigures(TreeKind kind) {
        CommandRun run = CommandRun.of("profile", DATA + "javac-cpu.collapsed.gz", "--tree", kind.toString())
                .assertWell();
        assertEquals("2,732", value(run, "stacks read"));
        assertEquals("4,010", value(run, "total"));
        assertEquals("27,299", value(run, "nodes"));
        assertEquals("144", value(run, "deepest stack"));
    }

    @Test
    void recordingsAndPprofProfilesAreReadAsWell() {
        CommandRun alloc = CommandRun.of("profile", DATA + "javac.jdk.jfr", "--event", "alloc", "--value", "samples")
                .assertWell();
        assertTrue(
                alloc.out().startsWith("stacks read                 2,236  of a JFR recording: alloc; also cpu (375)"));
        assertEquals("14", value(alloc, "  unknown"));
        assertEquals("401", value(alloc, "  truncated"));
        CommandRun pprof = CommandRun.of("profile", DATA + "go-types-cpu.pprof").assertWell();
        assertTrue(pprof.out().contains("total              32,060,000,000  nanoseconds"), pprof.out());
        CommandRun.of("profile", DATA + "go-types-cpu.pprof", "--value", "wall")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + DATA
                                + "go-types-cpu.pprof: has no value \"wall\": choose one of samples, cpu");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void theAllocationProfileHasItsKnownFigures(TreeKind kind) {
        CommandRun run = CommandRun.of("profile", DATA + "javac-alloc.collapsed.xz", "--tree", kind.toString())
                .assertWell();
        assertEquals("139,550", value(run, "stacks read"));
        assertEquals("329,848", value(run, "total"));
        assertEquals("1,276,333", value(run, "nodes"));
        assertEquals("4,550", value(run, "names"));
        assertEquals("246", value(run, "deepest stack"));
        long objects = Long.parseLong(value(run, "live objects").replace(",", ""));
        if (kind == TreeKind.REFERENCE) {
            // The original's 3,689,448, the tree itself, and the empty name and child array that nodes share.
            assertEquals(3_689_451, objects);
        } else {
            assertTrue(objects <= 64, objects + " live objects");
        }
        assertTrue(run.out().contains("31,435    9.5 %           31,435    9.5 %  byte[]_[i]"), run.out());
        assertTrue(run.out().contains("175,741   53.3 %  com/sun/tools/javac/comp/Attr.attribTree_[j]"), run.out());
    }

    @Test
    void framesAreListedBySelfAndByTotal() throws IOException {
        CommandRun run = CommandRun.of("profile", write("main;f;f 3\nmain 1\n")).assertWell();
        List<String> top =
                run.outLines().stream().filter(line -> line.contains("%")).toList();
        assertEquals(
                List.of(
                        "               3   75.0 %                3   75.0 %  f",
                        "               1   25.0 %                4  100.0 %  main",
                        "               1   25.0 %                4  100.0 %  main",
                        "               3   75.0 %                3   75.0 %  f"),
                top);
    }

    @Test
    void aProfileComesFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("a;b 5\n".getBytes(StandardCharsets.US_ASCII)));
        try {
            assertEquals("3", value(CommandRun.of("profile", "-").assertWell(), "nodes"));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anEmptyProfileIsAnEmptyTree() throws IOException {
        CommandRun run = CommandRun.of("profile", write("")).assertWell();
        assertEquals("1", value(run, "nodes"));
        assertEquals("0", value(run, "total"));
    }

    @Test
    void outputsAreWritten() throws IOException {
        Path svg = folder.resolve("flame.svg");
        Path collapsed = folder.resolve("merged.collapsed");
        CommandRun run = CommandRun.of(
                        "profile",
                        write("b 1\na;x 2\nb 3\n"),
                        "--flamegraph",
                        svg.toString(),
                        "--collapsed",
                        collapsed.toString())
                .assertWell();
        assertTrue(Files.readString(svg).startsWith("<svg "));
        assertEquals("a;x 2\nb 4\n", Files.readString(collapsed));
        assertTrue(run.out().contains("collapsed stacks: " + collapsed + " (2 lines)"));
    }

    @Test
    void aMalformedLineStopsTheCommandOrIsSkipped() throws IOException {
        String file = write("a 1\nb\nc 2\n");
        String reason = file + ", line 2: it has no count (an unsigned whole number) after a last space: b";
        CommandRun.of("profile", file).assertFailed(ExitCode.BAD_INPUT, "heapwood profile: " + reason);
        CommandRun run = CommandRun.of("profile", file, "--skip-malformed").assertWell();
        assertEquals("2", value(run, "stacks read"));
        assertEquals("1", value(run, "lines skipped"));
        assertTrue(run.out().contains("first: " + reason));
    }

    @Test
    void badInputIsOneLineAndLeavesNothing() throws IOException {
        CommandRun.of("profile", "no-such-file")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood profile: no-such-file: no such file");
        String file = write("a 1\n");
        CommandRun.of("profile", file, "--flamegraph", "out.pdf")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: out.pdf: a flame graph is written to a file whose name ends in .svg, .png or"
                                + " .html");
        Path inMissing = folder.resolve("missing/out.collapsed");
        CommandRun.of("profile", file, "--collapsed", inMissing.toString())
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + inMissing + ": cannot be written, there is no folder "
                                + inMissing.getParent());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(Path.of(file)), files.toList());
        }
    }

    @Test
    void controlCharactersOfAFrameNeverReachTheTerminal() throws IOException {
        CommandRun run = CommandRun.of("profile", write("\u001b[31mred 1\n")).assertWell();
        assertTrue(run.out().contains("\ufffd[31mred"), run.out());
    }

    /** The second column of the line that starts with a text. */
    private static String value(CommandRun run, String name) {
        return run.outLines().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip().split(" ")[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + name + " in " + run));
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("profile.collapsed"), text).toString();
    }
}

package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.Format;
import heapwood.profile.MillRecording;
import heapwood.profile.ProfileWriter;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void typesOfEventsAreListedOnRequestAndWhereNoneIsUsual() throws IOException {
        CommandRun list = CommandRun.of("profile", DATA + "javac.jdk.jfr", "--list-events")
                .assertWell();
        assertEquals(
                "          events            bytes   stacks  type",
                list.outLines().get(0));
        assertEquals(
                "           2,236           33,422      yes  jdk.ObjectAllocationSample",
                list.outLines().get(1));
        Path mill = folder.resolve("mill.jfr");
        MillRecording.write(mill, 1, 2);
        CommandRun unusual = CommandRun.of("profile", mill.toString()).assertWell();
        assertTrue(unusual.outLines().get(0).startsWith(mill + ": has none of cpu, wall, alloc, lock; choose one"));
        assertTrue(unusual.out().contains("yes  mill.Grind"), unusual.out());
        Path out = folder.resolve("x.svg");
        CommandRun failed = CommandRun.of("profile", mill.toString(), "--out", out.toString());
        assertEquals(ExitCode.BAD_INPUT, failed.exitCode());
        assertFalse(Files.exists(out));
    }

    @Test
    void eachKindOfEventIsReadInTurnOnRequest() throws IOException {
        Path out = folder.resolve("app.pprof.gz");
        CommandRun each = CommandRun.of("profile", DATA + "javac.jdk.jfr", "--event", "all", "--out", out.toString())
                .assertWell();
        assertEquals(
                List.of("== cpu", "== alloc"),
                each.outLines().stream().filter(line -> line.startsWith("==")).toList());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("app.alloc.pprof.gz", "app.cpu.pprof.gz"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        CommandRun alloc = CommandRun.of(
                        "profile", folder.resolve("app.alloc.pprof.gz").toString())
                .assertWell();
        assertTrue(alloc.out().contains("1,086,468,736"), alloc.out());
        for (List<String> more : List.of(List.of("--diff", "x"), List.of("y", "--merge"), List.of("--out", "-"))) {
            List<String> all = new ArrayList<>(List.of("profile", DATA + "javac.jdk.jfr", "--event", "all"));
            all.addAll(more);
            assertEquals(
                    ExitCode.BAD_INPUT,
                    CommandRun.of(all.toArray(new String[0])).exitCode());
        }
    }

    @Test
    void eachSideOfAComparisonHasItsFormatEventAndValue() {
        String jdk = DATA + "javac.jdk.jfr";
        String collapsed = DATA + "javac-cpu.collapsed.gz";
        String wall = "src/test/resources/jfr/async-profiler-wall.jfr.xz";
        CommandRun other = CommandRun.of("profile", jdk, "--event", "cpu", "--diff", collapsed)
                .assertWell();
        assertEquals("375", value(other, "total before"));
        assertEquals("4,010", value(other, "total after"));
        CommandRun chosen = CommandRun.of(
                        "profile", jdk, "--diff", jdk, "--diff-event", "alloc", "--diff-value", "samples")
                .assertWell();
        assertEquals("2,236", value(chosen, "total after"));
        CommandRun pprof = CommandRun.of(
                        "profile", jdk, "--diff", DATA + "go-types-cpu.pprof", "--diff-value", "samples")
                .assertWell();
        assertEquals("375", value(pprof, "total before"));
        CommandRun.of("profile", jdk, "--event", "alloc", "--diff", collapsed, "--equal-totals")
                .assertWell();
        assertRefused(": if that is meant, say so: --diff-event wall", jdk, "--diff", wall);
        assertRefused(
                ": choose with --diff-event and --diff-value, or compare shares with --equal-totals",
                jdk,
                "--diff",
                jdk,
                "--diff-event",
                "alloc");
        assertRefused(": choose with --event and --value", jdk, wall, "--merge");
        assertRefused(": give one", jdk, "--diff-event", "cpu");
    }

    private static void assertRefused(String end, String... args) {
        List<String> all = new ArrayList<>(List.of("profile"));
        all.addAll(List.of(args));
        CommandRun run = CommandRun.of(all.toArray(new String[0]));
        assertEquals(ExitCode.BAD_INPUT, run.exitCode());
        assertTrue(run.err().stripTrailing().endsWith(end), run.err());
    }

    @Test
    void partsOfARecordingAreChosenByTimeThreadAndState() {
        CommandRun part = CommandRun.of(
                        "profile",
                        DATA + "javac.jdk.jfr",
                        "--since",
                        "1s",
                        "--until=-500ms",
                        "--thread",
                        "^main$",
                        "--state",
                        "runnable,sleeping")
                .assertWell();
        assertEquals("362", value(part, "stacks read"));
        assertEquals("13", value(part, "  filtered out"));
        CommandRun.of("profile", DATA + "javac.jdk.jfr", "--since", "noon")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: Invalid value for option '--since': \"noon\" is no time: write 90s, 1m30s or 500ms"
                                + " after the recording's start, -30s before its end, or 2026-11-25T14:30:00Z"
                                + " (see heapwood profile --help)");
    }

    @Test
    void whatIsWholeOfACutRecordingIsReadOnRequest() {
        String cut = "src/test/resources/cases/jfr-last-chunk-cut.jfr";
        CommandRun refused = CommandRun.of("profile", cut);
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.err().contains("--salvage"), refused.err());
        CommandRun salvaged = CommandRun.of("profile", cut, "--salvage").assertWell();
        assertEquals("4", value(salvaged, "total"));
        assertEquals("2,033", value(salvaged, "  bytes left out"));
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
    void severalProfilesAreAddedUpOnRequest() throws IOException {
        String first = write("one", "a;b 5\n");
        String second = write("two", "a;b 2\nc 1\n");
        CommandRun.of("profile", first, second)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: there are 2 profiles: --merge adds them up, --diff compares");
        assertEquals(
                "8", value(CommandRun.of("profile", first, second, "--merge").assertWell(), "total"));
        CommandRun mixed = CommandRun.of("profile", first, DATA + "go-types-cpu.pprof", "--merge");
        assertEquals(ExitCode.BAD_INPUT, mixed.exitCode());
        assertTrue(mixed.err()
                .contains("go-types-cpu.pprof: counts nanoseconds, and what was read before counts samples"));
    }

    @Test
    void aDifferenceIsWrittenWithTwoCountsALineAndReadAgain() throws IOException {
        Path out = folder.resolve("diff.collapsed");
        CommandRun written = CommandRun.of(
                        "profile", write("x", "a;b 3\n"), "--diff", write("y", "a;b 5\nc 1\n"), "--out", out.toString())
                .assertWell();
        assertTrue(written.out().contains("collapsed stacks, before and after: " + out), written.out());
        assertEquals("a;b 3 5\nc 0 1\n", Files.readString(out));
        CommandRun read = CommandRun.of("profile", out.toString()).assertWell();
        assertEquals("3", value(read, "total before"));
        assertEquals("6", value(read, "total after"));
        String pprof = folder.resolve("d.pprof").toString();
        CommandRun.of("profile", write("x", "a 1\n"), "--diff", write("y", "a 2\n"), "--out", pprof)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: a difference is written as collapsed stacks with two counts a line, or drawn:"
                                + " give --out a name that ends in .collapsed, .svg, .png or .html");
    }

    @Test
    void twoProfilesAreComparedFrameByFrame() throws IOException {
        Path svg = folder.resolve("diff.svg");
        CommandRun run = CommandRun.of(
                        "profile",
                        write("one", "a;b 5\na;c 1\n"),
                        "--diff",
                        write("two", "a;b 2\nd 1\n"),
                        "--flamegraph",
                        svg.toString())
                .assertWell();
        assertEquals("6", value(run, "total before"));
        assertEquals("3", value(run, "total after"));
        assertTrue(run.out().contains("               5                2               -3  b"), run.out());
        assertTrue(run.out().contains("               0                1               +1  d"), run.out());
        assertTrue(Files.readString(svg).contains("b: 5 samples before, 2 samples after"));
        CommandRun.of("profile", write("x", ""), "--diff", write("y", ""), "--prune", "3")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: --prune and --min-weight leave out other nodes on either side: use them without"
                                + " --diff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- --diff -", "- - --merge", "- FILE - --merge", "- --diff - --equal-totals"})
    void standardInputIsReadOnce(String arguments) throws IOException {
        String file = write("one", "a 1\n");
        List<String> all = new ArrayList<>(List.of("profile"));
        all.addAll(List.of(arguments.replace("FILE", file).split(" ")));
        CommandRun.of(all.toArray(String[]::new))
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: standard input can be read once, and - names it 2 times");
    }

    @Test
    void theUnitOfValuesIsInTablesAndPictures() throws IOException {
        String recording = DATA + "javac.jdk.jfr";
        Path html = folder.resolve("x.html");
        Path svg = folder.resolve("x.svg");
        CommandRun bytes = CommandRun.of(
                        "profile",
                        recording,
                        "--event",
                        "alloc",
                        "--flamegraph",
                        html.toString(),
                        "--out",
                        svg.toString())
                .assertWell();
        assertTrue(bytes.out().contains("frames by self (bytes)"), bytes.out());
        assertTrue(bytes.out().contains("frames by total (bytes)"), bytes.out());
        assertTrue(Files.readString(html).contains("const units = ['bytes', 'kB'"));
        assertTrue(Files.readString(svg).contains(">all: 1.09 GB<"), "svg");
        CommandRun unknown = CommandRun.of("profile", write("a 1\n")).assertWell();
        assertTrue(unknown.out().contains("frames by self" + System.lineSeparator()), unknown.out());
    }

    @Test
    void aSideThatDoesNotSayItsUnitHasTheOthers() throws IOException {
        Path svg = folder.resolve("x.svg");
        CommandRun run = CommandRun.of(
                        "profile",
                        write("a 1000000\n"),
                        "--diff",
                        DATA + "javac.jdk.jfr",
                        "--diff-event",
                        "alloc",
                        "--flamegraph",
                        svg.toString())
                .assertWell();
        assertTrue(run.out().contains("frames by change of self (bytes)"), run.out());
        assertTrue(Files.readString(svg).contains(">all: 1 MB before, 1.09 GB after<"));
    }

    @Test
    void sharesOfDifferentUnitsAreToldInEachSidesOwn() throws IOException {
        Path svg = folder.resolve("x.svg");
        CommandRun run = CommandRun.of(
                        "profile",
                        DATA + "javac.jdk.jfr",
                        "--event",
                        "cpu",
                        "--diff",
                        DATA + "javac.jdk.jfr",
                        "--diff-event",
                        "alloc",
                        "--equal-totals",
                        "--flamegraph",
                        svg.toString())
                .assertWell();
        assertTrue(run.out().contains("frames by change of self (samples before, bytes after)"), run.out());
        assertTrue(Files.readString(svg).contains(">all: 375 samples before, 1.09 GB after<"));
    }

    @Test
    void valuesOfPprofProfilesThatMeanDifferentThingsAreNotCompared() throws IOException {
        String cpu = folder.resolve("cpu.pprof").toString();
        String wall = folder.resolve("wall.pprof").toString();
        new ProfileWriter().counting("cpu", "nanoseconds").write(tree(), Path.of(cpu), Format.PPROF);
        new ProfileWriter().counting("wall", "nanoseconds").write(tree(), Path.of(wall), Format.PPROF);
        CommandRun run = CommandRun.of("profile", cpu, "--diff", wall);
        run.assertFailedAfterOutput(
                ExitCode.BAD_INPUT,
                "heapwood profile: " + wall
                        + ": counts nanoseconds of wall, and what was read before counts nanoseconds of cpu: if that is"
                        + " meant, say so: --diff-value wall");
        CommandRun.of("profile", cpu, "--diff", wall, "--diff-value", "wall").assertWell();
        assertEquals(
                ExitCode.BAD_INPUT,
                CommandRun.of("profile", cpu, wall, "--merge").exitCode());
    }

    private static StackTree tree() {
        StackTree tree = new CompactTree();
        tree.insert("a;b".getBytes(StandardCharsets.US_ASCII), 3);
        return tree;
    }

    @Test
    void twoProfilesAreComparedAsIfTheirTotalsWereEqual() throws IOException {
        String before = write("one", "a 30\nb 10\n");
        String after = write("two", "a 5\nb 5\n");
        CommandRun run = CommandRun.of("profile", before, "--diff", after, "--equal-totals")
                .assertWell();
        assertEquals("40", value(run, "total before"));
        assertEquals("10", value(run, "total after"));
        assertEquals("0.2500", value(run, "scale"));
        assertTrue(
                run.out().contains("     self before      as compared            after           change  "), run.out());
        assertTrue(
                run.out().contains("              30                8                5               -3  a"),
                run.out());
        CommandRun.of("profile", before, "--equal-totals")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: --equal-totals says how to compare; say with what with --diff");
    }

    private static final String DIFFERENCE = "src/test/resources/cases/collapsed-diff-two-counts.folded";

    @Test
    void twoCountsALineAreComparedOrOneOfThemIsChosen() {
        CommandRun run = CommandRun.of("profile", DIFFERENCE).assertWell();
        assertEquals("13", value(run, "total before"));
        assertEquals("32", value(run, "total after"));
        assertEquals("3", value(run, "  difference"));
        assertTrue(run.out().contains("              10               25              +15  grind\n"), run.out());
        assertEquals(
                "13",
                value(CommandRun.of("profile", DIFFERENCE, "--column", "before").assertWell(), "total"));
        assertEquals(
                "32",
                value(CommandRun.of("profile", DIFFERENCE, "--column", "after").assertWell(), "total"));
        CommandRun last =
                CommandRun.of("profile", DIFFERENCE, "--column", "last").assertWell();
        assertTrue(last.out().contains("  grind 10\n"), last.out());
        CommandRun.of("profile", DIFFERENCE, "--merge", DIFFERENCE)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + DIFFERENCE
                                + ": is a difference, each line has two counts: choose one of them (--column before, --column"
                                + " after), or the last number of each line, whatever stands before it (--column last)");
    }

    @Test
    void fractionsAreMultipliedOnRequest() {
        String file = "src/test/resources/cases/collapsed-fractional.folded";
        assertEquals(
                "575", value(CommandRun.of("profile", file, "--scale", "100").assertWell(), "total"));
        CommandRun rounded = CommandRun.of("profile", file, "--scale", "1").assertWell();
        assertEquals("1", value(rounded, "  rounded"));
        CommandRun.of("profile", file, "--scale", "0")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: Invalid value for option '--scale': it must be more than 0, not 0 (see heapwood"
                                + " profile --help)");
    }

    @Test
    void commentsAreCounted() {
        CommandRun run = CommandRun.of("profile", "src/test/resources/cases/collapsed-comments-all-numeric.folded")
                .assertWell();
        assertEquals("40", value(run, "total"));
        assertEquals("2", value(run, "  comments"));
    }

    @Test
    void aDeepStackWrittenAsPprofIsReadBack() {
        Path out = folder.resolve("deep.pprof");
        CommandRun.of("profile", "src/test/resources/cases/collapsed-deep-1300.folded", "--out", out.toString())
                .assertWell();
        CommandRun again = CommandRun.of("profile", out.toString()).assertWell();
        assertEquals("7", value(again, "total"));
        assertEquals("1,300", value(again, "deepest stack"));
    }

    @Test
    void answersAreTreesOfTheirOwn() throws IOException {
        String file = write("main;run_[j];a 5\nmain;run_[j];b 3\nmain;idle 9\n");
        Path out = folder.resolve("out.txt");
        CommandRun run = CommandRun.of(
                        "profile",
                        file,
                        "--plain-names",
                        "--focus",
                        "^run$",
                        "--invert",
                        "--prune",
                        "3",
                        "--out",
                        out + "")
                .assertWell();
        assertEquals("a;run;main 5\n(other) 3\n".lines().sorted().toList(), Files.readAllLines(out));
        assertEquals("5", value(run, "nodes"));
        assertTrue(run.out().contains("with the root, of 6 read"), run.out());
        CommandRun.of("profile", file, "--focus", "(")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: Invalid value for option '--focus': \"(\" is no regular expression: Unclosed group"
                                + " at character 2 (see heapwood profile --help)");
    }

    @Test
    void treesAreWrittenInEveryFormatAndReadBack() throws IOException {
        String file = write("a;b 5\nc 3\n");
        for (String name : List.of("x.pprof", "x.frozen", "x.collapsed.xz")) {
            Path out = folder.resolve(name);
            CommandRun.of("profile", file, "--out", out.toString()).assertWell();
            assertEquals("8", value(CommandRun.of("profile", out.toString()).assertWell(), "total"));
        }
        Path odd = folder.resolve("odd.name");
        CommandRun.of("profile", file, "--out", odd.toString(), "--to", "frozen")
                .assertWell();
        assertTrue(CommandRun.of("profile", odd.toString()).assertWell().out().contains("of a frozen tree"));
        CommandRun.of("profile", file, "--to", "pprof")
                .assertFailed(
                        ExitCode.BAD_INPUT, "heapwood profile: --to says how to write a tree; say where with --out");
    }

    @Test
    void aNameThatSaysAnotherFormatOrNoneIsRefusedBeforeReading() {
        for (String name : List.of("x.csv", "x", "x.jfr", "x.gz", "x.pprof.bz2")) {
            Path out = folder.resolve(name);
            CommandRun.of("profile", "no-such-file", "--out", out.toString())
                    .assertFailed(
                            ExitCode.BAD_INPUT,
                            "heapwood profile: " + out + ": the name's end says no format; name a file that ends in "
                                    + ".collapsed, .folded, .frozen, .otlp, .pb, .pprof, .txt, .svg, .png or .html, perhaps with"
                                    + " .gz, .xz or .zst after it, or say one with --to");
        }
        CommandRun.of("profile", "no-such-file", "--out", folder + "/x.pprof", "--to", "frozen")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + folder
                                + "/x.pprof: the name's end says a pprof profile, and --to says a frozen tree");
        CommandRun.of("profile", "no-such-file", "--out", folder + "/x.svg", "--to", "pprof")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + folder
                                + "/x.svg: the name's end says a picture, and --to says a pprof profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "svg.gz", "html", "html.zst", "png"})
    void picturesAreWrittenByOutAsWell(String ending) throws IOException {
        Path out = folder.resolve("x." + ending);
        CommandRun run = CommandRun.of("profile", write("a;b 5\n"), "--out", out.toString())
                .assertWell();
        assertTrue(run.out().contains("flame graph: " + out), run.out());
        byte[] bytes = Files.readAllBytes(out);
        String start = new String(bytes, 0, 4, StandardCharsets.ISO_8859_1);
        assertTrue(
                start.equals("<svg")
                        || start.equals("<!DO")
                        || start.endsWith("PNG")
                        || ending.contains(".g")
                        || ending.contains(".z"),
                start);
    }

    @Test
    void aTreeGoesToStandardOutputAloneAndTheTablesToStandardError() throws IOException {
        CommandRun run = CommandRun.of("profile", write("b 3\na;b 5\n"), "--out", "-");
        assertEquals("a;b 5\nb 3\n", run.out());
        assertTrue(run.err().contains("frames by total"), run.err());
        assertEquals(ExitCode.OK, run.exitCode());
        assertFalse(Files.exists(Path.of("-")));
    }

    @Test
    void whatCannotBeWrittenEndsTheCommandBeforeReading() throws IOException {
        CommandRun.of("profile", "no-such-file", "--out", folder + "/..")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + folder
                                + "/..: the name's end says no format; name a file that ends in "
                                + ".collapsed, .folded, .frozen, .otlp, .pb, .pprof, .txt, .svg, .png or .html, perhaps with .gz,"
                                + " .xz or .zst after it, or say one with --to");
        Path directory = Files.createDirectory(folder.resolve("d.collapsed"));
        CommandRun.of("profile", "no-such-file", "--out", directory.toString())
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + directory + ": is a directory; name a file to write");
        CommandRun.of("profile", "no-such-file", "--flamegraph", Files.createDirectory(folder.resolve("d.svg")) + "")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + folder + "/d.svg: is a directory; name a file to write");
        CommandRun.of("profile", "no-such-file", "--min-weight", "-1")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood profile: --min-weight must be 0 or more, not -1");
        CommandRun.of("profile", "no-such-file", "--top", "-1")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood profile: --top must be 0 or more, not -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--focus", "--ignore", "--from", "--hide"})
    void anExpressionThatMatchesNoFrameIsSaid(String option) throws IOException {
        String file = write("main;run 5\n");
        CommandRun run = CommandRun.of("profile", file, option, "^walk$").assertWell();
        assertTrue(run.out().contains(option + " ^walk$: no frame matches"), run.out());
        assertFalse(CommandRun.of("profile", file, option, "^run$")
                .assertWell()
                .out()
                .contains("no frame matches"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--focus", "--ignore", "--from", "--hide"})
    void anExpressionThatRecursTooDeeplyEndsInOneLine(String option) throws IOException {
        String file = write("x".repeat(100_000) + " 1\n");
        CommandRun.of("profile", file, option, "^(x|y)*$")
                .assertFailedAfterOutput(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: " + option + " ^(x|y)*$: takes too deep a recursion on a long name; write it"
                                + " without a group that is repeated");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"jfr", "async-profiler"})
    void aProgramIsRecordedAndItsFramesAreListed(String recorder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        CommandRun run = CommandRun.of(
                        "profile",
                        "--record",
                        "--recorder",
                        recorder,
                        "--",
                        java,
                        "-cp",
                        "target/test-classes",
                        "heapwood.cli.BusyProgram",
                        "--top")
                .assertWell();
        assertEquals("3", value(run, "exit code"));
        assertTrue(run.out().contains("of a JFR recording: cpu"), run.out());
        assertTrue(run.out().contains("heapwood.cli.BusyProgram.spin"), run.out());
    }

    @Test
    void theRootOfAFileSystemIsNoProfileAndNoCommand() {
        CommandRun.of("profile", "/")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood profile: /: is a directory; name a profile");
        CommandRun.of("profile", "--record", "--", "/")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: the command to record must begin with java, as in: java -jar app.jar; it begins"
                                + " with /");
    }

    @Test
    void onlyAJavaCommandIsRecorded() {
        CommandRun.of("profile", "--record", "--", "ls", "-l")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood profile: the command to record must begin with java, as in: java -jar app.jar; it begins"
                                + " with ls");
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
                        "--out",
                        collapsed.toString())
                .assertWell();
        assertTrue(Files.readString(svg).startsWith("<svg "));
        assertEquals("a;x 2\nb 4\n", Files.readString(collapsed));
        assertTrue(run.out().contains("collapsed stacks: " + collapsed + " (10 B)"));
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
        CommandRun.of("profile", file, "--out", inMissing.toString())
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
        return write("profile.collapsed", text);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}

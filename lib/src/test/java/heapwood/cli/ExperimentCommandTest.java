package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentCommandTest {
    @TempDir
    Path directory;

    private String file;
    private String results;

    @BeforeEach
    void writesAnExperiment() throws IOException {
        file = Files.writeString(
                        directory.resolve("small.yaml"),
                        "{task: count, nodes: 1000, headroom: 2, collector: [Serial, G1], repetitions: 2}")
                .toString();
        results = directory.resolve("results").toString();
    }

    @Test
    void aDryRunListsEachTrialAndWhatAllOfThemTakeAndMeasuresNothing() {
        CommandRun run = CommandRun.of("experiment", "--dry-run", "--results", results, file)
                .assertWell();
        List<String> lines = run.outLines();
        assertEquals(5, lines.size(), run.out());
        assertTrue(lines.get(0).contains("count, Serial, JDK "), run.out());
        assertTrue(
                lines.get(4).startsWith("small: 4 trials, 0 of them measured already; about 0:02 min for all"),
                run.out());
        assertFalse(Files.exists(Path.of(results)));
    }

    @Test
    void aNotebooksTrialsAreAnExperimentToo() {
        CommandRun run = CommandRun.of(
                        "experiment",
                        "--dry-run",
                        "--results",
                        results,
                        "--scale",
                        "smoke",
                        file,
                        "../notebooks/02-counting-objects.ipynb")
                .assertWell();
        List<String> lines = run.outLines();
        assertTrue(lines.get(lines.size() - 2).startsWith("02-trials: 12 trials"), run.out());
        assertTrue(lines.get(lines.size() - 1).startsWith("all: 2 experiments, about 0:"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{a: , }", "'[', ''"})
    void aFileThatIsNestedTooDeeplyIsOneLine(String open, String close) throws IOException {
        Path deep = Files.writeString(directory.resolve("deep.yaml"), open.repeat(20_000) + close.repeat(20_000));
        CommandRun.of("experiment", "--dry-run", "--results", results, deep.toString())
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood experiment: " + deep + ": is nested too deeply to be an experiment");
    }

    @Test
    @Tag("slow")
    void whatIsMeasuredIsToldNextTime() throws IOException {
        CommandRun first =
                CommandRun.of("experiment", "--results", results, file).assertWell();
        assertEquals("4 trials, all measured now", first.outLines().get(0));
        assertEquals(5, Files.readAllLines(Path.of(results, "small.csv")).size());
        CommandRun dry = CommandRun.of("experiment", "--dry-run", "--results", results, file);
        assertTrue(dry.out().contains("4 trials, 4 of them measured already"), dry.out());
        CommandRun second =
                CommandRun.of("experiment", "--results", results, file).assertWell();
        assertTrue(second.out().startsWith("4 trials, 4 of them measured by earlier runs"), second.out());
    }

    @Test
    @Tag("slow")
    void aTrialThatFailsIsToldAndTheRestIsMeasured() throws IOException {
        Files.writeString(
                Path.of(file), "{task: count, nodes: [1000, 1000000], heap: 64m, collector: Serial, repetitions: 1}");
        CommandRun run = CommandRun.of("experiment", "--results", results, file).assertWell();
        assertTrue(run.outLines().get(1).startsWith("out of memory: count | "), run.out());
        assertEquals(3, run.outLines().size(), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not yet done", "not yet done\n"})
    void aDryRunLeavesNotesOfTheSameNameAsTheyAre(String content) throws IOException {
        Path notes = Files.writeString(Files.createDirectories(Path.of(results)).resolve("small.csv"), content);
        CommandRun.of("experiment", "--dry-run", "--results", results, file)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood experiment: " + notes
                                + ", line 1: is no file of results: move it away, or choose another folder");
        assertEquals(content, Files.readString(notes));
    }

    @Test
    void aDryRunSaysWhatIsNotReadAndLeavesIt() throws IOException {
        Path small = Files.writeString(
                Files.createDirectories(Path.of(results)).resolve("small.csv"), "experiment,trial\n=======\n");
        CommandRun run = CommandRun.of("experiment", "--dry-run", "--results", results, file)
                .assertWell();
        assertEquals(
                small + ", line 2: is not read: it marks a merge conflict",
                run.outLines().get(5));
        assertEquals("experiment,trial\n=======\n", Files.readString(small));
    }

    @Test
    @Tag("slow")
    @Timeout(120)
    void aProgramThatIsToldToEndSaysHowFarItCameAndLeavesNoChild() throws Exception {
        Files.writeString(Path.of(file), "{task: count, nodes: 10000000, heap: 1g, collector: Serial, repetitions: 2}");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "experiment",
                        "--results",
                        results,
                        file)
                .start();
        while (program.descendants().findAny().isEmpty() || Files.notExists(Path.of(results))) {
            assertTrue(program.isAlive());
            Thread.sleep(20);
        }
        List<ProcessHandle> children = program.descendants().toList();
        program.toHandle().destroy(); // Process.destroy closes what it says.
        String said = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(143, program.waitFor());
        List<String> lines = said.lines().toList();
        String end = lines.get(lines.size() - 1);
        assertTrue(end.startsWith("heapwood experiment: interrupted: small: 0 of 2 trials; 0:0"), said);
        assertTrue(end.endsWith("; what was measured is kept, and the same command goes on from there"), said);
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFileThatIsNotThereOrNoExperimentIsBadInput() throws IOException {
        CommandRun.of("experiment", "no/such.yaml")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood experiment: no/such.yaml: there is no such file");
        Files.writeString(Path.of(file), "{task: dance, nodes: 5, headroom: 2}");
        CommandRun.of("experiment", file)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood experiment: " + file
                                + ": task: there is no task \"dance\": use count, pause, window or ingest");
    }
}

package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotebookExperimentsTest {
    /** Relative to the library's directory, where its tests run. */
    private static final Path NOTEBOOKS = Path.of("../notebooks");

    private static final List<String> LABORATORY =
            List.of("02-counting-objects.ipynb", "05-measuring-gc.ipynb", "06-gc-pauses.ipynb", "07-gc-share.ipynb");

    @TempDir
    Path directory;

    @Test
    void aNotebooksExperimentsAreThoseThatItWouldRun() throws IOException {
        List<Experiment> experiments = NotebookExperiments.of(NOTEBOOKS.resolve(LABORATORY.get(0)), Scale.SMOKE);
        assertEquals(
                List.of("02-trials"), experiments.stream().map(Experiment::name).toList());
        assertEquals("smoke", experiments.get(0).scale());
        // Three sizes and three controls of both trees.
        assertEquals(12, experiments.get(0).trials().size());
    }

    @Test
    void nothingElseOfANotebookIsExecuted() throws IOException {
        Path notebook = notebook("import heapwood.notebook.*;", "throw new IllegalStateException(\"drawn\");");
        assertEquals(List.of(), NotebookExperiments.of(notebook, Scale.SMOKE));
    }

    @Test
    void aCellThatDoesNotCompileOrThrowsIsQuoted() throws IOException {
        assertMessage(
                "boolean x = missing; …: cannot find symbol", notebook("boolean x = missing;\\nTrials.run(null);"));
        assertMessage("java.lang.NullPointerException", notebook("((String) null).length(); // Trials.run("));
    }

    @Test
    void aFileThatIsNoNotebookIsNamed() throws IOException {
        assertMessage("is no notebook", Files.writeString(directory.resolve("x.ipynb"), "{\"a\": 1}"));
        assertMessage("is no notebook", Files.writeString(directory.resolve("x.ipynb"), "cells"));
    }

    @Test
    @Tag("slow")
    void eachScaleKeepsItsTimeAndItsMemory() throws IOException {
        Duration paper = Duration.ZERO;
        for (String name : LABORATORY) {
            Path notebook = NOTEBOOKS.resolve(name);
            assertAtMost(Duration.ofSeconds(20), 8, notebook, Scale.SMOKE);
            assertAtMost(Duration.ofMinutes(3), 8, notebook, Scale.LAPTOP);
            paper = paper.plus(assertAtMost(Duration.ofMinutes(60), 23, notebook, Scale.PAPER));
        }
        Duration all = paper;
        assertTrue(all.toMinutes() < 100, () -> "all of them take " + all + ", which leaves too little to the others");
    }

    private static Duration assertAtMost(Duration limit, int gigabytes, Path notebook, Scale scale) throws IOException {
        List<Trial> trials = NotebookExperiments.of(notebook, scale).stream()
                .flatMap(experiment -> experiment.trials().stream())
                .toList();
        Duration all = trials.stream().map(Trial::estimate).reduce(Duration.ZERO, Duration::plus);
        assertTrue(all.compareTo(limit) <= 0, () -> notebook + " at " + scale + " takes " + all);
        long bytes = trials.stream().mapToLong(Trial::neededBytes).max().orElseThrow();
        assertTrue(bytes < gigabytes * 1_000_000_000L, () -> notebook + " at " + scale + " needs " + bytes + " bytes");
        return all;
    }

    private void assertMessage(String part, Path notebook) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> NotebookExperiments.of(notebook, Scale.SMOKE))
                .getMessage();
        assertTrue(message.startsWith(notebook + ": "), message);
        assertTrue(message.contains(part), message);
    }

    private Path notebook(String... sources) throws IOException {
        StringBuilder cells = new StringBuilder();
        for (String source : sources) {
            cells.append(cells.isEmpty() ? "" : ", ")
                    .append("{\"cell_type\": \"code\", \"metadata\": {}, \"source\": \"")
                    .append(source.replace("\"", "\\\""))
                    .append("\"}");
        }
        return Files.writeString(directory.resolve("some.ipynb"), "{\"cells\": [" + cells + "]}");
    }
}

package heapwood.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentFileTest {
    private static final String WINDOWS = """
            name: windows
            task: window
            tree: [reference, compact]
            trees: [3, 10]
            collector: [G1, ZGC]
            headroom: [1.5, 2]
            millis: 200
            repetitions: 3
            seed: 7
            """;

    @TempDir
    Path directory;

    @Test
    void allCombinationsOfAllAxesAreTrials() throws IOException {
        Experiment experiment = read("x.yaml", WINDOWS);
        assertEquals("windows", experiment.name());
        assertEquals(7, experiment.seed());
        assertEquals(2 * 2 * 2 * 2 * 3, new HashSet<>(experiment.trials()).size());
        assertEquals(2 * 2 * 2 * 2 * 3, experiment.trials().size());
    }

    @Test
    void theSameWordsInJsonAreTheSameExperiment() throws IOException {
        String json = """
                {"name": "windows", "task": "window", "tree": ["reference", "compact"], "trees": [3, 10],
                 "collector": ["G1", "ZGC"], "headroom": [1.5, 2], "millis": 200, "repetitions": 3, "seed": 7}
                """;
        assertEquals(read("x.yaml", WINDOWS), read("x.json", json));
    }

    @Test
    void aTrialIsTheOneThatANotebookWouldMake() throws IOException {
        Experiment experiment =
                read("pauses.yaml", "{task: pause, nodes: 250000, headroom: 2, repetitions: 1, flags: -Xint}");
        Forest forest = Forest.ofNodes(TreeKind.REFERENCE, 250_000, 40);
        Trial trial =
                Trial.of(Task.PAUSE, forest, Jdk.current(), Collector.G1, 2).withFlags("-Xint");
        assertEquals(List.of(trial), experiment.trials());
        assertEquals("pauses", experiment.name());
    }

    @Test
    void aRealProfileIsAWorkload() throws IOException {
        Path stacks = Files.writeString(directory.resolve("a.collapsed"), "main;a 1\nmain;b 2\n");
        List<Trial> trials = read(
                        "real.yaml",
                        "{task: ingest, profile: a.collapsed, tree: [reference, compact], headroom: 2, repetitions: 1}")
                .trials();
        // The root, main, a and b.
        assertEquals(
                List.of(RealProfile.of(TreeKind.REFERENCE, stacks, 4), RealProfile.of(TreeKind.COMPACT, stacks, 4)),
                trials.stream().map(Trial::workload).toList());
    }

    @Test
    void aShapeOfOnesOwnIsAWorkload() throws IOException {
        Workload workload = read(
                        "shape.yaml", "{task: count, trees: 7, width: 3, depth: 4, symbol-bytes: 4, headroom: 2}")
                .trials()
                .get(0)
                .workload();
        assertEquals(new Forest(TreeKind.REFERENCE, 7, new TreeShape(3, 4, 4), Schedule.SEED, true), workload);
    }

    @Test
    void bothTreesGetTheSameHeap() throws IOException {
        Set<Long> heaps =
                read("x.yaml", "{task: pause, nodes: 1000000, headroom: 3, tree: [compact, reference]}")
                        .trials()
                        .stream()
                        .map(Trial::heapBytes)
                        .collect(Collectors.toSet());
        assertEquals(1, heaps.size());
        assertEquals(
                512L << 20,
                read("x.yaml", "{task: pause, nodes: 1000, heap: 512m}")
                        .trials()
                        .get(0)
                        .heapBytes());
    }

    @Test
    void allCollectorsAreSixAndThoseThatAJdkLacksWillBeRows() throws IOException {
        assertEquals(
                6,
                read("x.yaml", "{task: count, nodes: 1000, headroom: 2, collector: all, repetitions: 1}")
                        .trials()
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{task: count, nodes: 5, headroom: 2, speed: 9}      | speed: there is no such key: use name",
                "{task: dance, nodes: 5, headroom: 2}                | task: there is no task \"dance\": use count",
                "{task: count, node: 5, headroom: 2}                 | node: there is no such key: use name",
                "{task: count, nodes: 5, width: 3, headroom: 2}      | width: needs trees",
                "{task: count, trees: 5, width: 0, headroom: 2}      | width",
                "{task: ingest, nodes: 5, headroom: 2}               | only a real profile can be ingested",
                "{task: window, profile: no.collapsed, headroom: 2}  | no.collapsed cannot be read",
                "{task: window, profile: a.collapsed, headroom: 2}   | a window is for the task window",
                "{task: ingest, profile: bad.yaml, headroom: 2}      | profile: ",
                "{nodes: 5, headroom: 2}                             | task: there is no task \"\"",
                "{task: count, headroom: 2}                          | trees: give one of trees, nodes and profile",
                "{task: count, nodes: 5}                             | headroom: give either headroom or heap",
                "{task: count, nodes: x, headroom: 2}                | nodes: \"x\" is no whole number",
                "{task: count, nodes: -5, headroom: 2}               | nodes: -5 is out of range",
                "{task: count, nodes: [], headroom: 2}               | nodes: needs a value",
                "{task: count, nodes: 5, headroom: [wide]}           | headroom: \"wide\" is no number",
                "{task: count, nodes: 5, headroom: 1}                | choose more than 1",
                "{task: count, nodes: 5, heap: 3 GB}                 | heap: \"3 GB\" is no size of a heap: write 512m or 4g",
                "{task: count, nodes: 5, headroom: 2, jdk: 5}        | jdk: there is no JDK 5 here",
                "{task: count, nodes: 5, headroom: 2, collector: CMS} | there is no collector named \"CMS\"",
                "{task: count, nodes: 5, headroom: 2, tree: oak}     | there is no tree named \"oak\"",
                "{task: count, nodes: 5, headroom: 2, variant: fast} | there is no variant \"fast\": use plain",
                "{task: count, nodes: 5, headroom: 2, name: a/b}     | an experiment cannot be named \"a/b\"",
                "{task: [count, pause], nodes: 5, headroom: 2}       | task: needs exactly one value",
                "{task: count, nodes: 5, headroom: 2, repetitions: 0} | has no trials",
                "{task: count, nodes: 5                              | is neither YAML nor JSON",
                "count                                               | is no experiment",
            })
    void whatMakesNoSenseIsOneLineWithTheFilesName(String text, String part) throws IOException {
        Files.writeString(directory.resolve("a.collapsed"), "main;a 1\n");
        String message = assertThrows(IllegalArgumentException.class, () -> read("bad.yaml", text))
                .getMessage();
        assertTrue(message.startsWith(directory.resolve("bad.yaml") + ": "), message);
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** Relative to the library's directory, where its tests run. */
    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../notebooks/experiments"))) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesAreExperiments(Path file) throws IOException {
        Experiment experiment = ExperimentFile.read(file);
        assertEquals(file.getFileName().toString().replaceAll("\\..*", ""), experiment.name());
        assertTrue(experiment.trials().size() >= 30, () -> experiment.trials().size() + " trials");
    }

    private Experiment read(String name, String text) throws IOException {
        return ExperimentFile.read(Files.writeString(directory.resolve(name), text));
    }
}

package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.lab.child.Code;
import heapwood.lab.child.TrialMain;
import heapwood.lab.host.ChildFolder;
import heapwood.lab.host.ChildProcess;
import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import heapwood.lab.host.Machine;
import heapwood.lab.host.Memory;
import heapwood.lab.host.Status;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.plan.Window;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Real children: each ends in one of the ways in which children end. */
@Tag("slow")
class LaboratoryTest {
    private static final Forest SMALL = Forest.ofNodes(TreeKind.REFERENCE, 1_000, 40);
    private static final Forest LARGE = Forest.ofNodes(TreeKind.REFERENCE, 10_000_000, 40);

    @TempDir
    Path directory;

    private List<Path> leftBefore;

    @BeforeEach
    void looksAtTheTemporaryFiles() throws IOException {
        leftBefore = temporaryFiles();
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        List<Path> left = new ArrayList<>(temporaryFiles());
        left.removeAll(leftBefore);
        assertEquals(List.of(), left);
        assertEquals(0, children().count());
    }

    static Stream<Jdk> jdks() {
        return Jdks.found().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void bothCountsOfAForestAgreeUnderEveryCollector(Jdk jdk) throws Exception {
        Forest forest = Forest.ofNodes(TreeKind.REFERENCE, 10_000, 40);
        for (Collector collector : Collector.in(jdk)) {
            if (collector == Collector.EPSILON) {
                continue; // Its histogram counts garbage too.
            }
            Table full = measured(Trial.of(Task.COUNT, forest, jdk, collector, 2));
            Table control = measured(Trial.of(Task.COUNT, SMALL.asControl(), jdk, collector, 2));
            String where = jdk + " " + collector;
            assertEquals(forest.nodes(), number(full, "nodes"), where);
            assertEquals(forest.referenceObjects(), number(full, "objects"), where);
            assertEquals(forest.nodes() + forest.trees(), number(full, "tree_objects"), where);
            assertEquals(forest.nodes() - forest.leaves() + 1, number(full, "tree_arrays"), where);
            double names = number(full, "byte_arrays") - number(control, "byte_arrays");
            assertEquals(forest.nodes() - forest.trees(), names, 500, where);
            // The difference of bytes knows nothing of JOL's.
            double bytes = number(full, "tree_class_bytes")
                    + number(full, "byte_array_bytes")
                    - number(control, "byte_array_bytes");
            assertEquals(1, bytes / number(full, "bytes"), 0.03, where);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyCollectorsCollectionsAreSeen(Jdk jdk) throws Exception {
        for (Collector collector : Collector.in(jdk)) {
            Trial trial = Trial.of(Task.PAUSE, SMALL, jdk, collector, 2).withCollections(2);
            if (collector == Collector.EPSILON) {
                assertFails(Status.NO_COLLECTION, trial);
                continue;
            }
            Table rows = measured(trial);
            assertEquals(3, rows.rowCount());
            assertEquals(
                    List.of("true", "false", "false"),
                    rows.stringColumn("warm_up").asList());
            for (int i = 0; i < rows.rowCount(); i++) {
                double pause = rows.doubleColumn("pause_ms").get(i);
                double cycle = rows.doubleColumn("cycle_ms").get(i);
                String where = jdk + " " + collector + " " + rows.row(i);
                assertTrue(pause > 0 && pause <= cycle * 1.001, where);
                assertTrue(cycle <= rows.doubleColumn("call_ms").get(i) * 1.001, where);
                if (collector.stopsTheWorld()) {
                    assertEquals(cycle, pause, 0.001, where);
                }
                assertEquals("JVM", rows.stringColumn("gc_cpu_source").get(i), where);
                assertTrue(rows.doubleColumn("gc_cpu_ms").get(i) > 0, where);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void windowsOfBothTreesAreMeasuredUnderEveryCollector(Jdk jdk) throws Exception {
        Window window = new Window(SMALL, 100);
        for (Collector collector : Collector.in(jdk)) {
            Trial trial = Trial.of(Task.WINDOW, window, jdk, collector, 2).withCollections(1);
            Trial roomy = collector == Collector.EPSILON ? trial.withHeap(256 << 20) : trial;
            for (TreeKind tree : TreeKind.values()) {
                Table rows = measured(roomy.with(window.as(tree)));
                String where = jdk + " " + collector + " " + rows.row(0);
                assertEquals(SMALL.nodes(), number(rows, "nodes"), where);
                assertTrue(number(rows, "inserted_nodes") >= SMALL.nodes(), where);
                assertTrue(number(rows, "mutator_cpu_ms") > 0, where);
                assertTrue(number(rows, "gc_cpu_ms") >= 0, where);
                assertTrue(number(rows, "step_max_us") >= number(rows, "step_p50_us"), where);
                assertTrue(number(rows, "pause_ms") <= number(rows, "measured_ms"), where);
            }
        }
    }

    @Test
    void aWindowUnderEpsilonEndsBeforeItsHeapDoes() throws Exception {
        Window window = new Window(SMALL, 60_000);
        Table rows = measured(Trial.of(Task.WINDOW, window, Jdk.current(), Collector.EPSILON, 2)
                .withHeap(384 << 20));
        assertEquals("heap", rows.stringColumn("ended_by").get(0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void countingPrintsNothingButItsResult(Jdk jdk) throws Exception {
        Trial trial = Trial.of(Task.COUNT, SMALL, jdk, Collector.G1, 2);
        ChildProcess.Ended ended = ChildProcess.run(
                TrialRunner.command(trial, Code.classPath()), Duration.ofMinutes(1), ChildProcess.NO_TICKER);
        assertEquals("", ended.errors());
        List<String> lines =
                ended.output().lines().filter(line -> !line.isEmpty()).toList();
        assertEquals(1, lines.size(), ended.output());
        assertTrue(TrialMain.answerIn(lines.get(0)).isPresent());
    }

    @Test
    void aChildWhoseParentIsGoneEnds() throws Exception {
        Process child = new ProcessBuilder(TrialRunner.command(slow(), Code.classPath()).stream()
                        .map(word -> word.replace(ChildProcess.DIRECTORY, directory.toString()))
                        .toList())
                .start();
        child.getOutputStream().close();
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertEquals(4, child.exitValue());
    }

    @Test
    void aHeapTooSmallIsOutOfMemory() throws Exception {
        assertFails(Status.OUT_OF_MEMORY, trial(LARGE).withHeap(64 << 20));
    }

    @Test
    void everyCollectorsFullHeapIsOutOfMemoryOrTakesTooLong() throws Exception {
        for (Collector collector : Collector.in(Jdk.current())) {
            Trial trial = Trial.of(Task.COUNT, LARGE, Jdk.current(), collector, 2)
                    .withHeap(64 << 20)
                    .withPatience(Duration.ofSeconds(30));
            Table failed = failed(trial);
            Status status = Status.of(failed.stringColumn("status").get(0));
            // Shenandoah of JDK 17 was seen to try for minutes.
            Set<Status> expected = collector == Collector.SHENANDOAH
                    ? Set.of(Status.OUT_OF_MEMORY, Status.TIMED_OUT)
                    : Set.of(Status.OUT_OF_MEMORY);
            assertTrue(
                    expected.contains(status),
                    () -> collector + ": " + failed.stringColumn("detail").get(0));
        }
    }

    @Test
    void aHeapThatTheSystemDoesNotGiveIsNotReserved() throws Exception {
        // Flags later on a command line win: no guard of the laboratory sees this heap.
        assertFails(Status.HEAP_NOT_RESERVED, trial(SMALL).withFlags("-Xmx900000g", "-Xms900000g"));
    }

    /** The JVM reserves so much, for addresses are cheap, then the system refuses the memory, and the JVM leaves an error file. */
    @Test
    void aHeapThatIsReservedButNotGivenIsNotReserved() throws Exception {
        assumeTrue(Machine.current().system().startsWith("Linux"));
        String tooMuch = 40 * (Memory.total() >> 30) + "g";
        assertFails(Status.HEAP_NOT_RESERVED, trial(SMALL).withFlags("-Xmx" + tooMuch, "-Xms" + tooMuch));
    }

    /** Without the flag that ends a JVM at once, an exception ends it; with another, it aborts and leaves an error file. */
    @ParameterizedTest
    @CsvSource({"-XX:-ExitOnOutOfMemoryError, exit code 1: ", "-XX:+CrashOnOutOfMemoryError, exit code 1: Aborting"})
    void howeverAJvmEndsThatRanOutOfMemoryItIsOutOfMemory(String flag, String detail) throws Exception {
        Table rows = assertFails(
                Status.OUT_OF_MEMORY, trial(LARGE).withHeap(64 << 20).withFlags("-XX:-ExitOnOutOfMemoryError", flag));
        assertTrue(
                rows.stringColumn("detail").get(0).startsWith(detail),
                rows.stringColumn("detail").get(0));
    }

    @Test
    void aFlagThatIsIgnoredInSilenceShowsInTheCollector() throws Exception {
        // The collector's own flag is locked again, and what is locked is ignored.
        Trial epsilon = Trial.of(Task.COUNT, SMALL, Jdk.current(), Collector.EPSILON, 2)
                .withFlags("-XX:+IgnoreUnrecognizedVMOptions", "-XX:-UnlockExperimentalVMOptions");
        Table rows = assertFails(Status.WRONG_COLLECTOR, epsilon);
        assertTrue(rows.stringColumn("detail").get(0).startsWith("asked for Epsilon, and "));
    }

    @Test
    void aSizeThatNoJvmTakesDoesNotStart() throws Exception {
        assertFails(Status.NOT_STARTED, trial(SMALL).withFlags("-Xmx99999999999g"));
    }

    @Test
    void aChildWithAnExceptionHasFailed() throws Exception {
        Path stacks = Files.writeString(directory.resolve("a.collapsed.gz"), "not packed at all");
        RealProfile profile = RealProfile.of(TreeKind.REFERENCE, stacks, 3);
        Table rows = assertFails(Status.FAILED, Trial.of(Task.INGEST, profile, Jdk.current(), Collector.SERIAL, 2));
        assertTrue(
                rows.stringColumn("detail").get(0).contains("Exception"),
                rows.stringColumn("detail").get(0));
    }

    @Test
    void sizesThatContradictEachOtherDoNotStart() throws Exception {
        assertFails(Status.NOT_STARTED, trial(SMALL).withFlags("-Xmx32m"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aFlagThatTheJvmIgnoresIsNoResult(Jdk jdk) throws Exception {
        assumeTrue(jdk.feature() >= 24);
        Table rows = assertFails(
                Status.OPTION_IGNORED,
                Trial.of(Task.COUNT, SMALL, jdk, Collector.ZGC, 2).withFlags("-XX:-ZGenerational"));
        assertTrue(rows.stringColumn("detail").get(0).contains("ZGenerational"));
    }

    @Test
    void aHeapAboveTheAvailableMemoryIsRefusedBeforeAnythingStarts() throws Exception {
        Table rows = assertFails(Status.HEAP_REFUSED, trial(SMALL).withHeap(Memory.total()));
        assertEquals(0, number(rows, "wall_ms"));
        assertTrue(rows.stringColumn("detail").get(0).contains("available"));
    }

    @Test
    void anUnknownFlagIsNamed() throws Exception {
        Table rows = assertFails(Status.UNKNOWN_OPTION, trial(SMALL).withFlags("-XX:+UseNothingAtAll"));
        assertTrue(rows.stringColumn("detail").get(0).contains("UseNothingAtAll"));
    }

    @Test
    void twoCollectorsDoNotStart() throws Exception {
        assertFails(Status.NOT_STARTED, trial(SMALL).withFlags("-XX:+UseParallelGC"));
    }

    @Test
    void anotherCollectorThanAskedForIsNoResult() throws Exception {
        assertFails(
                Status.WRONG_COLLECTOR,
                Trial.of(Task.COUNT, SMALL, Jdk.current(), Collector.PARALLEL, 2)
                        .withFlags("-XX:-UseParallelGC", "-XX:+UseSerialGC"));
    }

    @Test
    void aChildThatTakesTooLongIsEnded() throws Exception {
        assertFails(Status.TIMED_OUT, trial(LARGE).withHeap(512 << 20).withPatience(Duration.ofMillis(600)));
    }

    @Test
    void outputThatIsNoResultIsGarbage() throws Exception {
        assertFails(Status.GARBAGE_OUTPUT, trial(SMALL).withFlags("-version"));
    }

    @Test
    void aJdkWithoutTheCollectorSaysSo() throws Exception {
        Path home = fakeJdk("echo 'Error: Option -XX:+UseShenandoahGC not supported'; exit 1");
        Jdk jdk = Jdk.at(home).orElseThrow();
        assertFails(Status.NO_COLLECTOR, Trial.of(Task.COUNT, SMALL, jdk, Collector.SHENANDOAH, 2));
    }

    @Test
    void aJavaThatCannotBeStartedIsNotStarted() throws Exception {
        Path home = fakeJdk("exit 0");
        Jdk jdk = Jdk.at(home).orElseThrow();
        assertTrue(Collector.G1.isIn(jdk));
        Files.delete(home.resolve("bin/java"));
        assertFails(Status.NOT_STARTED, Trial.of(Task.COUNT, SMALL, jdk, Collector.G1, 2));
    }

    @Test
    void aChildThatSomeoneKillsIsKilled() throws Exception {
        assertFails(Status.KILLED, slow(), ProcessHandle::destroyForcibly);
    }

    @Test
    void aJvmThatCrashesIsCrashed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")));
        assertFails(Status.CRASHED, slow(), child -> {
            try {
                new ProcessBuilder("/bin/kill", "-SEGV", Long.toString(child.pid())).start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void anInterruptEndsTheChildWithinASecondAndKeepsWhatWasMeasured() throws Exception {
        Experiment experiment = new Experiment(
                "interrupted",
                "smoke",
                List.of(trial(SMALL), slow()),
                seedWithFirstFirst(List.of(trial(SMALL), slow())));
        CountDownLatch secondRuns = new CountDownLatch(2);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                laboratory()
                        .telling(state -> {
                            if (state.done() == 1 && children().count() > 0) {
                                secondRuns.countDown();
                            }
                        })
                        .run(experiment);
            } catch (IOException | InterruptedException e) {
                end.set(e);
            }
        });
        runner.start();
        assertTrue(secondRuns.await(60, TimeUnit.SECONDS));
        long start = System.nanoTime();
        runner.interrupt();
        runner.join(10_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(InterruptedException.class, end.get().getClass());
        assertTrue(seconds < 1, () -> "it took " + seconds + " s");
        assertEquals(0, children().count());
        assertEquals(1, Results.in(directory.resolve("interrupted.csv")).table().rowCount());
    }

    @Test
    void whatIsMeasuredIsNotMeasuredAgainUnlessAskedFor() throws Exception {
        Experiment experiment = new Experiment("resumed", "smoke", trial(SMALL).repeated(2));
        Laboratory laboratory = laboratory();
        Laboratory.Outcome first = laboratory.run(experiment);
        assertEquals(List.of(0, 2), List.of(first.earlier(), first.now()));
        Laboratory.Outcome second = laboratory.run(experiment);
        assertEquals(List.of(2, 0), List.of(second.earlier(), second.now()));
        assertTrue(second.source().contains("earlier"), second.source());
        Laboratory.Outcome third = laboratory.again(true).run(experiment);
        assertEquals(List.of(0, 2), List.of(third.earlier(), third.now()));
        assertEquals(2, third.rows().rowCount());
        assertEquals(4, Results.in(directory.resolve("resumed.csv")).table().rowCount());
    }

    @Test
    void whatAStoppedRunHasMeasuredCanBeLookedAtWithoutMeasuringMore() throws Exception {
        List<Trial> trials = trial(SMALL).repeated(3);
        Laboratory laboratory = laboratory();
        laboratory.run(new Experiment("stopped", "smoke", trials.subList(0, 2)));
        Laboratory.Outcome outcome =
                laboratory.again(true).measuring(false).run(new Experiment("stopped", "smoke", trials));
        assertEquals(List.of(2, 0, 1), List.of(outcome.earlier(), outcome.now(), outcome.missing()));
        assertEquals(2, outcome.measured().rowCount());
        assertTrue(outcome.source().startsWith("2 of 3 trials, measured by earlier runs"), outcome.source());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "machine"})
    void whatOtherCodeOrAnotherMachineMeasuredIsKeptAndMeasuredAgain(String column) throws Exception {
        Experiment experiment = new Experiment("elsewhere", "smoke", List.of(trial(SMALL)));
        Laboratory laboratory = laboratory();
        Table mine = laboratory.run(experiment).rows();
        Path file = directory.resolve("elsewhere.csv");
        String here = mine.stringColumn(column).get(0);
        Files.writeString(file, Files.readString(file).replace(here, "0123456789ab"));
        assertEquals(0, laboratory.known(experiment));
        Laboratory.Outcome outcome = laboratory.run(experiment);
        assertEquals(List.of(0, 1), List.of(outcome.earlier(), outcome.now()));
        assertEquals("1 trials, all measured now", outcome.source());
        assertEquals(List.of(here), outcome.rows().stringColumn(column).asList());
        assertEquals(
                List.of("0123456789ab", here),
                Results.in(file).table().stringColumn(column).asList());
        assertEquals(1, laboratory.known(experiment));
    }

    @Test
    void aTrialWhoseRowsACrashCutShortIsMeasuredAgain() throws Exception {
        Experiment experiment = new Experiment(
                "torn", "smoke", List.of(Trial.of(Task.PAUSE, SMALL, Jdk.current(), Collector.SERIAL, 2)));
        Laboratory laboratory = laboratory();
        laboratory.run(experiment);
        Path file = directory.resolve("torn.csv");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() - 2));
        Files.writeString(file, lines.get(lines.size() - 2).substring(0, 50), StandardOpenOption.APPEND);
        Laboratory.Outcome outcome = laboratory.run(experiment);
        assertEquals(1, outcome.now());
        assertEquals(6, outcome.rows().rowCount());
    }

    @Test
    void everyRowSaysWhereItWasMeasured() throws Exception {
        Table rows = measured(trial(SMALL));
        for (String column : List.of("time", "machine", "cpu", "system", "jdk_build", "jvm_flags", "code", "scale")) {
            assertTrue(!rows.stringColumn(column).get(0).isEmpty(), column);
        }
        assertTrue(rows.stringColumn("jvm_flags").get(0).contains("-XX:+UseSerialGC"));
        assertTrue(number(rows, "cores") >= 1);
        assertTrue(number(rows, "wall_ms") > 0);
    }

    /** One that waits for no other: what its trials say of time is not looked at. */
    private Laboratory laboratory() {
        return Laboratory.in(directory).in(InstantSource.system(), directory.resolve("measuring.lock"));
    }

    private static Trial trial(Forest forest) {
        return Trial.of(Task.COUNT, forest, Jdk.current(), Collector.SERIAL, 2);
    }

    /** One that runs for some seconds. */
    private static Trial slow() {
        return trial(LARGE).withHeap(1L << 30);
    }

    private Table measured(Trial trial) throws Exception {
        Laboratory.Outcome outcome = laboratory().run(new Experiment("one", "smoke", List.of(trial)));
        assertEquals(0, outcome.failed().rowCount(), () -> outcome.failed().toString());
        String dictionary = Files.readString(outcome.file().resolveSibling("columns.md"));
        for (String name : outcome.rows().columnNames()) {
            assertTrue(dictionary.contains("| `" + name + "` |"), name);
        }
        return outcome.measured();
    }

    private Table assertFails(Status status, Trial trial) throws Exception {
        Laboratory.Outcome outcome = laboratory().run(new Experiment("one", "smoke", List.of(trial)));
        return onlyFailure(status, outcome);
    }

    private Table failed(Trial trial) throws Exception {
        Laboratory.Outcome outcome = laboratory().run(new Experiment("one", "smoke", List.of(trial)));
        assertEquals(0, outcome.measured().rowCount());
        return outcome.failed();
    }

    /** Fails a trial by doing something to its child once it has run for a second. */
    private void assertFails(Status status, Trial trial, Consumer<ProcessHandle> blow) throws Exception {
        Laboratory.Outcome outcome = laboratory()
                .telling(state -> {
                    if (state.elapsed().toMillis() > 900) {
                        children().forEach(blow);
                    }
                })
                .run(new Experiment("one", "smoke", List.of(trial)));
        onlyFailure(status, outcome);
    }

    private static Table onlyFailure(Status status, Laboratory.Outcome outcome) {
        assertEquals(0, outcome.measured().rowCount());
        assertEquals(1, outcome.failed().rowCount());
        String detail = outcome.failed().stringColumn("detail").get(0);
        assertEquals(status.label(), outcome.failed().stringColumn("status").get(0), detail);
        return outcome.failed();
    }

    private static long seedWithFirstFirst(List<Trial> trials) {
        long seed = 0;
        while (!new Experiment("seed", "smoke", trials, seed).shuffled().equals(trials)) {
            seed++;
        }
        return seed;
    }

    private Path fakeJdk(String script) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.99\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }

    private static double number(Table rows, String column) {
        return rows.doubleColumn(column).get(0);
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ChildFolder.prefix()))
                    .toList();
        }
    }
}

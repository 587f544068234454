package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around an experiment. Its JDK is a script that answers at once, or does what children do that go wrong. */
@Timeout(120)
class FaultsTest {
    private static final String ANSWER =
            "echo 'HEAPWOOD RESULT {\"collector\":\"Serial\",\"jvmFlags\":\"\",\"rows\":[{\"objects\":1}]}'";

    @TempDir
    Path directory;

    private Path results;
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        results = directory.resolve("results");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 15, 2, 1})
    void aChildThatASignalEndsIsARowAndIsMeasuredAgain(int signal) throws Exception {
        Experiment experiment = experiment(1, "kill -" + signal + " $$; sleep 60");
        Laboratory.Outcome outcome = laboratory().run(experiment);
        assertEquals(List.of("killed"), outcome.failed().stringColumn("status").asList());
        assertEquals(0, laboratory().known(experiment));
        script(ANSWER);
        Laboratory.Outcome again = laboratory().run(experiment);
        assertEquals(List.of(0, 1), List.of(again.earlier(), again.now()));
        assertEquals(List.of("ok"), again.rows().stringColumn("status").asList());
        assertEquals(2, rowsInFile());
        assertEquals(1, laboratory().known(experiment));
    }

    @Test
    void aJdkThatDoesNotAnswerIsNotTakenToLackACollector() throws Exception {
        Jdk jdk = jdk("case \"$*\" in *-version) kill -9 $$;; esac; " + ANSWER);
        assertTrue(Collector.G1.isIn(jdk));
        script("echo 'Error: Option -XX:+UseG1GC not supported'; exit 1");
        assertFalse(Collector.G1.isIn(jdk));
        script(ANSWER);
        assertFalse(Collector.G1.isIn(jdk));
    }

    @Test
    void aJdkThatIsNoneIsARowThatSaysSo() throws Exception {
        Jdk none = new Jdk(directory.resolve("nowhere"), "17.0.1", "17.0.1+1", "Nobody");
        Laboratory.Outcome outcome = laboratory().run(new Experiment("faults", "smoke", List.of(trial(none))));
        assertEquals(
                List.of("not started"), outcome.failed().stringColumn("status").asList());
        assertTrue(
                outcome.failed()
                        .stringColumn("detail")
                        .get(0)
                        .contains(none.java().toString()),
                () -> outcome.failed().stringColumn("detail").get(0));
    }

    @Test
    void aFolderThatCannotBeWrittenToIsToldBeforeTheFirstChildStarts() throws Exception {
        results = Files.writeString(directory.resolve("notes"), "bread").resolve("results");
        Experiment experiment = experiment(1, "touch " + directory.resolve("started") + "; " + ANSWER);
        IOException refused = assertThrows(IOException.class, () -> laboratory().run(experiment));
        assertTrue(refused.getMessage().contains("nothing is measured"), refused.getMessage());
        assertFalse(Files.exists(directory.resolve("started")));
    }

    @Test
    void notesThatHaveTheFilesNameStayAsTheyAre() throws Exception {
        Files.createDirectories(results);
        Path notes = Files.writeString(file(), "not yet done");
        Experiment experiment = experiment(1, ANSWER);
        assertThrows(IOException.class, () -> laboratory().known(experiment));
        assertThrows(IOException.class, () -> laboratory().run(experiment));
        assertEquals("not yet done", Files.readString(notes));
    }

    @Test
    void aCorruptLineInTheMiddleIsSaidAndItsTrialMeasuredAgain() throws Exception {
        Experiment experiment = experiment(3, ANSWER);
        laboratory().run(experiment);
        List<String> lines = Files.readAllLines(file());
        String corrupt = lines.get(2).substring(40);
        Files.write(file(), List.of(lines.get(0), lines.get(1), corrupt, "=======", lines.get(3)));
        assertEquals(2, laboratory().known(experiment));
        Laboratory.Outcome outcome = laboratory().run(experiment);
        assertEquals(List.of(2, 1), List.of(outcome.earlier(), outcome.now()));
        assertEquals(3, outcome.measured().rowCount());
        assertTrue(outcome.source().contains(file() + ", line 3 (and 1 more): is not read: "), outcome.source());
        assertEquals(List.of(corrupt, "======="), Files.readAllLines(file().resolveSibling("faults.csv.set-aside")));
        assertEquals(
                "3 trials, 3 of them measured by earlier runs of this code on this machine",
                laboratory().run(experiment).source());
    }

    @Test
    void aRowOfAnotherVersionStaysAndItsTrialIsMeasuredByThisOne() throws Exception {
        Experiment experiment = experiment(1, ANSWER);
        laboratory().run(experiment);
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0) + ",flavour", lines.get(1) + ",sweet"));
        Laboratory.Outcome outcome = laboratory().run(experiment);
        assertEquals(List.of(0, 1), List.of(outcome.earlier(), outcome.now()));
        assertEquals(lines.get(1) + ",sweet", Files.readAllLines(file()).get(1));
        assertTrue(outcome.source().contains("flavour is no number: sweet"), outcome.source());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "objects", "trial", "heap_mib"})
    void aColumnThatSomeoneHasRemovedIsSaidAndTheTrialsAreMeasuredAgain(String column) throws Exception {
        Experiment experiment = experiment(2, ANSWER);
        laboratory().run(experiment);
        removeColumn(column);
        assertEquals(0, laboratory().known(experiment));
        assertTrue(
                laboratory().unread(experiment).startsWith(file() + ", line 2 (and 1 more): is not read: it has "),
                () -> column);
        Laboratory.Outcome outcome = laboratory().run(experiment);
        assertEquals(List.of(0, 2), List.of(outcome.earlier(), outcome.now()));
        assertEquals(2, outcome.measured().rowCount());
        assertEquals(2, laboratory().known(experiment));
        assertEquals(5, Files.readAllLines(file()).size());
    }

    private void removeColumn(String column) throws IOException {
        List<String> without = new ArrayList<>();
        int index = ResultLines.cells(Files.readAllLines(file()).get(0)).indexOf(column);
        for (String line : Files.readAllLines(file())) {
            List<String> cells = new ArrayList<>(ResultLines.cells(line));
            cells.remove(index);
            without.add(cells.stream().map(Results::cell).collect(Collectors.joining(",")));
        }
        Files.write(file(), without);
    }

    @Test
    void aClockThatJumpsChangesNeitherDurationsNorWhichRunIsTheLast() throws Exception {
        Instant first = Instant.parse("2026-11-25T12:00:00Z");
        Experiment experiment = experiment(2, ANSWER);
        clock = new Jumping(first);
        laboratory().run(experiment);
        Laboratory.Outcome second = laboratory().again(true).run(experiment);
        for (double wall : second.rows().doubleColumn("wall_ms").asDoubleArray()) {
            assertTrue(wall >= 0 && wall < 120_000, () -> "it took " + wall + " ms");
        }
        assertEquals(2, second.rows().rowCount());
        for (String time : second.rows().stringColumn("time")) {
            assertTrue(Instant.parse(time).isBefore(first.minusSeconds(6_000)), time);
        }
        assertEquals(2, laboratory().known(experiment));
    }

    /** Goes an hour back each time that it is asked. */
    private static final class Jumping implements InstantSource {
        private Instant next;

        Jumping(Instant first) {
            next = first;
        }

        @Override
        public Instant instant() {
            Instant now = next;
            next = now.minusSeconds(3_600);
            return now;
        }
    }

    @Test
    void whatAnotherMeasuresMeanwhileIsNotMeasuredTwice() throws Exception {
        Experiment experiment = experiment(4, ANSWER);
        CountDownLatch secondWaits = new CountDownLatch(1);
        AtomicReference<Object> second = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                second.set(laboratory()
                        .telling(state -> {
                            if (state.running().startsWith("waiting: ")) {
                                secondWaits.countDown();
                            }
                        })
                        .run(experiment));
            } catch (IOException | InterruptedException e) {
                second.set(e);
            }
        });
        Laboratory.Outcome first = laboratory()
                .telling(state -> {
                    if (state.running().startsWith("count") && other.getState() == Thread.State.NEW) {
                        other.start();
                        await(secondWaits);
                    }
                })
                .run(experiment);
        other.join();
        Laboratory.Outcome outcome = (Laboratory.Outcome) second.get();
        assertEquals(4, first.now() + outcome.now());
        assertEquals(4, first.rows().rowCount());
        assertEquals(4, outcome.rows().rowCount());
        assertEquals(4, rowsInFile());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** With children that answer at once, most of the time goes into files: that is where interrupts meet them. */
    @Test
    void anInterruptAtAnyMomentIsAnInterruptAndNoRowIsLostOrTorn() throws Exception {
        Experiment experiment = experiment(3, ANSWER);
        Random random = new Random(20261125);
        int interrupted = 0;
        for (int round = 0; round < 15; round++) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            AtomicReference<Integer> done = new AtomicReference<>(0);
            CountDownLatch started = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                try {
                    laboratory()
                            .again(true)
                            .telling(state -> {
                                done.set(state.done());
                                started.countDown();
                            })
                            .run(experiment);
                } catch (Throwable e) {
                    end.set(e);
                }
            });
            int before = rowsInFile();
            thread.start();
            await(started);
            Thread.sleep(random.nextInt(60));
            thread.interrupt();
            thread.join();
            if (end.get() != null) {
                assertEquals(InterruptedException.class, end.get().getClass(), () -> String.valueOf(end.get()));
                interrupted++;
            }
            assertTrue(rowsInFile() - before >= done.get(), () -> "rows were lost");
            assertTrue(Files.notExists(file()) || Files.readString(file()).endsWith("\n"));
            assertTrue(Files.notExists(file().resolveSibling("faults.csv.set-aside")));
        }
        assertTrue(interrupted > 0);
    }

    @ParameterizedTest
    @CsvSource({"1, head -c 3000000 /dev/zero", "2, head -c 3000000 /dev/zero >&2"})
    void aChildThatFloodsItsOutputHasItsResult(int streams, String flood) throws Exception {
        Laboratory.Outcome outcome = laboratory().run(experiment(1, flood + "; echo; " + ANSWER));
        assertEquals(1, outcome.measured().rowCount(), () -> streams + ": " + outcome.failed());
    }

    private Laboratory laboratory() {
        return Laboratory.in(results).in(clock, directory.resolve("measuring.lock"));
    }

    private Experiment experiment(int repetitions, String script) throws IOException {
        return new Experiment("faults", "smoke", trial(jdk(script)).repeated(repetitions));
    }

    private static Trial trial(Jdk jdk) {
        return Trial.of(Task.COUNT, Forest.ofNodes(TreeKind.REFERENCE, 1_000, 40), jdk, Collector.SERIAL, 2);
    }

    private Jdk jdk(String script) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.99\"\n");
        script(script);
        return Jdk.at(home).orElseThrow();
    }

    private void script(String script) throws IOException {
        Path java = Files.writeString(directory.resolve("jdk/bin/java.new"), "#!/bin/sh\n" + script + "\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.move(java, directory.resolve("jdk/bin/java"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return results.resolve("faults.csv");
    }

    private int rowsInFile() throws IOException {
        return Results.in(file()).table().rowCount();
    }
}

package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.ChildProcessTest;
import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole programs that run an experiment, and are killed, or are two. */
@Tag("slow")
@Timeout(300)
class ParentTest {
    private static final Forest SMALL = Forest.ofNodes(TreeKind.REFERENCE, 1_000, 40);
    private static final Forest LARGE = Forest.ofNodes(TreeKind.REFERENCE, 10_000_000, 40);

    @TempDir
    Path directory;

    private Path temporary;

    /** Runs an experiment; its arguments: the directory, and how long its second trial may take, or 0 for two small trials. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            Laboratory.Outcome outcome = Laboratory.in(directory)
                    .in(InstantSource.system(), directory.resolve("measuring.lock"))
                    .run(experiment(Duration.ofMillis(Long.parseLong(args[1]))));
            System.out.println(outcome.earlier() + " earlier, " + outcome.now() + " now");
        }
    }

    private static Experiment experiment(Duration patience) {
        List<Trial> trials = patience.isZero()
                ? trial(SMALL).repeated(2)
                : List.of(trial(SMALL), trial(LARGE).withHeap(1L << 30).withPatience(patience));
        long seed = 0;
        while (!new Experiment("parents", "smoke", trials, seed).shuffled().equals(trials)) {
            seed++;
        }
        return new Experiment("parents", "smoke", trials, seed);
    }

    private static Trial trial(Forest forest) {
        return Trial.of(Task.COUNT, forest, Jdk.current(), Collector.SERIAL, 2);
    }

    @BeforeEach
    void makesAPlaceForTemporaryFiles() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aParentThatIsKilledLeavesNoChildAndGoesOnWhereItWas(boolean forcibly) throws Exception {
        Process parent = program(600_000);
        while (rows() < 1 || parent.toHandle().descendants().findAny().isEmpty()) {
            assertTrue(parent.isAlive(), () -> said(parent));
            Thread.sleep(20);
        }
        List<ProcessHandle> children = parent.toHandle().descendants().toList();
        if (forcibly) {
            parent.destroyForcibly();
        } else {
            parent.destroy();
        }
        parent.waitFor();
        children.forEach(child -> assertTrue(ChildProcessTest.ends(child)));
        for (ProcessHandle child : children) {
            assertFalse(Files.exists(Path.of("/tmp/.java_pid" + child.pid())));
        }
        assertEquals(1, rows());
        assertEquals(forcibly, !childFolders().isEmpty());
        Process next = program(1);
        assertEquals(0, next.waitFor(), () -> said(next));
        assertEquals("1 earlier, 1 now", said(next));
        assertEquals(2, rows());
        assertEquals(List.of(), childFolders());
    }

    @Test
    void twoAtOnceMeasureEachTrialOnce() throws Exception {
        Process one = program(0);
        Process two = program(0);
        assertEquals(0, one.waitFor(), () -> said(one));
        assertEquals(0, two.waitFor(), () -> said(two));
        String both = said(one) + "; " + said(two);
        List<String> splits = List.of(
                "0 earlier, 2 now; 2 earlier, 0 now",
                "1 earlier, 1 now; 1 earlier, 1 now",
                "2 earlier, 0 now; 0 earlier, 2 now");
        assertTrue(splits.contains(both), both);
        assertEquals(2, rows());
        assertFalse(Files.exists(directory.resolve("parents.csv.set-aside")));
    }

    private Process program(long patienceMillis) throws IOException {
        List<String> command = new ArrayList<>(List.of(Jdk.current().java().toString()));
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+PerfDisableSharedMem", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        command.addAll(List.of(directory.toString(), String.valueOf(patienceMillis)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String said(Process program) {
        try {
            return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int rows() throws IOException {
        return Results.in(directory.resolve("parents.csv")).table().rowCount();
    }

    private List<Path> childFolders() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}

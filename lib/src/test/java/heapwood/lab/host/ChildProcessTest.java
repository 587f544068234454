package heapwood.lab.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
public class ChildProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 4 << 20;

    @TempDir
    Path directory;

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    }

    @Test
    void atATimeOutAllThatTheChildHasStartedEnds() throws Exception {
        ChildProcess.Ended ended =
                run("sleep 300 & echo $!; (sleep 300 & echo $!; wait) & echo $!; wait", Duration.ofSeconds(1));
        assertTrue(ended.timedOut());
        List<String> started = ended.output().lines().toList();
        assertEquals(3, started.size());
        started.forEach(ChildProcessTest::assertEnds);
    }

    @Test
    void anInterruptEndsAllThatTheChildHasStarted() throws Exception {
        Path pid = directory.resolve("pid");
        Thread thread = new Thread(() -> assertThrows(
                InterruptedException.class,
                () -> run("sleep 300 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait", PATIENCE)));
        thread.start();
        while (!Files.exists(pid)) {
            Thread.sleep(10);
        }
        thread.interrupt();
        thread.join();
        assertEnds(Files.readString(pid).strip());
    }

    @Test
    void anInterruptBeforeTheStartIsAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> run("exit 0", PATIENCE));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void ofAFloodOnBothStreamsTheStartAndTheEndAreKept() throws Exception {
        ChildProcess.Ended ended = run(flood("20M"), PATIENCE);
        assertFlooded(ended);
    }

    @Test
    @Tag("slow")
    void aFloodOfGigabytesTakesNoMoreMemory() throws Exception {
        assertFlooded(run(flood("2G"), PATIENCE.multipliedBy(2)));
    }

    private static String flood(String bytes) {
        String many = "head -c " + bytes + " /dev/zero | tr '\\0' x";
        return "echo first; echo cause >&2; " + many + " & " + many + " >&2; wait; echo; echo last; echo; echo why >&2";
    }

    private static void assertFlooded(ChildProcess.Ended ended) {
        assertFalse(ended.timedOut());
        assertEquals(0, ended.exitCode());
        assertTrue(ended.output().startsWith("first\n"));
        assertTrue(ended.output().endsWith("\nlast\n\n"));
        assertTrue(ended.errors().startsWith("cause\n"));
        assertTrue(ended.errors().endsWith("why\n"));
        assertTrue(
                ended.output().length() <= MOST_KEPT,
                () -> "kept " + ended.output().length());
        assertTrue(
                ended.errors().length() <= MOST_KEPT,
                () -> "kept " + ended.errors().length());
    }

    @Test
    void itsFolderIsGoneAfterwards() throws Exception {
        ChildProcess.Ended ended = run("pwd; touch left; mkdir more; touch more/left", PATIENCE);
        assertFalse(Files.exists(Path.of(ended.output().strip())));
    }

    @Test
    void foldersWhoseLockIsFreeAreLeftAndOthersAreInUse() throws Exception {
        Path left = childFolder("heapwood-child-of-1-a");
        Files.createFile(left.resolve("parent.lock"));
        Files.createDirectories(left.resolve("jfr/repository"));
        Path old = childFolder("heapwood-child-of-1-b");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path beingMade = childFolder("heapwood-child-of-1-c");
        Path mine = childFolder(ChildFolder.prefix() + "d");
        Files.createFile(mine.resolve("parent.lock"));
        Path other = childFolder("other");
        Path link = Files.createSymbolicLink(directory.resolve("heapwood-child-of-1-e"), other);
        ChildFolder.removeLeft(directory);
        assertEquals(Stream.of(beingMade, mine, other, link).sorted().toList(), list(directory));
    }

    /** A lock of this JVM stands for that of a JVM that lives: it is found taken. */
    @Test
    void aFolderThatIsLockedStays() throws Exception {
        Path used = childFolder("heapwood-child-of-1-a");
        try (FileChannel channel =
                FileChannel.open(used.resolve("parent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            ChildFolder.removeLeft(directory);
        }
        assertTrue(Files.exists(used));
    }

    private Path childFolder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static ChildProcess.Ended run(String script, Duration patience) throws IOException, InterruptedException {
        return ChildProcess.run(List.of("/bin/sh", "-c", script), patience, ChildProcess.NO_TICKER);
    }

    private static void assertEnds(String pid) {
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(process -> assertTrue(ends(process), () -> "process " + pid + " is alive"));
    }

    public static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            return !process.isAlive();
        }
    }
}

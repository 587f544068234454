package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that is told to end by a signal, in a JVM of its own. */
@Tag("slow")
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class EndingTest {
    @TempDir
    private Path folder;

    private Path temporary;
    private Process process;

    @AfterEach
    void endTheProcess() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aPackedRecordingThatIsBeingUnpackedLeavesNoFile(String signal, int exitCode) throws Exception {
        start("profile", "-");
        OutputStream in = process.getOutputStream();
        GZIPOutputStream packed = new GZIPOutputStream(in, true);
        packed.write(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1});
        packed.write(new byte[1 << 20]);
        packed.flush();
        in.flush();
        await(() -> !leftBehind().isEmpty());
        assertEnds(signal, exitCode);
        // How far reading came.
        assertTrue(errors().contains("interrupted: "), errors());
        assertTrue(errors().contains("bytes read after"), errors());
        in.close();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aProgramThatIsBeingRecordedIsEnded(String signal, int exitCode) throws Exception {
        Path started = folder.resolve("started");
        start(
                "profile",
                "--record",
                "--",
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                SleepyProgram.class.getName(),
                started.toString());
        await(() -> Files.exists(started) && Files.readString(started).endsWith("\n"));
        long recorded = Long.parseLong(Files.readString(started).strip());
        assertEnds(signal, exitCode);
        assertTrue(errors().contains("interrupted: recording "), errors());
        await(() -> ProcessHandle.of(recorded).filter(ProcessHandle::isAlive).isEmpty());
        assertEquals(List.of(), leftBehind());
    }

    @Test
    void aProfileThatNeverEndsIsLeft() throws Exception {
        start("profile", "-");
        process.getOutputStream().write("a;b 3\n".getBytes());
        process.getOutputStream().flush();
        // It says so after two seconds; nothing interrupts waiting for standard input.
        await(() -> errors().contains("bytes read"));
        assertEnds("TERM", 143);
        assertTrue(errors().contains("interrupted: "), errors());
    }

    private void start(String... arguments) throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void assertEnds(String signal, int exitCode) throws Exception {
        assumeTrue(
                !signal.equals("INT") || !ignoresInterrupts(),
                "this JVM's children ignore SIGINT, since it was started in the background");
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
        assertEquals(exitCode, process.exitValue());
        assertEquals(List.of(), leftBehind());
    }

    private boolean ignoresInterrupts() throws IOException {
        String ignored = Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D*:\\s*", "");
        return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** Something that comes true sooner or later. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            assertFalse(Thread.interrupted());
            Thread.sleep(20);
        }
    }
}

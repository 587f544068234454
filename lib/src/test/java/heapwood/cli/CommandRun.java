package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command printed and how it ended. */
record CommandRun(int exitCode, String out, String err) {
    /** Runs a command in this JVM. */
    static CommandRun of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    /** Asserts that it ended well and said nothing on standard error, short of progress. */
    CommandRun assertWell() {
        assertEquals(ExitCode.OK, exitCode, this::toString);
        assertEquals(
                List.of(), err.lines().filter(line -> !line.startsWith("  ")).toList());
        return this;
    }

    /** Asserts that it ended with this code and said this one line on standard error, whatever it had printed before. */
    void assertFailedAfterOutput(int code, String line) {
        assertEquals(line + System.lineSeparator(), err);
        assertEquals(code, exitCode);
    }

    /** Asserts that it ended with this code, printed nothing, and said this one line on standard error. */
    void assertFailed(int code, String line) {
        assertEquals(line + System.lineSeparator(), err);
        assertEquals("", out);
        assertEquals(code, exitCode);
    }
}

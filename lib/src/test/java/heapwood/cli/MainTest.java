package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void withoutACommandPrintsHelpThatNamesEveryCommandAndExitCode() {
        CommandRun run = CommandRun.of().assertWell();
        for (String expected : new String[] {
            "assignment", "generate", "replay", "profile", "experiment", "Exit codes:", "  3   the heap is too small"
        }) {
            assertTrue(run.out().contains(expected), () -> expected + " in\n" + run.out());
        }
        assertEquals(run, CommandRun.of("--help"));
        assertEquals(run, CommandRun.of("help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assignment", "generate", "replay", "profile", "experiment"})
    void everyCommandHasHelpWithExitCodesAndAVersion(String command) {
        CommandRun help = CommandRun.of(command, "--help").assertWell();
        assertTrue(help.out().contains("Usage: heapwood " + command), help.out());
        assertTrue(help.out().contains("Exit codes:"), help.out());
        assertEquals(help, CommandRun.of("help", command));
        assertTrue(CommandRun.of(command, "--version").assertWell().out().startsWith("heapwood "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prune                        | heapwood: Unmatched argument at index 0: 'prune' (see heapwood --help)",
                "help prune                   | heapwood: Unknown subcommand 'prune'. (see heapwood --help)",
                "--fast                       | heapwood: Unknown option: '--fast' (see heapwood --help)",
                "generate --with 3            | heapwood generate: Unknown options: '--with', '3' (see heapwood generate --help)",
                "generate --width 0           | heapwood generate: the width of a tree must be at least 1: 0",
                "generate --depth -1          | heapwood generate: the depth of a tree must be at least 1: -1",
                "generate --symbol-bytes 0    | heapwood generate: the symbolBytes of a tree must be at least 1: 0",
                "generate --trees 0           | heapwood generate: the number of trees must be at least 1: 0",
                "generate --width 3000000000  | heapwood generate: Invalid value for option '--width': '3000000000' is not an int"
                        + " (see heapwood generate --help)",
                "generate --seed x            | heapwood generate: Invalid value for option '--seed': 'x' is not a long"
                        + " (see heapwood generate --help)",
                "assignment --steps 0         | heapwood assignment: the number of steps must be from 1 to 90: 0",
                "assignment --steps 91        | heapwood assignment: the number of steps must be from 1 to 90: 91",
                "assignment --trees -2        | heapwood assignment: a step needs at least 1 tree: -2",
                "profile x --top -1           | heapwood profile: --top must be 0 or more, not -1",
                "profile x --prune -1         | heapwood profile: --prune must be 0 or more, not -1",
                "replay                       | heapwood replay: Missing required parameter: 'FILE' (see heapwood replay --help)",
                "replay no/such.jsonl         | heapwood replay: no/such.jsonl: there is no such file",
                "replay .                     | heapwood replay: .: Is a directory",
            })
    void badInputEndsWithOneLineAndTwo(String args, String line) {
        CommandRun.of(args.strip().split(" +")).assertFailed(ExitCode.BAD_INPUT, line);
    }

    @Test
    void anExceptionThatNoReaderMeansAsARefusalIsADefectWithItsTrace() {
        InputStream before = System.in;
        System.setIn(new InputStream() {
            @Override
            public int read() {
                throw new IllegalArgumentException("broken inside");
            }
        });
        try {
            CommandRun run = CommandRun.of("profile", "-");
            assertEquals(ExitCode.DEFECT, run.exitCode());
            assertTrue(run.err().contains("this is a defect of Heapwood"), run.err());
            assertTrue(run.err().contains("IllegalArgumentException: broken inside"), run.err());
            assertTrue(run.err().contains("\tat heapwood.profile.ProfileInput."), run.err());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aNameThatNoFileCanHaveIsBadInput() {
        CommandRun.of("profile", "a\0b")
                .assertFailed(ExitCode.BAD_INPUT, "heapwood profile: Nul character not allowed: a\0b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"help", "--version", "profile --help", "generate --width 1 --depth 1", "profile DATA --out -"})
    void outputThatIsNotTakenIsAnErrorOfEveryCommand(String args) {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                full,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args.replace("DATA", "../notebooks/data/javac-cpu.collapsed.gz").split(" "));
        assertEquals(ExitCode.NOT_WRITTEN, exitCode);
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains(": standard output cannot be written (is its disk full, or its reader gone?)"),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anArgumentThatBeginsWithAnAtSignIsAnArgument(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--width 3");
        CommandRun.of("replay", "@" + file)
                .assertFailed(ExitCode.BAD_INPUT, "heapwood replay: @" + file + ": there is no such file");
    }

    @Test
    void anUnknownTreeIsAnErrorThatNamesTheKnownOnes() {
        CommandRun.of("generate", "--tree", "oak")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood generate: Invalid value for option '--tree': there is no tree named \"oak\": choose"
                                + " reference or compact (see heapwood generate --help)");
    }
}

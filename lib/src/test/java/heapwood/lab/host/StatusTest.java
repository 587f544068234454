package heapwood.lab.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    /** What children were seen to say, on either stream, with the code they ended with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_OPTION    |   1 | Unrecognized VM option 'UseNothing'",
                "UNKNOWN_OPTION    |   1 | Unrecognized option: --nothing",
                "NO_COLLECTOR      |   1 | Error occurred during initialization of VM: Option -XX:+UseShenandoahGC not supported",
                "NOT_STARTED       |   1 | Error occurred during initialization of VM: Multiple garbage collectors selected",
                "NOT_STARTED       |   1 | Invalid maximum heap size: -Xmx99999999g",
                "HEAP_NOT_RESERVED |   1 | Could not reserve enough space for 99999744KB object heap",
                "HEAP_NOT_RESERVED |   1 | There is insufficient memory for the Java Runtime Environment to continue.",
                "OUT_OF_MEMORY     |   3 | Terminating due to java.lang.OutOfMemoryError: Java heap space",
                "OUT_OF_MEMORY     |   1 | java.lang.OutOfMemoryError: GC overhead limit exceeded",
                "OUT_OF_MEMORY     | 134 | Aborting due to java.lang.OutOfMemoryError: Java heap space",
                "CRASHED           | 134 | A fatal error has been detected by the Java Runtime Environment",
                "CRASHED           | 139 | ",
                "KILLED            | 137 | ",
                "KILLED            | 143 | ",
                "KILLED            | 130 | ",
                "KILLED            | 129 | OutOfMemoryError was what it was about to say",
                "FAILED            |   1 | Exception in thread main java.lang.IllegalStateException: no",
                "GARBAGE_OUTPUT    |   0 | hello",
            })
    void aFailureIsLabelledByItsExitCodeAndItsLastWords(Status status, int exitCode, String said) {
        String words = said == null ? "" : said;
        assertEquals(status, Status.ofFailure(ended(exitCode, false, words, "")));
        assertEquals(status, Status.ofFailure(ended(exitCode, false, "", words)));
    }

    @Test
    void aChildThatWeEndedTimedOutWhateverItSaid() {
        assertEquals(Status.TIMED_OUT, Status.ofFailure(ended(137, true, "OutOfMemoryError", "")));
    }

    @Test
    void theDetailQuotesTheTellingLine() {
        String detail = Status.detailOf(ended(1, false, "", "some warning\nUnrecognized VM option 'X'\nmore"));
        assertEquals("exit code 1: Unrecognized VM option 'X'", detail);
        assertTrue(Status.detailOf(ended(1, false, "x".repeat(10_000), "")).length() < 300);
        assertEquals("exit code 137 (signal 9): it said nothing", Status.detailOf(ended(137, false, "", "")));
        assertEquals("exit code 0: it said nothing", Status.detailOf(ended(0, false, "\n\n", "")));
    }

    @ParameterizedTest
    @EnumSource
    void aLabelLeadsBackToItsStatus(Status status) {
        assertEquals(status, Status.of(status.label()));
    }

    private static ChildProcess.Ended ended(int exitCode, boolean timedOut, String output, String errors) {
        return new ChildProcess.Ended(exitCode, timedOut, output, errors, false, Duration.ofSeconds(1));
    }
}

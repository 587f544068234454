package heapwood.lab.host;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The status of a trial after its end. A failure is a result too: it gets a row with one of these labels. */
public enum Status {
    OK,
    /** The heap was too large for the memory that was free; nothing was started. */
    HEAP_REFUSED,
    /** The JDK was built without the collector. Either nothing was started, or the JVM reported it. */
    NO_COLLECTOR,
    /** The JVM did not accept an option. */
    UNKNOWN_OPTION,
    /** The JVM did not start for another reason. */
    NOT_STARTED,
    /** The JVM could not get the memory for its heap from the system. */
    HEAP_NOT_RESERVED,
    OUT_OF_MEMORY,
    TIMED_OUT,
    /**
     * The child was ended by a signal from outside, often by the system, because memory ran out. The trial is measured
     * again next time.
     */
    KILLED,
    /** The JVM crashed. */
    CRASHED,
    /** The child ended with an exception. */
    FAILED,
    /** The child ended well, but printed no result that can be read. */
    GARBAGE_OUTPUT,
    /** The child ran with another collector than asked for. */
    WRONG_COLLECTOR,
    /** The JVM ignored one of the flags and ran without it: {@code ZGenerational} on JDK 24 and later. */
    OPTION_IGNORED,
    /** The collector made no collection on request, as with Epsilon. */
    NO_COLLECTION;

    /** The number that is added to a signal's in the exit code of a process that it ended. */
    private static final int SIGNAL = 128;

    /** The signals that a process causes itself: ILL, TRAP, ABRT, BUS, FPE, SEGV, SYS. */
    private static final Set<Integer> ITS_OWN = Set.of(4, 5, 6, 7, 8, 11, 31);

    /** Returns the label in rows and chart marks: {@code out of memory}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Returns the status with a label.
     *
     * @param label the label, such as {@code out of memory}
     * @throws IllegalArgumentException if there is none
     */
    public static Status of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /**
     * Returns the status of a child that gave no result, from its exit code and its output on both streams, since JVMs
     * use either.
     */
    public static Status ofFailure(ChildProcess.Ended ended) {
        String said = ended.output() + "\n" + ended.errors();
        if (ended.timedOut()) {
            return TIMED_OUT;
        }
        int signal = ended.exitCode() - SIGNAL;
        if (signal > 0 && !ITS_OWN.contains(signal)) {
            return KILLED;
        }
        if (containsAny(
                said,
                "Could not reserve enough space",
                "Failed to reserve",
                "Failed to commit",
                "insufficient memory")) {
            return HEAP_NOT_RESERVED;
        }
        if (containsAny(said, "OutOfMemoryError", "GC overhead limit")) {
            return OUT_OF_MEMORY;
        }
        if (said.contains("not supported") && said.contains("Option -XX:+Use")) {
            return NO_COLLECTOR;
        }
        if (containsAny(said, "Unrecognized VM option", "Unrecognized option")) {
            return UNKNOWN_OPTION;
        }
        if (signal > 0 || ended.errorFile()) {
            return CRASHED;
        }
        if (containsAny(
                said,
                "Could not create the Java Virtual Machine",
                "Error occurred during initialization",
                "Invalid ")) {
            return NOT_STARTED;
        }
        return ended.exitCode() == 0 ? GARBAGE_OUTPUT : FAILED;
    }

    /** Returns the message of a JVM that ran well about a flag that it ignored; empty if it accepted all. */
    public static Optional<String> ignoredOption(ChildProcess.Ended ended) {
        return Stream.concat(ended.errors().lines(), ended.output().lines())
                .filter(line -> line.contains("Ignoring option "))
                .map(line -> line.substring(line.indexOf("Ignoring option ")))
                .findFirst();
    }

    /** Returns a line with details: the exit code of the child, and its first line that names an error. */
    public static String detailOf(ChildProcess.Ended ended) {
        List<String> telling = List.of(
                "OutOfMemoryError",
                "Unrecognized",
                "not supported",
                "Error",
                "Exception",
                "Invalid",
                "reserve",
                "Conflicting");
        List<String> lines = Stream.concat(
                        ended.errors().lines(), ended.output().lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String line = lines.stream()
                .filter(each -> telling.stream().anyMatch(each::contains))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(0));
        String shortened = line.length() > 200 ? line.substring(0, 200) + "…" : line;
        String how = ended.timedOut() ? "ended after " + ended.wall().toSeconds() + " s" : exit(ended.exitCode());
        return how + ": " + shortened;
    }

    private static String exit(int code) {
        return "exit code " + code + (code > SIGNAL ? " (signal " + (code - SIGNAL) + ")" : "");
    }

    private static boolean containsAny(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }
}

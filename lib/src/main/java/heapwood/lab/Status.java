package heapwood.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a trial ended. A failure is a result: it gets its row, with one of these labels. */
public enum Status {
    OK,
    /** The heap would not fit into the memory that is free now; nothing was started. */
    HEAP_REFUSED,
    /** The JDK was built without the collector; nothing was started, or the JVM said so. */
    NO_COLLECTOR,
    /** The JVM does not know an option. */
    UNKNOWN_OPTION,
    /** The JVM did not start for another reason. */
    NOT_STARTED,
    /** The JVM could not get the memory for its heap from the system. */
    HEAP_NOT_RESERVED,
    OUT_OF_MEMORY,
    TIMED_OUT,
    /** Something outside ended the child by a signal, often the system, because memory ran out. Measured again next time. */
    KILLED,
    /** The JVM itself crashed. */
    CRASHED,
    /** The child ended with an exception. */
    FAILED,
    /** The child ended well, but printed no result that can be read. */
    GARBAGE_OUTPUT,
    /** The child ran with another collector than asked for. */
    WRONG_COLLECTOR,
    /** The JVM ignored one of the flags and went on without: {@code ZGenerational} on JDK 24 and later. */
    OPTION_IGNORED,
    /** The collector made no collection when asked to: Epsilon never does. */
    NO_COLLECTION;

    /** Added to the number of a signal that ended a process. */
    private static final int SIGNAL = 128;

    /** Those by which a process ends for what it did itself: ILL, TRAP, ABRT, BUS, FPE, SEGV, SYS. */
    private static final Set<Integer> ITS_OWN = Set.of(4, 5, 6, 7, 8, 11, 31);

    /** As rows and marks in charts have it: {@code out of memory}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The status with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Status of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /** Why a child that gave no result ended, from its exit code and from what it said on both streams: JVMs use either. */
    static Status ofFailure(Child.Ended ended) {
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

    /** What a JVM that ran well said of a flag that it ignored; empty if it took all. */
    static Optional<String> ignoredOption(Child.Ended ended) {
        return Stream.concat(ended.errors().lines(), ended.output().lines())
                .filter(line -> line.contains("Ignoring option "))
                .map(line -> line.substring(line.indexOf("Ignoring option ")))
                .findFirst();
    }

    /** One line that says more: the child's first telling line, and its exit code. */
    static String detailOf(Child.Ended ended) {
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

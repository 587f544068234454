package heapwood.cli;

/** The exit codes of all commands. */
final class ExitCode {
    /** The code of success. */
    static final int OK = 0;

    /** The code of a check that failed. */
    static final int DIFFERENT = 1;

    /** The code of a request that cannot be met: a wrong option, or a file that cannot be read or is malformed. */
    static final int BAD_INPUT = 2;

    /** The code of a heap that is too small for the request. */
    static final int HEAP_TOO_SMALL = 3;

    /** The code of a defect of Heapwood, the only failure that is printed with a stack trace. */
    static final int DEFECT = 4;

    /** The code of a command that succeeded but could not write all of its results to standard output. */
    static final int NOT_WRITTEN = 5;

    /**
     * The code of an interrupted command: 128 plus the number of SIGINT, as in shells. On SIGTERM the JVM itself exits with 143.
     */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

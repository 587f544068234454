package heapwood.cli;

/** How a command ends. */
final class ExitCode {
    /** It did what it was asked. */
    static final int OK = 0;

    /** What it checked does not hold. */
    static final int DIFFERENT = 1;

    /** It was asked for something that cannot be: a wrong option, a file that cannot be read or is malformed. */
    static final int BAD_INPUT = 2;

    /** The heap is too small for what it was asked. */
    static final int HEAP_TOO_SMALL = 3;

    /** A defect of Heapwood: the only one with a stack trace. */
    static final int DEFECT = 4;

    /** It worked, and standard output took not all of it. */
    static final int NOT_WRITTEN = 5;

    /** It was interrupted: 128 and the number of SIGINT, as shells count. SIGTERM makes it 143, by the JVM itself. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

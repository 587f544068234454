package heapwood.cli;

/** Ends a command with one line on standard error. */
final class CommandFailure extends RuntimeException {
    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message one line that names what was wrong, and what to do where that is not plain
     */
    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}

package heapwood.cli;

import java.util.function.Supplier;

/** The exception that ends a command with an exit code and one line on standard error. */
final class CommandFailure extends RuntimeException {
    private final int exitCode;

    /**
     * Creates a failure.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message one line that names the wrong input, and the remedy where it is not obvious
     */
    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * Returns the result of a check of a user's input.
     *
     * @throws CommandFailure with {@link ExitCode#BAD_INPUT} if the check throws an {@link IllegalArgumentException}, which
     *     anywhere else is a defect
     */
    static <T> T checked(Supplier<T> check) {
        try {
            return check.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, e.getMessage());
        }
    }

    int exitCode() {
        return exitCode;
    }
}

package heapwood.cli;

import java.util.function.Supplier;

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

    /**
     * Returns what a check of something that a user gave returns; what the check refuses with an {@link IllegalArgumentException} is
     * bad input. Anywhere else that exception is a defect.
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

package heapwood.profile;

import java.io.IOException;

/**
 * A profile that cannot be read or written as asked. The message is one line for a user: the input, the place in it, what is wrong,
 * what to do. It is the one exception by which readers refuse what an input holds: they check what they take from it, and throw this
 * where a check fails. Any other exception but an I/O error of the system is a defect, is passed on as it is, and ends the command
 * with its trace; so catching {@link RuntimeException} round code of the kit's own would hide defects.
 */
public sealed class ProfileException extends IOException permits UnusualEventsException {
    public ProfileException(String message) {
        super(oneLine(message));
    }

    public ProfileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * Returns an exception about a place in a binary input.
     *
     * @param input what messages call it
     * @param offset how many bytes of it, unpacked, lie before the place
     * @param reason what is wrong there, and what to do
     */
    public static ProfileException atByte(String input, long offset, String reason) {
        return new ProfileException(input + ", byte " + offset + ": " + reason);
    }

    /**
     * Returns an exception about a line of a text.
     *
     * @param input what messages call it
     * @param line its number, from 1
     * @param reason what is wrong there, and what to do
     */
    public static ProfileException atLine(String input, long line, String reason) {
        return new ProfileException(input + ", line " + line + ": " + reason);
    }

    /** What a file says of itself may hold anything. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}

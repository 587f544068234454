package heapwood.profile;

import java.io.IOException;

/**
 * Thrown when a profile cannot be read or written as asked. The message is one line for a user: the input, the place in it, the
 * error, and what to do. Readers check all values that they take from an input, and throw this exception, and no other, if a check
 * fails. Any other exception except an I/O error of the system is a defect. It is passed on unchanged and ends the command with its
 * stack trace; so catching {@link RuntimeException} around the kit's own code would hide defects.
 */
public sealed class ProfileException extends IOException permits UnusualEventsException {
    private static final char DELETE = 0x7f;
    private static final char REPLACEMENT = '\ufffd';

    /**
     * Creates an exception.
     *
     * @param message the message for a user; control characters in it become U+FFFD
     */
    public ProfileException(String message) {
        super(oneLine(message));
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the message for a user; control characters in it become U+FFFD
     * @param cause the exception that caused this one
     */
    public ProfileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * Returns an exception about a place in a binary input.
     *
     * @param input the input's name in messages
     * @param offset the number of bytes before the place, after decompression
     * @param reason the error at this place, and what to do
     */
    public static ProfileException atByte(String input, long offset, String reason) {
        return new ProfileException(input + ", byte " + offset + ": " + reason);
    }

    /**
     * Returns an exception about a line of a text.
     *
     * @param input the input's name in messages
     * @param line the line's number, from 1
     * @param reason the error at this place, and what to do
     */
    public static ProfileException atLine(String input, long line, String reason) {
        return new ProfileException(input + ", line " + line + ": " + reason);
    }

    /** Returns a message as one line. Text from a file may contain any character. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' || c == DELETE) {
                line.setCharAt(i, REPLACEMENT);
            }
        }
        return line.toString();
    }
}

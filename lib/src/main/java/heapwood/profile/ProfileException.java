package heapwood.profile;

import java.io.IOException;

/** A profile that cannot be read or written as asked. The message is one line for a user: the input, what is wrong, what to do. */
public final class ProfileException extends IOException {
    public ProfileException(String message) {
        super(oneLine(message));
    }

    public ProfileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** What a file says of itself may hold anything. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}

package heapwood.time;

import java.io.IOException;

/** A store's files cannot be used as they are; the message names the file and what to do. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }
}

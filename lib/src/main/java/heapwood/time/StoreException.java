package heapwood.time;

import java.io.IOException;

/** An exception that says that a store's files cannot be used. The message names the file and what to do. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }
}

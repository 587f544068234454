package heapwood.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A stream that reads another one on a thread of its own, at most {@link #BLOCKS} blocks ahead. So decompression goes on while
 * earlier blocks are inserted into a tree. An exception of the other stream is thrown at the place of the bytes that it replaces.
 *
 * <p>Takes 1 MB, or less for a short stream. Closing stops the thread, at the latest when the current read of the other stream
 * returns, and does not close that stream.
 */
final class ReadAhead extends BlockInput {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS = 16;

    private final InputStream source;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BLOCKS);

    /** The blocks that are read. There is room for one more than the number of arrays, for the last block, which may have none. */
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS + 1);

    private Thread thread;
    private Block current;
    private int position;

    /**
     * A block of bytes.
     *
     * @param length the number of bytes that are filled; negative at the end
     * @param failure the exception that the stream threw instead; null for none
     */
    private record Block(byte[] bytes, int length, Throwable failure) {}

    ReadAhead(InputStream source) {
        this.source = source;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (current == null || current.failure == null && position == current.length) {
            next();
        }
        if (current.failure != null) {
            rethrow(current.failure);
        }
        if (current.length < 0) {
            return -1;
        }
        int read = Math.min(length, current.length - position);
        System.arraycopy(current.bytes, position, buffer, offset, read);
        position += read;
        return read;
    }

    private void next() throws IOException {
        start();
        try {
            if (current != null) {
                free.put(current.bytes);
            }
            current = full.take();
            position = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was interrupted");
        }
    }

    private void start() {
        if (thread != null) {
            return;
        }
        thread = new Thread(this::readOn, "reading ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private void readOn() {
        try {
            int made = 0;
            int read;
            do {
                byte[] bytes;
                if (made < BLOCKS && free.isEmpty()) {
                    bytes = new byte[BLOCK_BYTES];
                    made++;
                } else {
                    bytes = free.take();
                }
                // Once only: bytes before damaged data are delivered first.
                read = source.read(bytes, 0, bytes.length);
                full.add(new Block(bytes, read, null));
            } while (read >= 0 && !Thread.currentThread().isInterrupted());
        } catch (InterruptedException e) {
            // The stream was closed, so no thread waits for more.
        } catch (Throwable e) {
            full.add(new Block(new byte[0], 0, e));
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) failure;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}

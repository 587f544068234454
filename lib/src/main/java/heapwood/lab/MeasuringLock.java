package heapwood.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Held while a trial is measured, so that no two trials of one user disturb each other, whichever JVMs run them. The system frees
 * it when its holder ends, however that is; the file stays, and is empty while nobody measures.
 */
final class MeasuringLock implements AutoCloseable {
    private static final int LONGEST_NAME = 200;

    /** Locks of files are a process's, not a thread's. */
    private static final Semaphore IN_THIS_JVM = new Semaphore(1, true);

    private final FileChannel channel;

    private MeasuringLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Where the experiments of this user meet: among the system's temporary files. */
    static Path file() {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "heapwood-measuring-" + user + ".lock");
    }

    /**
     * Waits until nobody else measures.
     *
     * @param file where experiments meet
     * @param name who this is, for others that will wait
     * @param waiting told once who measures, if somebody does
     * @throws IOException if the file cannot be opened or locked
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    static MeasuringLock acquire(Path file, String name, Consumer<String> waiting)
            throws IOException, InterruptedException {
        boolean told = !IN_THIS_JVM.tryAcquire();
        if (told) {
            waiting.accept("another experiment of this program");
            IN_THIS_JVM.acquire();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                waiting.accept(holder(channel));
                channel.lock();
            }
            byte[] said = (name + ", process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(said), 0);
            return new MeasuringLock(channel);
        } catch (FileLockInterruptionException e) {
            throw interrupted(channel);
        } catch (IOException | RuntimeException e) {
            release(channel);
            throw e;
        }
    }

    private static InterruptedException interrupted(FileChannel channel) throws IOException {
        Thread.interrupted(); // The exception says it.
        release(channel);
        return new InterruptedException("interrupted while another experiment measured");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(LONGEST_NAME);
        int length = channel.read(said, 0);
        return length <= 0 ? "another experiment" : new String(said.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static void release(FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            IN_THIS_JVM.release();
        }
    }

    /** Lets others measure. */
    @Override
    public void close() throws IOException {
        try {
            channel.truncate(0);
        } finally {
            release(channel);
        }
    }
}

package heapwood.lab.run;

import heapwood.lab.host.SteadyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A lock that is held while a trial is measured, so that no two trials of one user disturb each other, in whichever
 * JVMs they run. The system frees it when its holder ends in any way. The file stays, and is empty while no trial is
 * measured.
 */
final class MeasuringLock implements AutoCloseable {
    private static final int LONGEST_NAME = 400;

    /** The text in the file between the holder's name and its process id. */
    private static final String SAID = ", process ";

    /** The lock among the threads of this JVM, since file locks belong to a process, not to a thread. */
    private static final Semaphore IN_THIS_JVM = new Semaphore(1, true);

    private final FileChannel channel;

    private MeasuringLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Returns the lock file that all experiments of this user share, in the folder of temporary files. */
    static Path file() {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "heapwood-measuring-" + user + ".lock");
    }

    /**
     * Acquires the lock. Waits until no other experiment measures.
     *
     * @param file the lock file
     * @param name the holder's name, shown to others that wait
     * @param waiting called once with the name of the present holder, if there is one
     * @throws IOException if the file cannot be opened or locked, or is not a lock file; nothing is changed then
     * @throws InterruptedException if this thread is interrupted, before or while it waits
     */
    static MeasuringLock acquire(Path file, String name, Consumer<String> waiting)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it measured");
        }
        if (!IN_THIS_JVM.tryAcquire()) {
            waiting.accept("another experiment of this program");
            IN_THIS_JVM.acquire();
        }
        FileChannel channel = null;
        try {
            channel = open(file);
            if (channel.tryLock() == null) {
                waiting.accept(holder(channel));
                channel.lock();
            }
            say(Results.shortened(name) + SAID + ProcessHandle.current().pid(), channel);
            return new MeasuringLock(channel);
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            Thread.interrupted(); // The exception reports the interrupt.
            release(channel);
            throw new InterruptedException("interrupted while another experiment measured");
        } catch (IOException | RuntimeException e) {
            release(channel);
            throw e;
        }
    }

    /**
     * Opens the file if it is a lock file. There may be another file in its place, since all users write to the folder
     * of temporary files.
     */
    private static FileChannel open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw noLock(file);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be opened, and without it experiments would disturb each other: " + reason(file, e)
                            + "; remove it, or give java another folder for temporary files (-Djava.io.tmpdir=DIR)",
                    e);
        }
        try {
            String there = said(channel);
            if (channel.size() > LONGEST_NAME || !there.isEmpty() && !there.contains(SAID)) {
                throw noLock(file);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException noLock(Path file) {
        return new IOException(file + ": is no lock of an experiment: move it away");
    }

    private static String reason(Path file, IOException e) {
        try {
            String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
            String user = System.getProperty("user.name");
            return SteadyFiles.reason(e) + (owner.equals(user) ? "" : " (it belongs to " + owner + ")");
        } catch (IOException unknown) {
            return SteadyFiles.reason(e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        String said = said(channel);
        return said.isEmpty() ? "another experiment" : said;
    }

    private static String said(FileChannel channel) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(LONGEST_NAME);
        int length = Math.max(0, channel.read(said, 0));
        return new String(said.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static void say(String words, FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), 0);
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

    /**
     * Releases the lock. An interrupt before or during this call has no effect on it, and the interrupt status is kept.
     */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            channel.truncate(0);
        } catch (ClosedByInterruptException e) {
            // The lock is free in any case, and the text of a free lock is not read.
        } finally {
            release(channel);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

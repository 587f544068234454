package heapwood.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A child's own directory among the system's temporary files, empty but for a file that this JVM keeps locked. The
 * system frees the lock when this JVM ends in any way, so a directory with a free lock was left by a killed JVM.
 */
public final class ChildFolder implements AutoCloseable {
    private static final String PREFIX = "heapwood-child-of-";
    private static final String LOCK = "parent.lock";

    /**
     * The age from which a directory without a lock counts as left by a killed JVM; a younger one may still be in the
     * making.
     */
    private static final Duration LONGEST_MAKING = Duration.ofDays(1);

    private final Path path;
    private final FileChannel lock;

    private ChildFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a directory.
     *
     * @throws IOException if the directory cannot be created
     * @throws InterruptedException if this thread is interrupted; nothing is left then
     */
    static ChildFolder make() throws IOException, InterruptedException {
        Path path = Files.createTempDirectory(prefix());
        try {
            return new ChildFolder(path, lock(path));
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.interrupted(); // The exception reports the interrupt.
            removeTree(path);
            throw new InterruptedException("interrupted before a child was started");
        } catch (IOException | RuntimeException e) {
            removeTree(path);
            throw e;
        }
    }

    /**
     * Creates and locks the lock file. It gets its name only after it is locked, so a free lock always means that its
     * JVM is gone.
     */
    private static FileChannel lock(Path directory) throws IOException {
        Path unlocked = directory.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(unlocked, directory.resolve(LOCK));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the start of the names of this JVM's directories, which contains its process id. */
    public static String prefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    Path path() {
        return path;
    }

    /**
     * Removes the directory with all its contents. Files that cannot be removed stay until the system clears its
     * temporary files.
     */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The system frees it with this JVM.
        }
        removeTree(path);
    }

    /**
     * Removes the directories that killed JVMs have left.
     *
     * @param place the folder of temporary files
     */
    public static void removeLeft(Path place) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (Path directory : left) {
                // This JVM's own locks would be freed by looking at them.
                if (!directory.getFileName().toString().startsWith(prefix())
                        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && isLeft(directory)) {
                    removeTree(directory);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Files that cannot be read belong to others.
        }
    }

    private static boolean isLeft(Path directory) {
        Path lock = directory.resolve(LOCK);
        try {
            if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
                Instant made = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                return made.plus(LONGEST_MAKING).isBefore(Instant.now());
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                return channel.tryLock() != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false; // It belongs to another user, or was just removed.
        }
    }

    /**
     * Removes a directory among the system's temporary files with all that is in it, as far as it can be removed.
     *
     * @param directory the directory
     */
    public static void removeTree(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // It lies among the system's temporary files, which the system clears.
        }
    }
}

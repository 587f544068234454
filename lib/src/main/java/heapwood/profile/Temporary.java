package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A file, folder or process that must not outlive the work that needs it. It is removed when this object is closed, and also if the
 * JVM is ended before that (by Ctrl-C or SIGTERM), when nothing is closed any more.
 */
public final class Temporary implements AutoCloseable {
    /** The time in milliseconds that a process has to end by itself: less than a second, since a user waits for it. */
    private static final int GRACE_MILLIS = 600;

    private static final Set<Temporary> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Temporary::removeAll, "heapwood-temporary"));
        } catch (IllegalStateException e) {
            ending = true; // The first use of this class is after the program was told to end.
        }
    }

    /** The file or folder; exactly one of this and the process is not null. */
    private final Path path;

    private final Process process;

    private Temporary(Path path, Process process) {
        this.path = path;
        this.process = process;
        OPEN.add(this);
    }

    /**
     * Creates an empty file in the system's folder for temporary files.
     *
     * @param suffix the end of the file's name
     * @return a temporary, which removes the file when it is closed
     * @throws IOException if the file cannot be created
     */
    public static Temporary file(String suffix) throws IOException {
        checkNotEnding();
        return new Temporary(Files.createTempFile("heapwood", suffix), null);
    }

    /** Creates a folder in the system's folder for temporary files. It is removed with its content. */
    static Temporary folder() throws IOException {
        checkNotEnding();
        return new Temporary(Files.createTempDirectory("heapwood"), null);
    }

    /** Returns a temporary for a file, whether it exists yet or not. It is removed unless it has been moved. */
    static Temporary at(Path file) throws IOException {
        checkNotEnding();
        return new Temporary(file, null);
    }

    /** Returns a temporary for a process, which is ended when it is closed. */
    static Temporary running(Process process) {
        return new Temporary(null, process);
    }

    private static void checkNotEnding() throws InterruptedIOException {
        if (ending) {
            throw new InterruptedIOException("this program has been told to end");
        }
    }

    /** Returns the path of the file or folder. */
    public Path path() {
        return path;
    }

    /** Removes all temporaries that still exist, and prevents new ones. Processes are ended first, since they may write. */
    public static void removeAll() {
        ending = true;
        List<Temporary> processes =
                OPEN.stream().filter(each -> each.process != null).toList();
        processes.forEach(each -> each.process.destroy());
        processes.forEach(Temporary::end);
        OPEN.stream().filter(each -> each.path != null).forEach(each -> {
            try {
                each.remove();
            } catch (IOException e) {
                // The JVM is ending, so the error cannot be reported.
            }
        });
    }

    /** Ends the process and those that it has started, or deletes the file or folder. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            end();
        } else {
            remove();
        }
        OPEN.remove(this);
    }

    private void end() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.deleteIfExists(path);
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(path);
    }
}

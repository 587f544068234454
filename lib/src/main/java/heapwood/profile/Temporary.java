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
 * A file, folder or process that must not outlive the work that needs it: it is gone once this is closed, and also if the JVM is told
 * to end before (by Ctrl-C or SIGTERM), when nothing is closed any more.
 */
public final class Temporary implements AutoCloseable {
    /** What a process gets to end by itself: less than a second, which a user waits. */
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

    /** Exactly one of the two. */
    private final Path path;

    private final Process process;

    private Temporary(Path path, Process process) {
        this.path = path;
        this.process = process;
        OPEN.add(this);
    }

    /**
     * Makes an empty file in the system's folder for such.
     *
     * @param suffix the end of its name
     */
    public static Temporary file(String suffix) throws IOException {
        checkNotEnding();
        return new Temporary(Files.createTempFile("heapwood", suffix), null);
    }

    /** Makes a folder in the system's folder for such; what is in it goes with it. */
    static Temporary folder() throws IOException {
        checkNotEnding();
        return new Temporary(Files.createTempDirectory("heapwood"), null);
    }

    /** Makes a file that is not there yet, or is there, one that goes unless it has been moved. */
    static Temporary at(Path file) throws IOException {
        checkNotEnding();
        return new Temporary(file, null);
    }

    /** Makes a process one that is ended. */
    static Temporary running(Process process) {
        return new Temporary(null, process);
    }

    private static void checkNotEnding() throws InterruptedIOException {
        if (ending) {
            throw new InterruptedIOException("this program has been told to end");
        }
    }

    /** Returns where the file or folder is. */
    public Path path() {
        return path;
    }

    /** Removes all that is there still, processes first, since they may write; and lets nothing new be made. */
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
                // There is nobody left to be told.
            }
        });
    }

    /** Ends the process and those that it has started, or removes the file or folder. */
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

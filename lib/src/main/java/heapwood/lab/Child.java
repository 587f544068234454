package heapwood.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One process, from start to end: in an empty directory of its own that is gone afterwards, both its streams read, ended when
 * its time is up, when the waiting thread is interrupted, or when this JVM ends.
 *
 * <p>Its standard input is a pipe that nobody writes to: a child that reads it learns that this JVM is gone, even when that
 * was killed.
 */
final class Child {
    /** The word in a command that stands for the child's own directory. */
    static final String DIRECTORY = "{directory}";

    static final Consumer<Duration> NO_TICKER = elapsed -> {};

    /** More output than this is read and forgotten. */
    private static final int MOST_OUTPUT = 4 << 20;

    private static final long TICK_MILLIS = 100;
    private static final long LAST_WORDS_MILLIS = 2_000;

    /** Those alive, with their directories: a hook ends and removes them if this JVM is told to end. */
    private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Child::clear), "heapwood-children"));
    }

    private final Path directory;
    private final Process process;

    private Child(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * How a process ended.
     *
     * @param exitCode 128 and a signal's number if a signal ended it
     * @param timedOut whether it was ended because its time was up
     * @param output what it wrote to standard output
     * @param errors what it wrote to standard error
     * @param errorFile whether the JVM left a fatal error file
     * @param wall how long it ran
     */
    record Ended(int exitCode, boolean timedOut, String output, String errors, boolean errorFile, Duration wall) {}

    /**
     * Runs a process to its end.
     *
     * @param command the program and its arguments; {@value #DIRECTORY} inside one becomes the process's own directory
     * @param patience how long it may run
     * @param ticker told every tenth of a second, by this thread, how long it has run
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted; the process has been ended then
     */
    static Ended run(List<String> command, Duration patience, Consumer<Duration> ticker)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(directoryPrefix());
        Child child = null;
        try {
            List<String> words = command.stream()
                    .map(word -> word.replace(DIRECTORY, directory.toString()))
                    .toList();
            child = new Child(
                    directory,
                    new ProcessBuilder(words).directory(directory.toFile()).start());
            ALIVE.add(child);
            return child.await(patience, ticker);
        } finally {
            if (child == null) {
                removeTree(directory);
            } else {
                child.clear();
                ALIVE.remove(child);
            }
        }
    }

    /** Names the JVM that starts children, so that what it leaves, if it is killed, can be told from others'. */
    static String directoryPrefix() {
        return "heapwood-child-of-" + ProcessHandle.current().pid() + "-";
    }

    private Ended await(Duration patience, Consumer<Duration> ticker) throws InterruptedException {
        long start = System.nanoTime();
        Drain output = new Drain(process.getInputStream(), "output");
        Drain errors = new Drain(process.getErrorStream(), "errors");
        boolean timedOut = false;
        while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (elapsed.compareTo(patience) > 0) {
                timedOut = true;
                process.destroyForcibly();
                process.waitFor();
                break;
            }
            ticker.accept(elapsed);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        boolean errorFile = Files.exists(directory.resolve("hs_err.log"));
        return new Ended(process.exitValue(), timedOut, output.text(), errors.text(), errorFile, wall);
    }

    /** Ends the process and what it has started, if they still run, and removes its directory. Never throws: it runs in finally. */
    private void clear() {
        boolean interrupted = false;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        while (true) {
            try {
                process.waitFor(5, TimeUnit.SECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        removeTree(directory);
        removeAttachFiles();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** JOL attaches to its own JVM, and a JVM that is killed leaves the files by which that goes, whatever its temporary directory is. */
    private void removeAttachFiles() {
        for (String place : List.of("/tmp", System.getProperty("java.io.tmpdir"))) {
            for (String name : List.of(".java_pid", ".attach_pid")) {
                Path.of(place, name + process.pid()).toFile().delete();
            }
        }
    }

    private static void removeTree(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // It lies among the system's temporary files, which the system clears.
        }
    }

    /** Reads a stream to its end in a thread of its own, so that the process never waits for a reader. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Drain(InputStream stream, String name) {
            thread = new Thread(() -> read(stream), "heapwood-child-" + name);
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int n; (n = stream.read(buffer)) >= 0; ) {
                    synchronized (bytes) {
                        bytes.write(buffer, 0, Math.min(n, MOST_OUTPUT - bytes.size()));
                    }
                }
            } catch (IOException e) {
                // The process was ended; what it said before counts.
            }
        }

        /** What was read. Waits for the rest, but not for a grandchild that keeps the stream open. */
        String text() throws InterruptedException {
            thread.join(LAST_WORDS_MILLIS);
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}

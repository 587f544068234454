package heapwood.lab.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child process, from start to end. It runs in an empty directory of its own, which is removed afterwards, and both
 * its output streams are read. It is ended when its time is up, when the waiting thread is interrupted, or when this
 * JVM ends.
 *
 * <p>Its standard input is a pipe to which nothing is written. A child that reads it sees its end when this JVM is
 * gone, even if that was killed. The directory then stays, and is removed when an experiment is next run.
 */
public final class ChildProcess {
    /** The word in a command that is replaced by the child's own directory. */
    public static final String DIRECTORY = "{directory}";

    public static final Consumer<Duration> NO_TICKER = elapsed -> {};

    /**
     * The number of bytes that are kept from the start of a stream, and the least number from its end, where the result
     * is.
     */
    private static final int MOST_OUTPUT = 1 << 20;

    private static final long TICK_MILLIS = 100;
    private static final long LAST_WORDS_MILLIS = 2_000;
    private static final long LONGEST_DYING_SECONDS = 5;

    /** The running children with their directories. A shutdown hook ends and removes them. */
    private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

    /** True once this JVM is ending, and its children with it. */
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::clearAll, "heapwood-children"));
        } catch (IllegalStateException e) {
            ending = true; // The first child would start after the program was told to end.
        }
    }

    private final ChildFolder folder;
    private final Process process;

    private ChildProcess(ChildFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * The result of a process that has ended.
     *
     * @param exitCode the exit code; 128 and a signal's number if a signal ended the process
     * @param timedOut true if the process was ended because its time was up
     * @param output the text that it wrote to standard output
     * @param errors the text that it wrote to standard error
     * @param errorFile true if the JVM left a fatal error file
     * @param wall the elapsed time from start to end
     */
    public record Ended(
            int exitCode, boolean timedOut, String output, String errors, boolean errorFile, Duration wall) {}

    /**
     * Runs a process to its end.
     *
     * @param command the program and its arguments; {@value #DIRECTORY} inside one becomes the process's own directory
     * @param patience the longest time that the process may run
     * @param ticker called every tenth of a second, by this thread, with the time since the start
     * @throws IOException if the process cannot be started
     * @throws InterruptedException if this thread is interrupted, or this JVM ends; the process has been ended then
     */
    public static Ended run(List<String> command, Duration patience, Consumer<Duration> ticker)
            throws IOException, InterruptedException {
        if (Thread.interrupted() || ending) {
            throw new InterruptedException("interrupted before a child was started");
        }
        ChildFolder folder = ChildFolder.make();
        ChildProcess child = null;
        try {
            List<String> words = command.stream()
                    .map(word -> word.replace(DIRECTORY, folder.path().toString()))
                    .toList();
            child = new ChildProcess(
                    folder,
                    new ProcessBuilder(words).directory(folder.path().toFile()).start());
            ALIVE.add(child);
            return child.await(patience, ticker);
        } finally {
            if (child == null) {
                folder.close();
            } else {
                child.clear();
                ALIVE.remove(child);
            }
        }
    }

    private static void clearAll() {
        ending = true;
        ALIVE.forEach(ChildProcess::clear);
    }

    private Ended await(Duration patience, Consumer<Duration> ticker) throws InterruptedException {
        long start = System.nanoTime();
        Drain output = new Drain(process.getInputStream(), "output");
        Drain errors = new Drain(process.getErrorStream(), "errors");
        boolean timedOut = false;
        while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (elapsed.compareTo(patience) > 0 || ending) {
                timedOut = true;
                end();
                process.waitFor();
                break;
            }
            ticker.accept(elapsed);
        }
        if (ending) {
            throw new InterruptedException("this program was ended, and its child with it");
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        boolean errorFile = Files.exists(folder.path().resolve("hs_err.log"));
        return new Ended(process.exitValue(), timedOut, output.text(), errors.text(), errorFile, wall);
    }

    /**
     * Ends the process and its descendants. These are listed first, since they cannot be found once the process is
     * gone.
     */
    private void end() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        for (ProcessHandle each : started) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
        closeInput();
        process.waitFor(LONGEST_DYING_SECONDS, TimeUnit.SECONDS);
    }

    /** Closes the process's standard input. This ends a JVM that a script has started and that outlives the script. */
    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    /**
     * Ends the process and its descendants, if they still run, and removes its directory. Never throws, since it runs
     * in a finally block.
     */
    private void clear() {
        boolean interrupted = false;
        while (true) {
            try {
                end();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        folder.close();
        removeAttachFiles();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Removes the files through which JOL attaches to its own JVM. A JVM that is killed leaves them, and they do not
     * lie in its temporary directory.
     */
    private void removeAttachFiles() {
        for (String place : List.of("/tmp", System.getProperty("java.io.tmpdir"))) {
            for (String name : List.of(".java_pid", ".attach_pid")) {
                Path.of(place, name + process.pid()).toFile().delete();
            }
        }
    }

    /** A thread that reads a stream to its end, so that the process never blocks on a full pipe. */
    private static final class Drain {
        private final ByteArrayOutputStream first = new ByteArrayOutputStream();
        private final ByteArrayOutputStream last = new ByteArrayOutputStream();
        private final Thread thread;
        private boolean left;

        Drain(InputStream stream, String name) {
            thread = new Thread(() -> read(stream), "heapwood-child-" + name);
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int n; (n = stream.read(buffer)) >= 0; ) {
                    keep(buffer, n);
                }
            } catch (IOException e) {
                // The process was ended; its earlier output counts.
            }
        }

        private synchronized void keep(byte[] buffer, int length) {
            int fits = Math.min(length, MOST_OUTPUT - first.size());
            first.write(buffer, 0, fits);
            last.write(buffer, fits, length - fits);
            if (last.size() > 2 * MOST_OUTPUT) {
                byte[] all = last.toByteArray();
                last.reset();
                last.write(all, all.length - MOST_OUTPUT, MOST_OUTPUT);
                left = true;
            }
        }

        /**
         * Returns the text read, or only its start and its end if it is long. Waits for the rest, but not for a
         * descendant that keeps the stream open.
         */
        String text() throws InterruptedException {
            thread.join(LAST_WORDS_MILLIS);
            synchronized (this) {
                return first.toString(StandardCharsets.UTF_8)
                        + (left ? "\n…\n" : "")
                        + last.toString(StandardCharsets.UTF_8);
            }
        }
    }
}

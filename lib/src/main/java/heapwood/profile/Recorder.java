package heapwood.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A profiler that can record a Java program as it runs. {@link ProfileReader} reads the recording.
 *
 * <p>The program must be started by a {@code java} launcher, to which one option is added. So only its own JVM is recorded, not
 * others that it starts.
 */
public enum Recorder {
    /** The JDK's Flight Recorder: processor (every 10 or 20 ms, Java code only), allocation, locks. */
    JFR {
        @Override
        List<String> options(Path recording, Path folder) {
            return List.of(
                    "-Xlog:jfr*=error",
                    "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename=" + recording);
        }
    },
    /** async-profiler: processor (every 10 ms, native and kernel code as well), allocation, locks. On Linux and macOS. */
    ASYNC_PROFILER {
        @Override
        List<String> options(Path recording, Path folder) throws IOException {
            Path library = folder.resolve("libasyncProfiler.so");
            try (InputStream in = Recorder.class.getResourceAsStream("/" + platform() + "/libasyncProfiler.so")) {
                if (in == null) {
                    throw new ProfileException("async-profiler has no library for this system, which is " + platform()
                            + "; record with the JDK's recorder");
                }
                Files.copy(in, library);
            }
            return List.of("-agentpath:" + library + "=start,event=cpu,alloc,lock,jfr,file=" + recording);
        }
    };

    /** Returns the options that make a JVM record. */
    abstract List<String> options(Path recording, Path folder) throws IOException;

    /** Returns the platform's name, as in the names of the library's folders. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return system.startsWith("mac") ? "macos" : system.replace(' ', '-') + "-" + processor;
    }

    /**
     * Runs a program to its end and records it.
     *
     * @param command the command: a {@code java} launcher, its options, a class or jar, and arguments
     * @param recording the file for the recording; replaced if it exists
     * @param output the destination of the program's standard output and standard error
     * @return the program's exit code
     * @throws ProfileException if the command does not begin with a launcher or cannot be started, or no recording was left
     * @throws InterruptedException if the thread is interrupted; the program is then ended
     */
    public int record(List<String> command, Path recording, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        if (command.isEmpty() || !command.get(0).matches("(.*[/\\\\])?java(\\.exe)?")) {
            throw new ProfileException("the command to record must begin with java, as in: java -jar app.jar"
                    + (command.isEmpty() ? "" : "; it begins with " + command.get(0)));
        }
        try (Temporary folder = Temporary.folder()) {
            Files.deleteIfExists(recording);
            List<String> all = new ArrayList<>(command);
            all.addAll(1, options(recording.toAbsolutePath(), folder.path()));
            int exitCode = run(all, output);
            if (!Files.exists(recording)) {
                throw new ProfileException(
                        String.join(" ", command) + ": ended with exit code " + exitCode + " and left no recording");
            }
            return exitCode;
        }
    }

    private static int run(List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(output)
                    .start();
        } catch (IOException e) {
            throw new ProfileException(command.get(0) + ": cannot be started: " + e.getMessage(), e);
        }
        // Closing it ends the program if this thread is interrupted.
        try (Temporary running = Temporary.running(process)) {
            return process.waitFor();
        }
    }
}

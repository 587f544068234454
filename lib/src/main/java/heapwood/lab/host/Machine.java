package heapwood.lab.host;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A description of the machine that measures.
 *
 * @param cpu the processor's name
 * @param cores the number of its cores that this JVM may use
 * @param memoryBytes its memory, in bytes
 * @param system the operating system and its kernel's version
 */
public record Machine(String cpu, int cores, long memoryBytes, String system) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Returns the machine that runs this JVM. Runs a helper program, for at most five seconds, where the system's files
     * do not name the processor.
     *
     * @throws InterruptedException if this thread is interrupted while a helper program runs
     */
    public static Machine current() throws InterruptedException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return new Machine(cpuName(), Runtime.getRuntime().availableProcessors(), Memory.total(), system);
    }

    private static String cpuName() throws InterruptedException {
        try {
            String name = cpuNameIn(new String(SteadyFiles.read(Path.of("/proc/cpuinfo")), StandardCharsets.UTF_8));
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        String name = say("sysctl", "-n", "machdep.cpu.brand_string");
        return name.isEmpty() ? System.getProperty("os.arch") : name;
    }

    static String cpuNameIn(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the average number of processes that wanted to run over the last minute; NaN where the system does not
     * report it.
     */
    public static double load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? Double.NaN : load;
    }

    /**
     * Returns the commit of the working directory, with {@code -dirty} if files differ from it; empty if git does not
     * report it.
     */
    public static String commit() throws InterruptedException {
        return say(
                "git", "-C", Path.of("").toAbsolutePath().toString(), "describe", "--always", "--dirty", "--abbrev=12");
    }

    /** Returns the first line that a program prints; empty if the program is missing or fails. */
    private static String say(String... command) throws InterruptedException {
        try {
            ChildProcess.Ended ended = ChildProcess.run(List.of(command), PATIENCE, ChildProcess.NO_TICKER);
            return ended.exitCode() == 0
                    ? ended.output().lines().findFirst().orElse("").strip()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Returns the identity of the machine for results. Results of machines with the same identity are comparable. The
     * kernel is no part of it, since it changes on the same hardware.
     */
    public String id() {
        return cpu + ", " + cores + (cores == 1 ? " core, " : " cores, ") + Math.round(memoryBytes / 1e9) + " GB";
    }

    /** Returns a text for a caption: {@code AMD EPYC 7763, 2 cores, 25 GB, Linux 6.1.0 amd64}. */
    @Override
    public String toString() {
        return id() + ", " + system;
    }
}

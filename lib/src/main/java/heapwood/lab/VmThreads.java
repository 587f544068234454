package heapwood.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processor time that threads of this JVM have had so far, by what they are for. Two sources that owe nothing to each
 * other tell it, each thread by its name: the JVM itself, which has threads that Java does not see, and Linux.
 *
 * <p>What ends takes its time with it. Collectors start threads when they first need them and keep them; compilers may end
 * theirs when idle.
 *
 * @param collecting of the threads that do nothing but collect garbage, the VM's own thread left out
 * @param vmThread of the VM's own thread: all of a collection under Serial, the sequential parts of pauses under the others,
 *     and what else stops all threads, which is little
 * @param compiling of the compilers' threads
 */
record VmThreads(long collecting, long vmThread, long compiling) {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** How the threads of all collectors of JDK 17 to 25 begin; Linux cuts names to 15 characters, which is more. */
    private static final List<String> COLLECTING = List.of(
            "GC Thread#",
            "G1 ",
            "ZDriver",
            "ZWorker",
            "ZDirector",
            "ZStat",
            "ZUncommitter",
            "ZUnmapper",
            "RuntimeWorker",
            "Shenandoah",
            "StrDedup");

    private static final List<String> COMPILING = List.of("C1 CompilerThre", "C2 CompilerThre", "JVMCI-native Co");

    /**
     * What the JVM says: {@code HotspotThreadMBean}, an internal bean that JDK 17 and 25 have on every system.
     *
     * @return empty if this JVM has it not, or was not started with {@code --add-opens java.management/sun.management=ALL-UNNAMED}
     */
    static Optional<VmThreads> byJvm() {
        try {
            Method find =
                    Class.forName("sun.management.ManagementFactoryHelper").getDeclaredMethod("getHotspotThreadMBean");
            find.setAccessible(true);
            Object bean = find.invoke(null);
            Method times = bean.getClass().getMethod("getInternalThreadCpuTimes");
            times.setAccessible(true);
            List<NamedTime> named = new ArrayList<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) times.invoke(bean)).entrySet()) {
                named.add(new NamedTime((String) entry.getKey(), (Long) entry.getValue()));
            }
            // A system that cannot say gives -1.
            boolean known = named.stream().anyMatch(time -> time.nanos > 0);
            return known ? Optional.of(of(named)) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What Linux says: {@code schedstat} of each thread of this process.
     *
     * @return empty on other systems, and on kernels that keep no such account
     */
    static Optional<VmThreads> bySystem() {
        List<NamedTime> named = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
            for (Path thread : threads) {
                timeOf(thread).ifPresent(named::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(of(named));
    }

    private static Optional<NamedTime> timeOf(Path thread) {
        try {
            String nanos = Files.readString(thread.resolve("schedstat")).split(" ")[0];
            return Optional.of(
                    new NamedTime(Files.readString(thread.resolve("comm")).strip(), Long.parseLong(nanos)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // It ended meanwhile.
        }
    }

    /** A thread's name, maybe cut, and its processor time. */
    record NamedTime(String name, long nanos) {}

    static VmThreads of(List<NamedTime> threads) {
        long collecting = 0;
        long vmThread = 0;
        long compiling = 0;
        for (NamedTime thread : threads) {
            if (thread.name.equals("VM Thread")) {
                vmThread += thread.nanos;
            } else if (COLLECTING.stream().anyMatch(thread.name::startsWith)) {
                collecting += thread.nanos;
            } else if (COMPILING.stream().anyMatch(thread.name::startsWith)) {
                compiling += thread.nanos;
            }
        }
        return new VmThreads(collecting, vmThread, compiling);
    }

    /** What collecting garbage took: the collector's threads and the VM's own. */
    long collector() {
        return collecting + vmThread;
    }

    /** The processor time of all threads that Java sees. */
    static long ofJavaThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id)); // -1 if it has just ended
        }
        return sum;
    }
}

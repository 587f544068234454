package heapwood.lab.child;

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
 * The processor time of this JVM's threads so far, by their purpose, in nanoseconds. There are two independent sources,
 * both of which give the time of each thread by its name: the JVM, which has threads that Java does not see, and Linux.
 *
 * <p>Times of ended threads are not included. Collectors start threads when they first need them and keep them;
 * compilers may end theirs when idle.
 *
 * @param collecting the time of the threads that only collect garbage, without the VM's own thread
 * @param vmThread the time of the VM's own thread: all of a collection under Serial, the sequential parts of pauses
 *     under the others, and other operations that stop all threads, which take little
 * @param compiling the time of the compilers' threads
 */
record VmThreads(long collecting, long vmThread, long compiling) {
    private static final Path TASKS = Path.of("/proc/self/task");

    /**
     * The starts of the names of all collectors' threads in JDK 17 to 25. Linux cuts names to 15 characters, which is
     * longer.
     */
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
     * Returns the times by the JVM's account, {@code HotspotThreadMBean}, an internal bean that JDK 17 and 25 have on
     * every system.
     *
     * @return the times; empty if this JVM lacks the bean, or was not started with
     *     {@code --add-opens java.management/sun.management=ALL-UNNAMED}
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
            // A system without such an account gives -1.
            boolean known = named.stream().anyMatch(time -> time.nanos > 0);
            return known ? Optional.of(of(named)) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the times by Linux's account, {@code schedstat} of each thread of this process.
     *
     * @return the times; empty on other systems, and on kernels that keep no such account
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
            return Optional.empty(); // The thread has ended in the meantime.
        }
    }

    /**
     * The name of a thread, possibly cut, and its processor time.
     *
     * @param name the name
     * @param nanos the processor time, in nanoseconds
     */
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

    /** Returns the time of garbage collection, in nanoseconds: that of the collector's threads and of the VM's own. */
    long collector() {
        return collecting + vmThread;
    }

    /** Returns the processor time of all threads that Java sees, in nanoseconds. */
    static long ofJavaThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id)); // -1 if it has just ended
        }
        return sum;
    }
}

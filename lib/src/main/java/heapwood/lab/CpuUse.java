package heapwood.lab;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The processor time of this JVM, and of it what garbage collection took, between two moments. Collection beans would not do:
 * they give elapsed time, which for a collector beside the program is no processor time at all. NaN stands for what is not available here.
 *
 * <p>Barriers, with which ZGC and Shenandoah let the program itself do a part of the work, are in nobody's account: they
 * are the program's own time.
 *
 * @param processMillis all threads; a multiple of 10 ms on Linux
 * @param byJvm garbage collection by the JVM's own account of its threads, in milliseconds
 * @param bySystem the same by Linux's account of threads
 * @param byDifference an estimate: the process less Java's threads and the compilers'. It has the JVM's housekeeping in it,
 *     and the resolution of the process's time
 * @param vmThreadMillis the part of the collection that the VM's own thread had
 * @param compilerMillis the compilers
 */
public record CpuUse(
        double processMillis,
        double byJvm,
        double bySystem,
        double byDifference,
        double vmThreadMillis,
        double compilerMillis) {

    /** What the clocks showed at one moment. */
    static final class Start {
        private final long process;
        private final long javaThreads;
        private final Optional<VmThreads> jvm;
        private final Optional<VmThreads> system;

        private Start() {
            OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            process = bean.getProcessCpuTime();
            javaThreads = VmThreads.ofJavaThreads();
            jvm = VmThreads.byJvm();
            system = VmThreads.bySystem();
        }

        /** What was used since. */
        CpuUse untilNow() {
            return between(this, new Start());
        }
    }

    /** Starts measuring. Takes about a millisecond. */
    static Start start() {
        return new Start();
    }

    private static CpuUse between(Start from, Start to) {
        double process = (to.process - from.process) / 1e6;
        double java = (to.javaThreads - from.javaThreads) / 1e6;
        double byJvm = millis(from.jvm, to.jvm, VmThreads::collector);
        double bySystem = millis(from.system, to.system, VmThreads::collector);
        boolean jvm = !Double.isNaN(byJvm);
        Optional<VmThreads> before = jvm ? from.jvm : from.system;
        Optional<VmThreads> after = jvm ? to.jvm : to.system;
        double compilers = millis(before, after, VmThreads::compiling);
        return new CpuUse(
                process,
                byJvm,
                bySystem,
                Math.max(0, process - java - compilers),
                millis(before, after, VmThreads::vmThread),
                compilers);
    }

    private static double millis(Optional<VmThreads> from, Optional<VmThreads> to, ToLongFunction<VmThreads> part) {
        if (from.isEmpty() || to.isEmpty()) {
            return Double.NaN;
        }
        return (part.applyAsLong(to.get()) - part.applyAsLong(from.get())) / 1e6;
    }

    /** What garbage collection took, by the best source that there is: the JVM, else Linux; NaN if neither says. */
    double collectorMillis() {
        return Double.isNaN(byJvm) ? bySystem : byJvm;
    }

    /** Which source {@link #collectorMillis} has: {@code JVM}, {@code Linux} or {@code not available here}. */
    String source() {
        if (!Double.isNaN(byJvm)) {
            return "JVM";
        }
        return Double.isNaN(bySystem) ? "not available here" : "Linux";
    }

    /** Adds the columns of garbage collection to a row. */
    void describe(Map<String, Object> row) {
        row.put("gc_cpu_ms", collectorMillis());
        row.put("gc_cpu_source", source());
        row.put("gc_cpu_jvm_ms", byJvm);
        row.put("gc_cpu_linux_ms", bySystem);
        row.put("vm_thread_cpu_ms", vmThreadMillis);
    }
}

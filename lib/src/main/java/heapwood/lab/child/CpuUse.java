package heapwood.lab.child;

import com.sun.management.OperatingSystemMXBean;
import heapwood.lab.plan.Column;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The processor time of this JVM between two moments, and the part of it that garbage collection took. Collection beans
 * are not used: they give elapsed time, which for a collector that runs concurrently is not processor time. NaN means
 * not available here.
 *
 * <p>Barriers, through which ZGC and Shenandoah let the program itself do a part of the work, are in no account. They
 * are part of the program's own time.
 *
 * @param processMillis the time of all threads, in milliseconds; a multiple of 10 ms on Linux
 * @param byJvm garbage collection by the JVM's own account of its threads, in milliseconds
 * @param bySystem the same by Linux's account of threads
 * @param byDifference an estimate: the process's time less that of Java's threads and the compilers'. It includes the
 *     JVM's housekeeping, and has the resolution of the process's time
 * @param vmThreadMillis the part of the collection in the VM's own thread, in milliseconds
 * @param compilerMillis the time of the compilers, in milliseconds
 */
public record CpuUse(
        double processMillis,
        double byJvm,
        double bySystem,
        double byDifference,
        double vmThreadMillis,
        double compilerMillis) {

    /** The readings of the clocks at the start of a measurement. */
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

        /** Returns the processor time used since the start. */
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

    /**
     * Returns the processor time of garbage collection, in milliseconds, from the best available source: the JVM, else
     * Linux; NaN if neither has it.
     */
    double collectorMillis() {
        return Double.isNaN(byJvm) ? bySystem : byJvm;
    }

    /** Returns the source of {@link #collectorMillis}: {@code JVM}, {@code Linux} or {@code not available here}. */
    String source() {
        if (!Double.isNaN(byJvm)) {
            return "JVM";
        }
        return Double.isNaN(bySystem) ? "not available here" : "Linux";
    }

    /** Adds the columns of garbage collection to a row. */
    void describe(Map<Column, Object> row) {
        row.put(Column.GC_CPU_MS, collectorMillis());
        row.put(Column.GC_CPU_SOURCE, source());
        row.put(Column.GC_CPU_JVM_MS, byJvm);
        row.put(Column.GC_CPU_LINUX_MS, bySystem);
        row.put(Column.VM_THREAD_CPU_MS, vmThreadMillis);
    }
}

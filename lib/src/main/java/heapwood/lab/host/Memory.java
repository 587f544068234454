package heapwood.lab.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that is available for a child JVM. */
public final class Memory {
    /** The memory that a JVM takes beside its heap, in bytes: code, metadata, the collector's tables, stacks. */
    private static final long BESIDE_HEAP = 200L << 20;

    private static final double TABLES_PER_HEAP = 0.05;

    /** The share of all memory that counts as available where the system does not report it. */
    private static final double SHARE_IF_UNKNOWN = 0.7;

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    private Memory() {}

    /** Returns the memory of the machine, or of its container if that is limited, in bytes. */
    public static long total() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /**
     * Returns the memory that can be taken now without displacing anything, in bytes. On Linux this is the memory that
     * the kernel reports as available, or the remaining memory of the container if that is less. Elsewhere it is an
     * estimate, {@value #SHARE_IF_UNKNOWN} of all memory.
     */
    public static long available() {
        OptionalLong kernel = availableIn(read(MEMINFO));
        if (kernel.isEmpty()) {
            return (long) (total() * SHARE_IF_UNKNOWN);
        }
        return Math.min(kernel.getAsLong(), leftToContainer());
    }

    /** Returns whether {@link #available} is reported by the system; otherwise it is an estimate. */
    public static boolean isAvailableKnown() {
        return availableIn(read(MEMINFO)).isPresent();
    }

    /** Returns the most memory that a JVM with a given heap may take, in bytes. */
    public static long neededFor(long heapBytes) {
        return heapBytes + (long) (heapBytes * TABLES_PER_HEAP) + BESIDE_HEAP;
    }

    /** Returns the largest heap, in bytes, whose JVM fits into the available memory; 0 if none fits. */
    public static long largestHeap() {
        return Math.max(0, (long) ((available() - BESIDE_HEAP) / (1 + TABLES_PER_HEAP)));
    }

    /** Returns the bytes in the line {@code MemAvailable: 23456789 kB}; empty without such a line. */
    static OptionalLong availableIn(String meminfo) {
        return meminfo.lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst();
    }

    private static long leftToContainer() {
        return Math.min(
                left("memory.max", "memory.current", "memory.stat", "inactive_file"),
                left(
                        "memory/memory.limit_in_bytes",
                        "memory/memory.usage_in_bytes",
                        "memory/memory.stat",
                        "total_inactive_file"));
    }

    private static long left(String limitFile, String usageFile, String statFile, String reclaimable) {
        return leftOf(
                read(CGROUP.resolve(limitFile)),
                read(CGROUP.resolve(usageFile)),
                read(CGROUP.resolve(statFile)),
                reclaimable);
    }

    /**
     * Returns the remaining memory of a control group, in bytes: its limit less the used memory, plus the part of that
     * which can be reclaimed. Without a limit ({@code max}, or no text) the result is {@link Long#MAX_VALUE}.
     */
    static long leftOf(String limit, String usage, String stat, String reclaimable) {
        if (!limit.strip().matches("\\d{1,18}") || !usage.strip().matches("\\d{1,18}")) {
            return Long.MAX_VALUE;
        }
        long cache = stat.lines()
                .filter(line -> line.startsWith(reclaimable + " "))
                .mapToLong(line ->
                        Long.parseLong(line.substring(reclaimable.length() + 1).strip()))
                .findFirst()
                .orElse(0);
        return Math.max(0, Long.parseLong(limit.strip()) - Long.parseLong(usage.strip()) + cache);
    }

    private static String read(Path file) {
        try {
            return new String(SteadyFiles.read(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}

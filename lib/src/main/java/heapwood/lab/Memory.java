package heapwood.lab;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory there is for a child JVM. */
public final class Memory {
    /** A JVM takes more than its heap: code, metadata, the collector's tables, stacks. */
    private static final long BESIDE_HEAP = 200L << 20;

    private static final double TABLES_PER_HEAP = 0.05;

    /** Where the system does not say what is available, children get this share of all memory. */
    private static final double SHARE_IF_UNKNOWN = 0.7;

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    private Memory() {}

    /** The machine's memory, or what its container may use, in bytes. */
    public static long total() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /**
     * What could be taken now without pushing anything out, in bytes: on Linux what the kernel calls available, or what is left
     * to the container if that is less; elsewhere an estimate, {@value #SHARE_IF_UNKNOWN} of all.
     */
    public static long available() {
        OptionalLong kernel = availableIn(read(MEMINFO));
        if (kernel.isEmpty()) {
            return (long) (total() * SHARE_IF_UNKNOWN);
        }
        return Math.min(kernel.getAsLong(), leftToContainer());
    }

    /** Whether {@link #available} is told by the system ({@code true}) or estimated. */
    public static boolean isAvailableKnown() {
        return availableIn(read(MEMINFO)).isPresent();
    }

    /** What a JVM with this heap may come to take, in bytes. */
    static long neededFor(long heapBytes) {
        return heapBytes + (long) (heapBytes * TABLES_PER_HEAP) + BESIDE_HEAP;
    }

    /** The largest heap, in bytes, whose JVM fits into what is available now; 0 if none does. */
    public static long largestHeap() {
        return Math.max(0, (long) ((available() - BESIDE_HEAP) / (1 + TABLES_PER_HEAP)));
    }

    /** The line {@code MemAvailable: 23456789 kB}, in bytes. */
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

    /** A control group's limit less what it uses and could not give back; no limit ({@code max}, or nothing said) is a huge one. */
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

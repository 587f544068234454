package heapwood.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is asked of a recording, by a short name: types of events, as the JDK's recorder or async-profiler writes them, and the
 * value that is usually meant.
 */
enum JfrKind {
    /** On a processor. */
    CPU(JfrValue.SAMPLES, "jdk.ExecutionSample", "jdk.CPUTimeSample"),
    /** Running or not. */
    WALL(JfrValue.SAMPLES, "profiler.WallClockSample"),
    ALLOC(
            JfrValue.BYTES,
            "jdk.ObjectAllocationSample",
            "jdk.ObjectAllocationInNewTLAB",
            "jdk.ObjectAllocationOutsideTLAB"),
    LOCK(JfrValue.NANOSECONDS, "jdk.JavaMonitorEnter", "jdk.ThreadPark");

    private final String value;
    private final Set<String> types;

    JfrKind(String value, String... types) {
        this.value = value;
        this.types = Set.copyOf(Arrays.asList(types));
    }

    /** The types of events that a name stands for: those of a kind, or the one type itself. */
    static Set<String> types(String event) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(event))
                .findFirst()
                .map(kind -> kind.types)
                .orElse(Set.of(event));
    }

    /** The value that is meant unless another is asked for. */
    static String usualValue(String event) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(event))
                .findFirst()
                .map(kind -> kind.value)
                .orElse(JfrValue.SAMPLES);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(JfrKind::toString).toList();
    }

    static Set<String> allTypes() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.types.stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

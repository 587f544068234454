package heapwood.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What is asked of a recording, by a short name: types of events, as the JDK's recorder or async-profiler writes them, and the
 * value that is usually meant.
 *
 * <p>Some things a recording may tell in two ways at once, by different types of events; then one way is read, since both
 * together would count everything twice.
 */
enum JfrKind {
    /** On a processor: by timers of the processor's time, which must be asked for, or else by looking from time to time. */
    CPU(JfrValue.SAMPLES, List.of("jdk.CPUTimeSample"), List.of("jdk.ExecutionSample")),
    /** Running or not. */
    WALL(JfrValue.SAMPLES, List.of("profiler.WallClockSample")),
    /** By every buffer that a thread opens and every object outside, which must be asked for; or else by some of these. */
    ALLOC(
            JfrValue.BYTES,
            List.of("jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB"),
            List.of("jdk.ObjectAllocationSample")),
    LOCK(JfrValue.NANOSECONDS, List.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"));

    private final String value;

    /** The better one first; in each, the type without which it is not whole first. */
    private final List<List<String>> ways;

    @SafeVarargs
    JfrKind(String value, List<String>... ways) {
        this.value = value;
        this.ways = List.of(ways);
    }

    /** The kind with that name, if any. */
    static Optional<JfrKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** The value that is meant unless another is asked for. */
    static String usualValue(String event) {
        return named(event).map(kind -> kind.value).orElse(JfrValue.SAMPLES);
    }

    /** The types of events to read: those of the best way whose first type the recording has, or else of any that it has. */
    List<String> typesIn(ToLongFunction<String> counts) {
        return ways.stream()
                .filter(way -> counts.applyAsLong(way.get(0)) > 0)
                .findFirst()
                .or(() -> ways.stream()
                        .filter(way -> way.stream().anyMatch(type -> counts.applyAsLong(type) > 0))
                        .findFirst())
                .orElse(ways.get(0));
    }

    /** All types of events that may tell this. */
    List<String> types() {
        return ways.stream().flatMap(List::stream).toList();
    }

    static Set<String> allTypes() {
        return Arrays.stream(values()).flatMap(kind -> kind.types().stream()).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package heapwood.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A kind of profile in a recording, with a short name: its types of events, as the JDK's recorder or async-profiler writes them,
 * and the value that is counted by default.
 *
 * <p>A recording may have the same information twice, in different types of events. Only one of these ways is read then, since both
 * together would count everything twice.
 */
enum JfrKind {
    /** Execution on a processor: by timers of processor time, which must be switched on, or else by periodic samples. */
    CPU(JfrValue.SAMPLES, List.of("jdk.CPUTimeSample"), List.of("jdk.ExecutionSample")),
    /** Elapsed time, whether threads run or not. */
    WALL(JfrValue.SAMPLES, List.of("profiler.WallClockSample")),
    /**
     * Allocation: by every buffer that a thread opens and every object outside of buffers, which must be switched on, or else by
     * samples of these.
     */
    ALLOC(
            JfrValue.BYTES,
            List.of("jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB"),
            List.of("jdk.ObjectAllocationSample")),
    LOCK(JfrValue.NANOSECONDS, List.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"));

    private final String value;

    /** The ways, the more exact one first. In each way the first type is the one without which it is incomplete. */
    private final List<List<String>> ways;

    @SafeVarargs
    JfrKind(String value, List<String>... ways) {
        this.value = value;
        this.ways = List.of(ways);
    }

    /** Returns the kind with a name, if any. */
    static Optional<JfrKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** Returns the value that is counted by default for an event. */
    static String usualValue(String event) {
        return named(event).map(kind -> kind.value).orElse(JfrValue.SAMPLES);
    }

    /**
     * Returns the types of events to read: those of the best way whose first type the recording has, or else of any way that it
     * has.
     */
    List<String> typesIn(ToLongFunction<String> counts) {
        return ways.stream()
                .filter(way -> counts.applyAsLong(way.get(0)) > 0)
                .findFirst()
                .or(() -> ways.stream()
                        .filter(way -> way.stream().anyMatch(type -> counts.applyAsLong(type) > 0))
                        .findFirst())
                .orElse(ways.get(0));
    }

    /** Returns all types of events of this kind. */
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

package heapwood.lab.host;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The garbage collectors of OpenJDK, in the order of all tables and charts. */
public enum Collector {
    SERIAL("Serial", "UseSerialGC"),
    PARALLEL("Parallel", "UseParallelGC"),
    G1("G1", "UseG1GC"),
    ZGC("ZGC", "UseZGC"),
    SHENANDOAH("Shenandoah", "UseShenandoahGC"),
    /**
     * A collector that never collects. It shows the cost of a program without a collector, and ends the program when
     * the heap is full.
     */
    EPSILON("Epsilon", "UseEpsilonGC");

    private static final Map<String, Boolean> PRESENT = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String label;
    private final String option;

    Collector(String label, String option) {
        this.label = label;
        this.option = option;
    }

    /**
     * Returns the collector with a name.
     *
     * @param name in upper or lower case: {@code g1}
     * @return the collector
     * @throws IllegalArgumentException if there is none; the message names all
     */
    public static Collector of(String name) {
        for (Collector collector : values()) {
            if (collector.label.equalsIgnoreCase(name)) {
                return collector;
            }
        }
        String known = Arrays.stream(values()).map(Collector::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("there is no collector named \"" + name + "\": choose one of " + known);
    }

    /** Returns the collector's name in tables and charts. */
    public String label() {
        return label;
    }

    /**
     * Returns the flags that choose this collector in a JDK. On JDK 21 and 22, where ZGC has generations only on
     * request, they request them.
     *
     * @param jdk the JDK that will get the flags
     */
    public List<String> flags(Jdk jdk) {
        List<String> flags = new ArrayList<>();
        if (this == EPSILON) {
            flags.add("-XX:+UnlockExperimentalVMOptions");
        }
        flags.add("-XX:+" + option);
        if (this == ZGC && (jdk.feature() == 21 || jdk.feature() == 22)) {
            flags.add("-XX:+ZGenerational");
        }
        return flags;
    }

    /** Returns whether application threads are stopped during all of the collection work. */
    public boolean stopsTheWorld() {
        return this == SERIAL || this == PARALLEL || this == G1;
    }

    /**
     * Returns whether a JDK has this collector. Starts the JDK once, for about a tenth of a second, and remembers the
     * answer. If the JDK gives no answer (it takes too long, is killed, or does not start), the result is true, so that
     * the trial reports the error, and the next call asks again.
     *
     * @param jdk the JDK to start
     * @throws InterruptedException if this thread is interrupted; the started process is ended
     */
    public boolean isIn(Jdk jdk) throws InterruptedException {
        String key = jdk.home() + " " + option;
        Boolean known = PRESENT.get(key);
        if (known == null) {
            known = answer(jdk).orElse(null);
            if (known == null) {
                return true;
            }
            PRESENT.put(key, known);
        }
        return known;
    }

    private Optional<Boolean> answer(Jdk jdk) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(flags(jdk));
        command.addAll(List.of("-Xmx64m", "-XX:+PerfDisableSharedMem", "-version"));
        try {
            ChildProcess.Ended ended = ChildProcess.run(command, PATIENCE, ChildProcess.NO_TICKER);
            if (ended.exitCode() == 0) {
                return Optional.of(true);
            }
            Status why = Status.ofFailure(ended);
            return why == Status.NO_COLLECTOR || why == Status.UNKNOWN_OPTION ? Optional.of(false) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the collectors that a JDK has, in order. Starts the JDK once for each collector, about a tenth of a
     * second each, and remembers the answers.
     *
     * @param jdk the JDK to start
     * @throws InterruptedException if this thread is interrupted
     */
    public static List<Collector> in(Jdk jdk) throws InterruptedException {
        List<Collector> present = new ArrayList<>();
        for (Collector collector : values()) {
            if (collector.isIn(jdk)) {
                present.add(collector);
            }
        }
        return present;
    }

    /** Returns the collector that this JVM uses; empty if it is none of these. */
    public static Optional<Collector> inUse() {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Arrays.stream(values()).filter(collector -> collector.isOn(bean)).findFirst();
    }

    private boolean isOn(HotSpotDiagnosticMXBean bean) {
        try {
            return Boolean.parseBoolean(bean.getVMOption(option).getValue());
        } catch (IllegalArgumentException e) {
            return false; // This JVM was built without it.
        }
    }

    @Override
    public String toString() {
        return label;
    }
}

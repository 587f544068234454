package heapwood.lab;

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

/** The garbage collectors of OpenJDK, always in this order in tables and charts. */
public enum Collector {
    SERIAL("Serial", "UseSerialGC"),
    PARALLEL("Parallel", "UseParallelGC"),
    G1("G1", "UseG1GC"),
    ZGC("ZGC", "UseZGC"),
    SHENANDOAH("Shenandoah", "UseShenandoahGC"),
    /** Never collects: it shows what a program costs without a collector, and ends where the heap does. */
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
     * The collector with this name.
     *
     * @param name in upper or lower case: {@code g1}
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

    /** Its name in tables and charts. */
    public String label() {
        return label;
    }

    /**
     * The flags that choose it, in the form that this JDK wants: where ZGC has generations only on request (21 and 22), they are requested.
     *
     * @param jdk who will be given them
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

    /** Whether application threads stand still during all of a collection's work. */
    public boolean stopsTheWorld() {
        return this == SERIAL || this == PARALLEL || this == G1;
    }

    /**
     * Returns whether a JDK has it: asked by starting that JDK once, for about a tenth of a second; the answer is remembered. A JDK
     * that does not answer (it takes too long, is killed, or does not start) is asked again next time, and taken to have it: the
     * trial will say what is wrong.
     *
     * @param jdk whom to ask
     * @throws InterruptedException if this thread is interrupted; the process asked is ended
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
            Child.Ended ended = Child.run(command, PATIENCE, Child.NO_TICKER);
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
     * Those that a JDK has, in order. Starts it once for each, and remembers.
     *
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

    /** The one that this JVM uses; empty if it is none of these. */
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

package heapwood.lab.plan;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A variant of a JVM's heap layout or collection, set by a flag. It is a further axis of an experiment, for the JDKs
 * that have it.
 */
public enum Variant {
    /** The JDK's default. */
    PLAIN("plain", ""),
    /** Object headers of 8 bytes instead of 12 or 16, from JDK 25 on. */
    COMPACT_HEADERS("compact headers", "-XX:+UseCompactObjectHeaders"),
    /** ZGC without generations; JDK 21 to 23 have it with and without. */
    ONE_GENERATION("one generation", "-XX:-ZGenerational");

    private final String label;
    private final String flag;

    Variant(String label, String flag) {
        this.label = label;
        this.flag = flag;
    }

    /**
     * Returns the variant with a label.
     *
     * @param label the label, such as {@code compact headers}
     * @throws IllegalArgumentException if there is none; the message names all
     */
    public static Variant of(String label) {
        for (Variant variant : values()) {
            if (variant.label.equals(label)) {
                return variant;
            }
        }
        throw new IllegalArgumentException("there is no variant \"" + label + "\": use "
                + Arrays.stream(values()).map(variant -> variant.label).collect(Collectors.joining(", ")));
    }

    /**
     * Returns the variants that a collector of a JDK has, the plain one first. Starts no process.
     *
     * @param jdk the JDK
     * @param collector the collector
     */
    public static List<Variant> of(Jdk jdk, Collector collector) {
        List<Variant> variants = new ArrayList<>(List.of(PLAIN));
        if (jdk.feature() >= 25) {
            variants.add(COMPACT_HEADERS);
        }
        if (collector == Collector.ZGC && jdk.feature() >= 21 && jdk.feature() <= 23) {
            variants.add(ONE_GENERATION);
        }
        return variants;
    }

    /**
     * Returns the trial with this variant's flag added to its flags.
     *
     * @param trial the trial, which is not changed
     */
    public Trial applyTo(Trial trial) {
        if (this == PLAIN) {
            return trial;
        }
        List<String> flags = new ArrayList<>(trial.flags());
        flags.add(flag);
        return trial.withFlags(flags.toArray(String[]::new));
    }

    /**
     * Returns a JDK's label, and the variant's if that is not the plain one: {@code JDK 25, compact headers}.
     *
     * @param jdk the JDK's label
     * @param flags all further flags of the JVM, in one text
     */
    public static String label(String jdk, String flags) {
        StringBuilder label = new StringBuilder(jdk);
        for (Variant variant : values()) {
            if (variant != PLAIN && flags.contains(variant.flag)) {
                label.append(", ").append(variant.label);
            }
        }
        return label.toString();
    }
}

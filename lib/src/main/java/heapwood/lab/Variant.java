package heapwood.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Row;

/** Flags that change how a JVM lays out or collects its heap: one more axis of an experiment, where a JDK has them. */
public enum Variant {
    /** As the JDK comes. */
    PLAIN("plain", ""),
    /** Object headers of 8 bytes instead of 12 or 16: JDK 25 and later. */
    COMPACT_HEADERS("compact headers", "-XX:+UseCompactObjectHeaders"),
    /** ZGC without generations: JDK 21 to 23 have it both ways. */
    ONE_GENERATION("one generation", "-XX:-ZGenerational");

    private final String label;
    private final String flag;

    Variant(String label, String flag) {
        this.label = label;
        this.flag = flag;
    }

    /**
     * The variant with this label.
     *
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

    /** Those that a collector of a JDK has, the plain one first. Starts no process. */
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

    /** The trial with this variant's flag after those that it has. */
    public Trial applyTo(Trial trial) {
        if (this == PLAIN) {
            return trial;
        }
        List<String> flags = new ArrayList<>(trial.flags());
        flags.add(flag);
        return trial.withFlags(flags.toArray(String[]::new));
    }

    /** The JDK of a row, and the variant where it is not the plain one: {@code JDK 25, compact headers}. */
    static String label(Row row) {
        String flags = row.isMissing("flags") ? "" : row.getString("flags");
        StringBuilder label = new StringBuilder(row.getString("jdk"));
        for (Variant variant : values()) {
            if (variant != PLAIN && flags.contains(variant.flag)) {
                label.append(", ").append(variant.label);
            }
        }
        return label.toString();
    }
}

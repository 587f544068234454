package heapwood.lab;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The JVM's own count of its live objects by class, after a full collection: what {@code jcmd <pid> GC.class_histogram}
 * prints. It walks the heap, not references, so it owes nothing to {@link LiveObjects}, and it also counts what the JVM
 * itself holds.
 */
final class ClassHistogram {
    /** {@code   1:   3017   170568  [B (java.base@17.0.15)} */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private final Map<String, long[]> byClass;

    private ClassHistogram(Map<String, long[]> byClass) {
        this.byClass = byClass;
    }

    /**
     * Of this JVM. Stops it for a full collection and a walk over the heap.
     *
     * @throws IllegalStateException if this JVM offers no histogram
     */
    static ClassHistogram ofThisJvm() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return parse(text.toString());
        } catch (JMException e) {
            throw new IllegalStateException("this JVM gives no class histogram: use an OpenJDK", e);
        }
    }

    /**
     * From its text; lines that are no rows are passed over. Classes of the same name from several loaders are added up.
     *
     * @throws IllegalArgumentException if there is no row at all
     */
    static ClassHistogram parse(String text) {
        Map<String, long[]> byClass = new LinkedHashMap<>();
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(row -> {
            long[] sums = byClass.computeIfAbsent(row.group(3), name -> new long[2]);
            sums[0] += Long.parseLong(row.group(1));
            sums[1] += Long.parseLong(row.group(2));
        });
        if (byClass.isEmpty()) {
            throw new IllegalArgumentException(
                    "this is no class histogram: " + text.lines().findFirst().orElse("it is empty"));
        }
        return new ClassHistogram(byClass);
    }

    /** How many objects there are of the classes whose JVM names ({@code [B}, {@code java.lang.String}) fit. */
    long objects(Predicate<String> name) {
        return sum(name, 0);
    }

    /** What they take, in bytes. */
    long bytes(Predicate<String> name) {
        return sum(name, 1);
    }

    private long sum(Predicate<String> name, int column) {
        return byClass.entrySet().stream()
                .filter(entry -> name.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue()[column])
                .sum();
    }
}

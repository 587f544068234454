package heapwood.lab.child;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A histogram of the live objects of a JVM by class, after a full collection, as {@code jcmd <pid> GC.class_histogram}
 * prints it. The JVM makes it by a walk over its heap, not along references, so it is independent of
 * {@link LiveObjects}. It includes the JVM's own objects.
 */
final class ClassHistogram {
    /** A row of the histogram's text: {@code   1:   3017   170568  [B (java.base@17.0.15)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private final Map<String, long[]> byClass;

    private ClassHistogram(Map<String, long[]> byClass) {
        this.byClass = byClass;
    }

    /**
     * Returns the histogram of this JVM. Stops the JVM for a full collection and a walk over the heap.
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
     * Returns the histogram of a text. Ignores lines that are not rows. Adds up classes of the same name from several
     * loaders.
     *
     * @throws IllegalArgumentException if the text has no row
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

    /** Returns the number of objects of the classes whose JVM names ({@code [B}, {@code java.lang.String}) match. */
    long objects(Predicate<String> name) {
        return sum(name, 0);
    }

    /** Returns the size of the objects of the classes whose JVM names match, in bytes. */
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

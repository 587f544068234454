package heapwood.cli;

import heapwood.lab.host.Collector;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A counter of the objects on the heap, including garbage that has not been collected yet: Go's {@code HeapObjects}. It counts only
 * objects of classes that trees are made of: those of {@code heapwood.tree}, and arrays of bytes, shorts, ints and longs (a few
 * dozen to a few hundred of which are the JVM's own).
 *
 * <p>Java keeps a count of allocated bytes but not of objects. A class histogram is the nearest figure that does not slow the
 * program down. The JVM walks its heap for it, which takes some 15 ns an object.
 */
final class HeapObjects {
    private static final String TREES = "heapwood.tree.";
    private static final String NUMBERS = "BSIJ";

    private HeapObjects() {}

    /**
     * Returns the number of objects on the heap now. It is empty under ZGC and Shenandoah, whose histograms contain live objects
     * only, and in a JVM without histograms.
     */
    static OptionalLong now() {
        if (collectorSeesLiveObjectsOnly()) {
            return OptionalLong.empty();
        }
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[] {"-all"}},
                            new String[] {String[].class.getName()});
            return OptionalLong.of(sum((String) text));
        } catch (JMException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean collectorSeesLiveObjectsOnly() {
        return Collector.inUse()
                .filter(Set.of(Collector.ZGC, Collector.SHENANDOAH)::contains)
                .isPresent();
    }

    /**
     * Returns the sum of the objects in rows {@code number: objects bytes class}. The method allocates no strings, which the next
     * histogram would count.
     */
    static long sum(String histogram) {
        long sum = 0;
        int end;
        for (int start = 0; start < histogram.length(); start = end + 1) {
            end = histogram.indexOf('\n', start);
            end = end < 0 ? histogram.length() : end;
            int objects = field(histogram, start, end, 1);
            int name = field(histogram, start, end, 3);
            if (name < end && Character.isDigit(histogram.charAt(objects)) && isOfTrees(histogram, name, end)) {
                sum += number(histogram, objects);
            }
        }
        return sum;
    }

    /** Returns the offset of the start of a line's field, or {@code end} if the line has fewer fields. */
    private static int field(String text, int start, int end, int index) {
        int at = start;
        for (int i = 0; ; i++) {
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
            if (i == index) {
                return at;
            }
            while (at < end && text.charAt(at) != ' ') {
                at++;
            }
        }
    }

    private static long number(String text, int start) {
        long number = 0;
        for (int at = start; Character.isDigit(text.charAt(at)); at++) {
            number = number * 10 + Character.digit(text.charAt(at), 10);
        }
        return number;
    }

    /**
     * Returns whether a class is one that trees are made of. Names are in the JVM's form: {@code heapwood.tree.X}, {@code
     * [Lheapwood.tree.X;}, {@code [[I}.
     */
    private static boolean isOfTrees(String text, int name, int end) {
        int element = name;
        while (element < end && text.charAt(element) == '[') {
            element++;
        }
        if (element == name) {
            return text.startsWith(TREES, element);
        }
        boolean numbers = element < end
                && NUMBERS.indexOf(text.charAt(element)) >= 0
                && (element + 1 == end || text.charAt(element + 1) <= ' ');
        return numbers || text.startsWith(TREES, element + 1);
    }
}

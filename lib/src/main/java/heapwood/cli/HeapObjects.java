package heapwood.cli;

import heapwood.lab.Collector;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The objects that lie on the heap, garbage that no collection has taken yet included: what Go calls {@code HeapObjects}.
 * Of classes that trees are made of: those of {@code heapwood.tree}, and arrays of bytes, shorts, ints and longs (a few
 * dozen to a few hundred of which are the JVM's own).
 *
 * <p>Java keeps no count of what it has allocated, only bytes; this is the nearest that can be known without slowing the
 * program down. The JVM walks its heap for it: some 15 ns an object.
 */
final class HeapObjects {
    private static final String TREES = "heapwood.tree.";
    private static final String NUMBERS = "BSIJ";

    private HeapObjects() {}

    /** How many there are now; empty under ZGC and Shenandoah, which see live objects only, and where the JVM does not say. */
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
     * Adds up the rows {@code number: objects bytes class}. It makes no strings of them, which would be counted the next
     * time.
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

    /** Where a line's index-th field starts, or the line's end. */
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

    /** Names are as the JVM has them: {@code heapwood.tree.X}, {@code [Lheapwood.tree.X;}, {@code [[I}. */
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

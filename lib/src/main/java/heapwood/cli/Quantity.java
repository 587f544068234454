package heapwood.cli;

import java.util.Locale;

/** Numbers as a reader likes them. */
final class Quantity {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Quantity() {}

    /** With digits grouped by commas: {@code 10,000,200}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** In the largest unit that keeps it above 1, powers of 1000: {@code 2.4 GB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** With two or three digits that say something: {@code 0.04 ms}, {@code 7.1 ms}, {@code 850 ms}, {@code 12.3 s}. */
    static String millis(double millis) {
        if (millis >= 1000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        String format = millis < 1 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms";
        return String.format(Locale.ROOT, format, millis);
    }
}

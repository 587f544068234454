package heapwood.profile;

import java.util.Locale;

/** What a frame weighs, for people: counts whole, bytes and times in a unit that leaves three or four digits. */
final class Weight {
    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] TIMES = {"ns", "µs", "ms", "s"};

    private Weight() {}

    /**
     * @param value unsigned
     * @param unit in the plural
     */
    static String text(long value, String unit) {
        if (value >= 0 && unit.equals("bytes")) {
            return scaled(value, BYTES);
        }
        if (value >= 0 && unit.equals("nanoseconds")) {
            return scaled(value, TIMES);
        }
        return FlamePicture.grouped(value) + " " + unit;
    }

    private static String scaled(double value, String[] units) {
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 ? "%.0f %s" : value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%,.0f %s";
        return String.format(Locale.ROOT, format, value, units[unit]);
    }
}

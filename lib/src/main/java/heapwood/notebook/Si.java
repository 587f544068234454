package heapwood.notebook;

import heapwood.profile.Quantity;

/** Numbers as cells print them; see {@link Quantity}, which formats them. */
public final class Si {
    private Si() {}

    /** Returns a number with a prefix and three significant digits at most: {@code 1 M}, {@code 39.2 M}, {@code 1.5 m}. */
    public static String of(double value) {
        return Quantity.of(value, "");
    }

    /** Returns a number with a prefix and a unit: {@code of(0.0123, "s")} is {@code 12.3 ms}. */
    public static String of(double value, String unit) {
        return Quantity.of(value, unit);
    }

    /** Returns all digits of a number, in groups of three: {@code 39,166,322}. */
    public static String grouped(long value) {
        return Quantity.count(value);
    }
}

package heapwood.notebook;

import heapwood.profile.Quantity;

/** The formats of numbers in cells; {@link Quantity} implements them. */
public final class Si {
    private Si() {}

    /**
     * Returns a number with an SI prefix and three significant digits at most: {@code 1 M}, {@code 39.2 M}, {@code 1.5 m}.
     *
     * @param value the number
     */
    public static String of(double value) {
        return Quantity.of(value, "");
    }

    /**
     * Returns a number with an SI prefix and a unit: {@code of(0.0123, "s")} is {@code 12.3 ms}.
     *
     * @param value the number, in that unit
     * @param unit the unit without a prefix
     */
    public static String of(double value, String unit) {
        return Quantity.of(value, unit);
    }

    /**
     * Returns all digits of a number, in groups of three: {@code 39,166,322}.
     *
     * @param value the number
     */
    public static String grouped(long value) {
        return Quantity.count(value);
    }
}

package heapwood.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Functions that format numbers and quantities for people, for the whole kit. A number is rounded before its unit is chosen, so
 * that 999,999 bytes are {@code 1 MB}, never {@code 1000 kB}. Texts are always in English, whatever the machine's language, so that
 * two runs look alike.
 */
public final class Quantity {
    private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] SMALL = {"", "m", "µ", "n", "p"};
    private static final int DIGITS = 3;
    private static final String SECOND = "s";
    private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

    /** The units of profiles that are times, with their length in seconds. */
    private static final Map<String, BigDecimal> TIMES = Map.of(
            "nanoseconds", BigDecimal.valueOf(1, 9),
            "microseconds", BigDecimal.valueOf(1, 6),
            "milliseconds", BigDecimal.valueOf(1, 3),
            "seconds", BigDecimal.ONE);

    private Quantity() {}

    /**
     * Returns a profile's unit and the larger units in which its values are shown, each a thousand times as large as the one
     * before.
     *
     * @param unit the unit, in the plural
     */
    static List<String> steps(String unit) {
        if (unit.equals("bytes")) {
            return List.of("bytes", "kB", "MB", "GB", "TB", "PB", "EB");
        }
        List<String> times = List.of("nanoseconds", "microseconds", "milliseconds", "seconds");
        return times.contains(unit) ? List.of("ns", "µs", "ms", "s").subList(times.indexOf(unit), 4) : List.of(unit);
    }

    /** Returns all digits of a signed number, in groups of three: {@code 39,166,322}. */
    public static String count(long number) {
        return count(BigInteger.valueOf(number));
    }

    /** Returns all digits of a number, in groups of three. */
    public static String count(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns all digits of an unsigned 64-bit number, in groups of three: {@code 18,446,744,073,709,551,615} for -1. */
    public static String unsigned(long number) {
        return count(toBig(number));
    }

    /** Returns the value of an unsigned 64-bit number. */
    static BigInteger toBig(long unsigned) {
        return new BigInteger(Long.toUnsignedString(unsigned));
    }

    /** Returns a number of bytes in the largest unit, in powers of 1000, in which it is at least 1: {@code 2.41 GB}. */
    public static String bytes(double bytes) {
        return of(bytes, "B");
    }

    /** Returns a duration given in milliseconds, with its unit: {@code 40 µs}, {@code 7.12 ms}, {@code 850 ms}, {@code 12.3 s}. */
    public static String millis(double millis) {
        return of(millis / 1e3, SECOND);
    }

    /**
     * Returns a number with at most three significant digits, an SI prefix and a unit: {@code of(0.0123, "s")} is {@code 12.3 ms},
     * {@code of(5.3e9, "B")} is {@code 5.3 GB}.
     *
     * @param value the number, in that unit Seconds have no prefix above 1: {@code 5,340 s}.
     * @param unit a symbol that takes prefixes; empty for a plain number, as in {@code 39.2 M}
     */
    public static String of(double value, String unit) {
        return Double.isFinite(value) ? of(new BigDecimal(value), unit) : (value + " " + unit).strip();
    }

    private static String of(BigDecimal value, String unit) {
        BigDecimal rounded = rounded(value);
        int largest = unit.equals(SECOND) ? 0 : LARGE.length - 1;
        int thousands = rounded.signum() == 0 ? 0 : Math.floorDiv(rounded.precision() - rounded.scale() - 1, 3);
        thousands = Math.max(1 - SMALL.length, Math.min(largest, thousands));
        BigDecimal shown = rounded.scaleByPowerOfTen(-3 * thousands).stripTrailingZeros();
        String prefix = thousands < 0 ? SMALL[-thousands] : LARGE[thousands];
        return (grouped(shown, Math.max(0, shown.scale())) + " " + prefix + unit).strip();
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    }

    private static String grouped(BigDecimal value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /**
     * Returns a number without a unit, with three significant digits and all digits before the point: {@code 12,346}, {@code 1.50},
     * {@code 0.0123}.
     */
    public static String fraction(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = rounded(exact);
        int beforePoint = rounded.signum() == 0 ? 1 : rounded.precision() - rounded.scale();
        int decimals = Math.max(0, DIGITS - beforePoint);
        return grouped(exact.setScale(decimals, RoundingMode.HALF_UP), decimals);
    }

    /**
     * Returns a profile's value with its unit: bytes and times with a prefix, anything else with all its digits.
     *
     * @param value the value, unsigned
     * @param unit the unit, in the plural: {@code samples}, {@code bytes}, {@code nanoseconds}
     */
    public static String text(long value, String unit) {
        return text(toBig(value), unit);
    }

    /**
     * Returns a difference of a profile's values with its unit, as {@link #text(long, String)} does.
     *
     * @param value the difference, of either sign
     * @param unit the unit, in the plural
     */
    public static String text(BigInteger value, String unit) {
        if (unit.equals("bytes") && value.abs().compareTo(THOUSAND) >= 0) {
            return of(new BigDecimal(value), "B");
        }
        BigDecimal time = TIMES.get(unit);
        return time == null ? count(value) + " " + unit : of(new BigDecimal(value).multiply(time), SECOND);
    }
}

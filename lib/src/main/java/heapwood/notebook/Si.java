package heapwood.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as people read them: three significant digits and an SI prefix ({@code 39.2 M}), or all digits in groups of
 * three ({@code 39,166,322}). Always in English, whatever the machine's language, so that two runs look alike.
 */
public final class Si {
    private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] SMALL = {"", "m", "µ", "n", "p"};
    private static final int DIGITS = 3;

    private Si() {}

    /** With a prefix and three significant digits at most: {@code 1 M}, {@code 39.2 M}, {@code 250}, {@code 1.5 m}. */
    public static String of(double value) {
        return of(value, "");
    }

    /** With a prefix and a unit: {@code of(0.0123, "s")} is {@code 12.3 ms}, {@code of(5.3e9, "B")} is {@code 5.3 GB}. */
    public static String of(double value, String unit) {
        if (!Double.isFinite(value)) {
            return unit.isEmpty() ? String.valueOf(value) : value + " " + unit;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        int thousands = rounded.signum() == 0 ? 0 : Math.floorDiv(rounded.precision() - rounded.scale() - 1, DIGITS);
        thousands = Math.max(1 - SMALL.length, Math.min(LARGE.length - 1, thousands));
        String digits = rounded.scaleByPowerOfTen(-DIGITS * thousands)
                .stripTrailingZeros()
                .toPlainString();
        String prefix = thousands < 0 ? SMALL[-thousands] : LARGE[thousands];
        return (digits + " " + prefix + unit).strip();
    }

    /** All digits, in groups of three: {@code 39,166,322}. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}

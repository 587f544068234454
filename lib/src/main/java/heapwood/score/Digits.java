package heapwood.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers with three digits, as cards and verdicts show them. */
public final class Digits {
    private static final MathContext THREE = new MathContext(3);
    private static final double LEAST = 0.001;

    private Digits() {}

    /** Returns a number with three digits, whole from 100 on; a dash for no number. */
    public static String of(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        if (Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        if (number != 0 && Math.abs(number) < LEAST) {
            return "< 0.001";
        }
        BigDecimal rounded = new BigDecimal(number).round(THREE);
        return (rounded.scale() > 3 ? rounded.setScale(3, java.math.RoundingMode.HALF_UP) : rounded)
                .stripTrailingZeros()
                .toPlainString();
    }
}

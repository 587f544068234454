package heapwood.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * A parser of one line of collapsed stacks, {@code frame;frame;… count} or {@code … before after}. One blank, a space or a tab,
 * separates the stack from its count. More blanks before it belong to the last frame; blanks at the line's end are ignored.
 *
 * <p>An instance is used for one line after the other. Reading whole numbers allocates nothing.
 */
final class CollapsedLine {
    /** The first byte of a comment line. */
    static final byte COMMENT = '#';

    /** The largest unsigned 64-bit number divided by ten: 2^64 - 1 is ten times this number plus five. */
    private static final long LARGEST_TENTH = 1_844_674_407_370_955_161L;

    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /**
     * The largest number of digits of a fraction. More are rejected, since the time to read them grows with the square of their
     * number.
     */
    private static final int MOST_DIGITS = 1_000;

    private static final String BEYOND = "has a count beyond 2^64 - 1";

    private final BigDecimal scale;
    private int stackEnd;
    private long first;
    private long last;
    private boolean rounded;

    /**
     * Creates a parser.
     *
     * @param scale the factor by which counts are multiplied; null for 1
     */
    CollapsedLine(BigDecimal scale) {
        this.scale = scale;
    }

    /** Returns the end of {@code line[from, to)} without trailing blanks. */
    static int trimmedEnd(byte[] line, int from, int to) {
        int end = to;
        while (end > from && (isBlank(line[end - 1]) || line[end - 1] == '\r')) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Returns the start of the number that ends at {@code to} and follows a blank, or -1 if there is none. */
    private static int numberStart(byte[] line, int from, int to) {
        int i = to;
        int digits = 0;
        while (i > from && isDigit(line[i - 1])) {
            i--;
            digits++;
        }
        if (i > from && line[i - 1] == '.') {
            i--;
            while (i > from && isDigit(line[i - 1])) {
                i--;
                digits++;
            }
        }
        if (i > from && line[i - 1] == '-') {
            i--;
        }
        return digits > 0 && i > from && isBlank(line[i - 1]) ? i : -1;
    }

    /**
     * Returns the number of possible counts at the end of {@code line[from, to)}: 0, 1 or 2.
     *
     * @param to the line's end as returned by {@link #trimmedEnd}
     */
    static int countsIn(byte[] line, int from, int to) {
        int start = numberStart(line, from, to);
        if (start < 0) {
            return 0;
        }
        return numberStart(line, from, trimmedEnd(line, from, start - 1)) < 0 ? 1 : 2;
    }

    /**
     * Reads a line into this parser's fields.
     *
     * @param to the line's end as returned by {@link #trimmedEnd}
     * @param two whether the line must have two counts
     * @return null if the line is well-formed, else a description of the error
     */
    String read(byte[] line, int from, int to, boolean two) {
        rounded = false;
        int start = numberStart(line, from, to);
        if (start < 0) {
            return "has no count (an unsigned whole number) after a last space";
        }
        String wrong = count(line, start, to);
        last = first;
        if (wrong == null && two) {
            int end = trimmedEnd(line, from, start - 1);
            start = numberStart(line, from, end);
            if (start < 0) {
                return "has one count, and the lines before have two (before and after); if their last frames end with"
                        + " numbers, read the last number alone (--column last)";
            }
            wrong = count(line, start, end);
        }
        stackEnd = start - 1;
        return wrong;
    }

    /**
     * Reads a number into {@code first}.
     *
     * @return null if it is well-formed, else a description of the error
     */
    private String count(byte[] line, int from, int to) {
        if (line[from] == '-') {
            return "has a negative count; of differences, lines with two counts (before and after) are read";
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || scale != null) {
                return decimal(line, from, to);
            }
            if (Long.compareUnsigned(value, LARGEST_TENTH) > 0 || value == LARGEST_TENTH && digit > 5) {
                return BEYOND;
            }
            value = value * 10 + digit;
        }
        first = value;
        return null;
    }

    private String decimal(byte[] line, int from, int to) {
        if (to - from > MOST_DIGITS) {
            return "has a count of more than " + MOST_DIGITS + " digits";
        }
        BigDecimal exact = new BigDecimal(new String(line, from, to - from, StandardCharsets.US_ASCII));
        if (scale != null) {
            exact = exact.multiply(scale);
        }
        BigDecimal whole = exact.setScale(0, RoundingMode.HALF_EVEN);
        if (whole.compareTo(exact) != 0) {
            if (scale == null) {
                return "has a count that is no whole number: have all multiplied with one that makes them whole"
                        + " (--scale 100)";
            }
            rounded = true;
        }
        BigInteger value = whole.toBigInteger();
        if (value.compareTo(LARGEST) > 0) {
            return BEYOND;
        }
        first = value.longValue();
        return null;
    }

    /** Returns the first and last bytes of a line as printable text. */
    static String excerpt(byte[] line, int from, int to) {
        int half = 40;
        if (to - from <= 2 * half + 1) {
            return printable(line, from, to);
        }
        return printable(line, from, from + half) + "…" + printable(line, to - half, to);
    }

    private static String printable(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "\ufffd");
    }

    /** Returns the index in the line at which the stack ends. */
    int stackEnd() {
        return stackEnd;
    }

    /** Returns the first of two counts, or the only count. */
    long first() {
        return first;
    }

    /** Returns the last count. */
    long last() {
        return last;
    }

    /** Returns whether a count was rounded after it was multiplied. */
    boolean isRounded() {
        return rounded;
    }
}

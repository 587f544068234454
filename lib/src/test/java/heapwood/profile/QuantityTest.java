package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "999499, 999 kB",
        "999950, 1 MB",
        "999999, 1 MB",
        "2410000000, 2.41 GB",
        "999999999999, 1 TB",
        "9223372036854775807, 9.22 EB"
    })
    void writesBytesInTheLargestUnitThatFits(long bytes, String text) {
        assertEquals(text, Quantity.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.04, 40 µs",
        "7.12, 7.12 ms",
        "850.4, 850 ms",
        "999.4, 999 ms",
        "999.5, 1 s",
        "999.96, 1 s",
        "12345, 12.3 s"
    })
    void writesMillisecondsWithTheDigitsThatSaySomething(double millis, String text) {
        assertEquals(text, Quantity.millis(millis));
    }

    @Test
    void secondsAreGroupedWhereThereIsNoLargerUnit() {
        assertEquals("5,340 s", Quantity.of(5_340, "s"));
        assertEquals("1,000 s", Quantity.millis(999_999));
    }

    @Test
    void noRoundingReachesTheNextUnit() {
        for (String unit : List.of("B", "s", "")) {
            for (int power = -11; power <= 18; power++) {
                for (double part : new double[] {0.9994, 0.9995, 0.99951, 0.99999, 0.9999999, 1, 1.0001}) {
                    String text = Quantity.of(part * Math.pow(10, power), unit);
                    String digits = text.split(" ")[0];
                    assertTrue(
                            digits.matches("[1-9][0-9]{0,2}(\\.[0-9]{1,2})?") || unit.equals("s") && power > 2, text);
                    assertFalse(digits.replaceAll("[.,]", "").length() > 3 && !unit.equals("s"), text);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "10000200 | 10,000,200", "-5000 | -5,000"})
    void groupsTheDigitsOfCounts(long count, String text) {
        assertEquals(text, Quantity.count(count));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "999 | bytes | 999 bytes",
                "1000 | bytes | 1 kB",
                "32060000000 | nanoseconds | 32.1 s",
                "999999 | nanoseconds | 1 ms",
                "1500 | microseconds | 1.5 ms",
                "1500 | milliseconds | 1.5 s",
                "1234 | samples | 1,234 samples",
                "-1 | samples | 18,446,744,073,709,551,615 samples"
            })
    void aProfilesValueHasItsUnit(long value, String unit, String text) {
        assertEquals(text, Quantity.text(value, unit));
    }

    @Test
    void aDifferenceHasItsSign() {
        assertEquals("-2.5 kB", Quantity.text(BigInteger.valueOf(-2_500), "bytes"));
        assertEquals("-3 samples", Quantity.text(BigInteger.valueOf(-3), "samples"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"9.996 | 10.0", "999.96 | 1,000", "0.09996 | 0.100", "12345.6 | 12,346", "1.5 | 1.50"})
    void aFractionHasThreeDigitsAlsoWhereRoundingMakesOneMore(double value, String text) {
        assertEquals(text, Quantity.fraction(value));
    }
}

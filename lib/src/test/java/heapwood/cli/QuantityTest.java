package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "2410000000, 2.4 GB", "9223372036854775807, 9223372.0 TB"})
    void writesBytesInTheLargestUnitThatFits(long bytes, String text) {
        assertEquals(text, Quantity.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00 ms", "0.04, 0.04 ms", "7.12, 7.1 ms", "850.4, 850 ms", "12345, 12.3 s"})
    void writesMillisecondsWithTheDigitsThatSaySomething(double millis, String text) {
        assertEquals(text, Quantity.millis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "10000200 | 10,000,200"})
    void groupsTheDigitsOfCounts(long count, String text) {
        assertEquals(text, Quantity.count(count));
    }
}

package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SiTest {
    @Test
    void numbers_have_three_digits_and_a_prefix() {
        assertEquals("0", Si.of(0));
        assertEquals("1", Si.of(1));
        assertEquals("250", Si.of(250));
        assertEquals("1 k", Si.of(1000));
        assertEquals("1 M", Si.of(1.0E6));
        assertEquals("39.2 M", Si.of(39_166_322));
        assertEquals("1 M", Si.of(999_999));
        assertEquals("-1.5 k", Si.of(-1500));
        assertEquals("9.22 E", Si.of(Long.MAX_VALUE));
    }

    @Test
    void a_unit_follows_its_prefix() {
        assertEquals("12.3 ms", Si.of(0.0123, "s"));
        assertEquals("200 µs", Si.of(0.0002, "s"));
        assertEquals("5.3 GB", Si.of(5.3e9, "B"));
        assertEquals("3 s", Si.of(3, "s"));
        assertEquals("NaN s", Si.of(Double.NaN, "s"));
    }

    @Test
    void all_digits_stand_in_groups_of_three_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("39,166,322", Si.grouped(39_166_322));
            assertEquals("1.5 k", Si.of(1500));
        } finally {
            Locale.setDefault(before);
        }
    }
}

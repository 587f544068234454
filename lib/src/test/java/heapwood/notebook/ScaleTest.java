package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScaleTest {
    @Test
    void a_scale_is_found_by_its_name_in_any_case() {
        assertEquals(Scale.SMOKE, Scale.of("smoke"));
        assertEquals(Scale.LAPTOP, Scale.of("Laptop"));
        assertEquals(Scale.PAPER, Scale.of(" PAPER "));
    }

    @Test
    void an_unknown_scale_is_an_error_that_names_those_allowed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Scale.of("smoek"));
        assertEquals("unknown scale \"smoek\": use one of smoke, laptop, paper", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Scale.of(null));
    }

    @Test
    void each_scale_picks_its_own_value() {
        assertEquals(List.of(1, 2, 3), pickAll(1, 2, 3));
        double fraction = Scale.SMOKE.pick(0.5, 1, 2);
        assertEquals(0.5, fraction);
        long many = Scale.PAPER.pick(1L, 2L, 3_000_000_000L);
        assertEquals(3_000_000_000L, many);
        assertEquals("b", Scale.LAPTOP.pick("a", "b", "c"));
    }

    private static List<Integer> pickAll(int smoke, int laptop, int paper) {
        return List.of(
                Scale.SMOKE.pick(smoke, laptop, paper),
                Scale.LAPTOP.pick(smoke, laptop, paper),
                Scale.PAPER.pick(smoke, laptop, paper));
    }

    @Test
    void a_parameter_out_of_range_is_an_error_that_names_it_and_its_range() {
        assertEquals(3, Parameters.inRange("width", 3, 1, 60));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Parameters.inRange("width", 0, 1, 60));
        assertEquals("width = 0 is out of range: use a whole number from 1 to 60", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Parameters.inRange("share", Double.NaN, 0.0, 1.0));
    }
}

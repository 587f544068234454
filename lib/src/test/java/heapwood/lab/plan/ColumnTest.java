package heapwood.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ColumnTest {
    @ParameterizedTest
    @EnumSource
    void aColumnIsFoundByItsNameAndDescribedInTheDictionary(Column column) {
        assertEquals(column, Column.of(column.label()));
        List<String> lines = Column.dictionary()
                .lines()
                .filter(line -> line.startsWith("| `" + column.label() + "` |"))
                .toList();
        assertEquals(1, lines.size());
        String[] cells = lines.get(0).split("\\|");
        assertEquals(4, cells.length);
        assertEquals(Column.isText(column.label()), cells[2].equals(" text "));
        assertFalse(cells[3].isBlank());
    }

    @ParameterizedTest
    @EnumSource
    void theUnitInAColumnsNameIsItsUnit(Column column) {
        Map<String, String> units = new LinkedHashMap<>(Map.of("_ms", "ms", "_us", "µs", "_mib", "MiB", "bytes", "B"));
        units.forEach((ending, unit) -> {
            if (column.label().endsWith(ending)) {
                assertTrue(Column.dictionary().contains("| `" + column.label() + "` | " + unit + " |"), column.label());
            }
        });
    }

    @Test
    void aNameThatIsNoColumnIsRefusedAndOfNumbersInFiles() {
        assertThrows(IllegalArgumentException.class, () -> Column.of("nods"));
        assertFalse(Column.isText("a_column_of_ones_own"));
    }
}

package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

final class SurroundingsTest {
    @Test
    void every_jdk_found_tells_its_collectors_and_not_where_it_lies() throws Exception {
        Table table = Surroundings.collectors();
        assertEquals(Jdks.found().size(), table.rowCount());
        assertTrue(table.stringColumn("Serial").asSet().contains("yes"));
        assertFalse(table.print().contains(Jdk.current().home().toString()));
    }

    @Test
    void the_machine_is_told_with_the_scale_and_whether_it_fits() throws Exception {
        String text = Renderings.of(Surroundings.machine(Scale.SMOKE)).data().get("text/plain");
        assertTrue(text.contains("smoke, made for 4 GB: "), text);
        assertTrue(text.contains(Jdk.current().build()), text);
        assertTrue(Surroundings.line().contains(Jdk.current().label()));
    }
}

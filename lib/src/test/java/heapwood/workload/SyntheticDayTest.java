package heapwood.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SyntheticDayTest {
    private static final int STEPS = 1440;

    private final SyntheticDay day = day(1);

    private static SyntheticDay day(long seed) {
        StackTree profile = new CompactTree();
        for (int i = 0; i < 500; i++) {
            String key = "main;work" + i % 10 + ";step" + i % 100 + ";end" + i;
            profile.insert(key.getBytes(StandardCharsets.UTF_8), 1 + i % 7);
        }
        return new SyntheticDay(profile, seed, 300, STEPS, 200);
    }

    private static CompactTree profile(SyntheticDay day, int step) {
        CompactTree tree = new CompactTree();
        day.profile(step, tree::insert);
        return tree;
    }

    @Test
    void theSameArgumentsGiveTheSameProfilesInAnyOrder() {
        TreeDigest late = TreeDigest.of(profile(day, 1000));
        TreeDigest early = TreeDigest.of(profile(day, 10));
        SyntheticDay again = day(1);
        assertEquals(early, TreeDigest.of(profile(again, 10)));
        assertEquals(late, TreeDigest.of(profile(again, 1000)));
        assertNotEquals(early, TreeDigest.of(profile(day(2), 10)));
    }

    @Test
    void theLoadHasARhythm() {
        long night = 0;
        long afternoon = 0;
        for (int i = 0; i < 60; i++) {
            night += profile(day, 4 * 60 - 30 + i).total();
            afternoon += profile(day, 16 * 60 - 30 + i).total();
        }
        assertTrue(afternoon > 4 * night && afternoon < 6 * night, afternoon + " and " + night);
    }

    @Test
    void aDeployChangesNames() {
        Set<String> before = names(day.deploy() - 100, day.deploy());
        Set<String> after = names(day.deploy(), day.deploy() + 100);
        assertTrue(before.stream().noneMatch(name -> name.contains("$1")));
        assertTrue(after.stream().anyMatch(name -> name.contains("$1")));
    }

    @Test
    void threadsWaitDuringTheIncidentOnly() {
        assertEquals(17 * 60 + 20, day.incident());
        assertEquals(5, day.incidentLength());
        for (int step = day.incident() - 3; step < day.incident() + 8; step++) {
            boolean incident = step >= day.incident() && step < day.incident() + 5;
            assertEquals(incident, names(step, step + 1).contains(SyntheticDay.LOCK), "step " + step);
        }
    }

    private Set<String> names(int from, int to) {
        Set<String> names = new HashSet<>();
        for (int step = from; step < to; step++) {
            profile(day, step)
                    .walk((depth, bytes, offset, length, self, total) ->
                            names.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        }
        return names;
    }
}

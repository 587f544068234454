package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Steps, that is slots looked at, are counted: a table in which names collide takes the square of their number. */
class FrameNamesTest {
    private static final long MOST_STEPS_A_NAME = 4;

    @Test
    void theNamesOfTheFloodAreFoundInAFewStepsEach() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(Path.of("src/test/resources/cases/flood-readers-20k.collapsed.gz"), tree);
        FrameNames names = new FrameNames();
        for (int round = 0; round < 2; round++) {
            tree.walk((depth, array, offset, length, self, total) -> names.idOf(array, offset, length));
        }
        assertTrue(names.count() >= 20_000, names.count() + " names");
        assertTrue(names.steps() <= MOST_STEPS_A_NAME * 2 * names.count(), names.steps() + " steps");
    }

    /** All have the same hash in any table that multiplies with 31, whatever it multiplies and shifts afterwards. */
    @Test
    void namesThatCollideInHashesOfTheJdkAreFoundInAFewStepsEach() {
        FrameNames names = new FrameNames();
        int bits = 15;
        for (int i = 0; i < 1 << bits; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < bits; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertEquals(i, idOf(names, name.toString()));
        }
        assertTrue(names.steps() <= MOST_STEPS_A_NAME << bits, names.steps() + " steps");
    }

    /** Numbers, zeros of every length, names that differ in one bit: what simple hashes map to few slots. */
    @Test
    void regularNamesAreFoundInAFewStepsEach() {
        FrameNames names = new FrameNames();
        int count = 0;
        for (int i = 0; i < 20_000; i++) {
            assertEquals(count++, idOf(names, "frame" + i));
        }
        for (int length = 0; length < 2_000; length++) {
            assertEquals(count++, idOf(names, "\0".repeat(length)));
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[2_600];
            name[i / 8] ^= (byte) (1 << i % 8);
            assertEquals(count++, names.idOf(name, 0, name.length));
        }
        assertTrue(names.steps() <= MOST_STEPS_A_NAME * count, names.steps() + " steps for " + count);
    }

    @Test
    void idsAndNamesAreThoseOfAMap() {
        Random random = new Random(14);
        Map<String, Integer> expected = new HashMap<>();
        List<String> inOrder = new ArrayList<>();
        FrameNames names = new FrameNames();
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[random.nextInt(30)];
            random.nextBytes(name);
            if (random.nextBoolean()) {
                name = Arrays.copyOf(name, Math.min(name.length, 2));
            }
            byte[] around = new byte[name.length + 20];
            random.nextBytes(around);
            System.arraycopy(name, 0, around, 7, name.length);
            String text = new String(name, StandardCharsets.ISO_8859_1);
            int id = expected.computeIfAbsent(text, n -> {
                inOrder.add(n);
                return inOrder.size() - 1;
            });
            assertEquals(id, names.idOf(around, 7, name.length));
        }
        assertEquals(inOrder.size(), names.count());
        for (int id = 0; id < inOrder.size(); id++) {
            assertArrayEquals(inOrder.get(id).getBytes(StandardCharsets.ISO_8859_1), names.name(id));
        }
    }

    private static int idOf(FrameNames names, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return names.idOf(bytes, 0, bytes.length);
    }
}

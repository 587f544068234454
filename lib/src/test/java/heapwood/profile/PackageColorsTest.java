package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import heapwood.tree.CompactTree;
import java.awt.Color;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageColorsTest {
    private static final int TINTS = 11;

    @ParameterizedTest
    @ValueSource(strings = {"javac-cpu.collapsed.gz", "javac.jdk.jfr", "go-types-cpu.pprof"})
    void thePackagesThatTakeUpMostRoomHaveDifferentColors(String file) throws Exception {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(Path.of("../notebooks/data").resolve(file), tree);
        PackageColors colors = colors(tree);
        List<String> heaviest = colors.heaviestFirst().stream()
                .filter(name -> !name.isEmpty())
                .limit(TINTS)
                .toList();
        assertEquals(TINTS, heaviest.size());
        Set<Color> different = heaviest.stream().map(colors::of).collect(Collectors.toCollection(HashSet::new));
        assertEquals(TINTS, different.size());
        PackageColors again = colors(tree);
        colors.heaviestFirst().forEach(name -> assertEquals(colors.of(name), again.of(name)));
    }

    @Test
    void aPackageAloneHasTheColorThatItHasBesideOthersThatWantAnother() {
        Color alone = colors(Collapsed.tree("java.util.Map.get 1\n")).of("java.util");
        assertEquals(new Color(0xD59875), alone);
        PackageColors two = colors(Collapsed.tree("java.util.Map.get 2\njava.util.stream.Node.spliterator 1\n"));
        assertEquals(alone, two.of("java.util"));
        assertNotEquals(alone, two.of("java.util.stream"));
        assertEquals(PackageColors.NO_PACKAGE, two.of(""));
    }

    @Test
    void whereTintsRunOutNeighborsStillDiffer() {
        // Fifteen packages side by side, each under a call of its own package; the light ones come last.
        String stacks = IntStream.range(0, 15)
                .mapToObj(i -> "p" + (char) ('a' + i) + ".A.a;p" + (char) ('a' + (i + 1) % 15) + ".B.b " + (200 - i))
                .collect(Collectors.joining("\n", "", "\n"));
        PackageColors colors = colors(Collapsed.tree(stacks));
        for (int i = 0; i < 15; i++) {
            String below = "p" + (char) ('a' + i);
            String above = "p" + (char) ('a' + (i + 1) % 15);
            assertNotEquals(colors.of(below), colors.of(above), below + " and " + above);
        }
    }

    private static PackageColors colors(CompactTree tree) {
        return PackageColors.of(FlameLayout.of(tree, 1e-4, 60).boxes());
    }
}

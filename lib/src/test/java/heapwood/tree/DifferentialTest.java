package heapwood.tree;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bounded run of {@link Differential} in every build; the property {@code heapwood.operations} makes it longer. */
final class DifferentialTest {
    private static final Episode.Failures NONE = (operation, unchanged) -> operation.run();

    @Test
    void compactForestsAnswerAsSortedMapsDo() {
        run(100_000, 12);
    }

    @Test
    @Tag("slow")
    void compactForestsAnswerAsSortedMapsDoForAMillionOperations() {
        run(Long.getLong("heapwood.operations", 1_000_000), System.nanoTime());
    }

    private static void run(long operations, long seed) {
        System.out.printf("%,d operations agree, seed %d%n", Differential.run(seed, operations, 1, NONE), seed);
    }
}

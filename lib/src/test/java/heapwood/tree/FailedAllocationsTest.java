package heapwood.tree;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failed allocation leaves every tree as it was, and what comes after works. */
final class FailedAllocationsTest {
    @Test
    void everyAllocationMayFail() throws ReflectiveOperationException {
        System.out.println(FailedAllocations.runWithFailures(3, 3_000));
    }

    @Test
    @Tag("slow")
    void everyAllocationMayFailInManyOperations() throws ReflectiveOperationException {
        System.out.println(FailedAllocations.runWithFailures(System.nanoTime(), 30_000));
    }
}

package heapwood.tree;

import static heapwood.tree.Trees.bytes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import heapwood.profile.CollapsedReader;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a forest takes while it grows, compared with what it takes when it stops there.
 *
 * <p>An insertion that enlarges an array has the old one and the new one live for a moment. So its peak is what the forest took
 * before, and all that the insertion allocated: both are counted, not sampled, and no collector has a part in it.
 */
final class GrowthTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** From which size on: the first arrays double until they are a few megabytes, each. */
    private long least = 12 << 20;

    private final CompactForest forest = new CompactForest();
    private final int tree = forest.newTree();
    private double worst;

    private void insert(byte[] key, int offset, int length, long value) {
        long before = forest.footprint().total();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        forest.insert(tree, key, offset, length, value);
        long peak = before + THREADS.getCurrentThreadAllocatedBytes() - allocated;
        long after = forest.footprint().total();
        if (after > least) {
            worst = Math.max(worst, peak / (double) after);
        }
    }

    private void insert(byte[] key) {
        insert(key, 0, key.length, 1);
    }

    private void assertGrewWithin(double factor) {
        String said = String.format(
                "%,d bytes; at most %.3f times what it took, whenever it stops",
                forest.footprint().total(), worst);
        System.out.println(said);
        assertTrue(worst >= 1 && worst <= factor, said);
    }

    @Test
    void chainsOfNewNames() {
        new TreeGenerator(1).insertFullKeys(this::insert, new TreeShape(800, 500, 40));
        assertGrewWithin(1.3);
    }

    @Test
    void aStar() {
        for (int i = 0; i < 600_000; i++) {
            insert(bytes("root;" + i));
        }
        assertGrewWithin(1.3);
    }

    @Test
    void randomStacksOfFewNames() {
        Random random = new Random(1);
        for (int i = 0; i < 500_000; i++) {
            StringBuilder key = new StringBuilder("main");
            for (int frames = random.nextInt(30); frames > 0; frames--) {
                key.append(";f").append(random.nextInt(3));
            }
            insert(bytes(key.toString()));
        }
        assertGrewWithin(1.3);
    }

    @Test
    @Tag("slow")
    void aRealProfile() throws IOException {
        least = 4 << 20; // of which few bytes are names
        new CollapsedReader().read(Path.of("../notebooks/data/javac-alloc.collapsed.xz"), this::insert);
        assertGrewWithin(1.3);
    }
}

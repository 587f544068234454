package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.lab.host.Memory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LargeForestTest {
    private static final long HEAP = 3L << 30;

    @Test
    void aForestHoldsWhatItSaysWithSmallNumbers() {
        assertEquals("2000 names of 16000 bytes: well", LargeForest.fillWithNames(new CompactForest(), 32_000_000));
        String nodes = LargeForest.fillWithNodes(new CompactForest(1 << 20, 1L << 33));
        assertTrue(nodes.endsWith("nodes: full, and well"), nodes);
    }

    /** Beyond that, an offset in bytes is no int any more. */
    @Test
    @Tag("slow")
    void namesMayTakeMoreThanTwoGigabytes() throws Exception {
        assumeTrue(Memory.available() > HEAP + (1L << 30), "a heap of 3 GiB needs more memory than is available");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-Xmn64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        location(CompactForest.class) + File.pathSeparator + location(LargeForest.class),
                        LargeForest.class.getName(),
                        "names")
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(2, TimeUnit.MINUTES));
            assertEquals("138412 names of 16000 bytes: well", output.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String location(Class<?> c) throws IOException {
        return new File(c.getProtectionDomain().getCodeSource().getLocation().getPath()).getCanonicalPath();
    }
}

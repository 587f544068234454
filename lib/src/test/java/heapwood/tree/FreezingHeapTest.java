package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FreezingHeapTest {
    /** Three times the tree's 104 MB, its slack of 24 MB, and 10 MB for the JVM's own and for the young generation. */
    private static final String HEAP = "-Xmx330m";

    @Test
    @Tag("slow")
    void freezingNewNamesTakesNoMoreThanTwiceTheTree() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Xmn8m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        location(CompactTree.class) + File.pathSeparator + location(FreezingHeap.class),
                        FreezingHeap.class.getName(),
                        "1000000")
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
            assertEquals("1000001 nodes, 1000000 names", output.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String location(Class<?> c) throws IOException {
        return new File(c.getProtectionDomain().getCodeSource().getLocation().getPath()).getCanonicalPath();
    }
}

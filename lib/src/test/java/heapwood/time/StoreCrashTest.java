package heapwood.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers that are killed, and a disk that fills up. {@code -Dheapwood.kills=200} kills more often than every build does.
 */
@Tag("slow")
final class StoreCrashTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int KILLS = Integer.getInteger("heapwood.kills", 8);

    @TempDir
    private Path folder;

    /** Appends until it is killed, drops what is old now and then, and prints a line for each profile that is safe. */
    static final class Writer {
        public static void main(String[] args) throws IOException {
            try (ProfileStore store = ProfileStore.openToWrite(Path.of(args[0]))) {
                long first = Long.parseLong(args[1]);
                for (long i = first; ; i++) {
                    store.append("app", START.plusSeconds(10 * i), tree(i));
                    System.out.println(i + ".");
                    if (i % 50 == 49) {
                        store.dropBefore(START.plusSeconds(10 * (i - 1000)));
                    }
                }
            }
        }
    }

    @Test
    @Timeout(600)
    void nothingAcknowledgedIsLostWhenAWriterIsKilled() throws IOException, InterruptedException {
        Random random = new Random(1);
        long next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = killedWriter(next, random.nextInt(400)) + 1;
            try (ProfileStore store = ProfileStore.openToWrite(folder)) {
                store.check();
                SeriesInfo info = store.series().get(0);
                long end = info.end().getEpochSecond() - START.getEpochSecond();
                // One more may have been written whole, and not yet acknowledged.
                assertTrue(end == 10 * next || end == 10 * (next + 1), end + " s after " + next + " profiles");
                for (long i = Math.max(0, next - 900); i < next; i++) {
                    Instant time = START.plusSeconds(10 * i);
                    assertEquals(
                            i + 1,
                            store.query("app", time, time.plusSeconds(10)).total());
                }
                next = end / 10;
            }
        }
    }

    /** Returns the last number that a writer printed before it was killed. */
    private long killedWriter(long first, long millis) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = first - 1;
        try (BufferedReader lines = writer.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (last < first) {
                    new Thread(() -> kill(writer, millis)).start();
                }
                if (line.endsWith(".")) {
                    last = Long.parseLong(line.substring(0, line.length() - 1));
                }
            }
        }
        assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
        assertTrue(last >= first, "it printed nothing");
        return last;
    }

    private static void kill(Process writer, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not the process's own method, which closes the pipe before all has been read.
        writer.toHandle().destroyForcibly();
    }

    @Test
    void aFullDiskRefusesAProfileAndKeepsTheOthers() throws IOException, InterruptedException {
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString()), "no small disk here");
        try {
            try (ProfileStore store = ProfileStore.openToWrite(folder)) {
                int[] profiles = {0};
                assertThrows(IOException.class, () -> {
                    for (; profiles[0] < 100_000; profiles[0]++) {
                        store.append("app", START.plusSeconds(10L * profiles[0]), tree(profiles[0]));
                    }
                });
                assertEquals(profiles[0], store.series().get(0).profiles());
                assertThrows(IOException.class, () -> store.keepLast("app", 100));
                store.check();
                assertEquals(profiles[0], store.series().get(0).profiles());
                assumeTrue(command("mount", "-o", "remount,size=2m", folder.toString()));
                store.append("app", START, tree(1));
                store.keepLast("app", 100);
            }
            try (ProfileStore store = ProfileStore.openToWrite(folder)) {
                store.check();
                store.append("app", START, tree(1));
            }
        } finally {
            command("umount", folder.toString());
        }
    }

    private static boolean command(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static StackTree tree(long number) {
        StackTree tree = new ReferenceTree();
        tree.insert(("main;all;" + number % 500).getBytes(StandardCharsets.US_ASCII), number);
        tree.insert(("only;" + number).getBytes(StandardCharsets.US_ASCII), 1);
        return tree;
    }
}

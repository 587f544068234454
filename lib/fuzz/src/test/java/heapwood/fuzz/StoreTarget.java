package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.time.ProfileStore;
import heapwood.time.SeriesInfo;
import heapwood.time.StoreException;
import heapwood.tree.CompactTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A store with the input as a file of one series. It is opened, checked and asked for all its profiles, or refused in one line that
 * names the file. If it is sound, one profile more can be added to it.
 */
final class StoreTarget {
    private static final Path FOLDER = folder();
    private static final Path FILE = FOLDER.resolve("000001.series");

    private StoreTarget() {}

    /** Returns a folder in memory, where the system has one. */
    private static Path folder() {
        Path memory = Path.of("/dev/shm");
        try {
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "heapwood")
                    : Files.createTempDirectory("heapwood");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        for (String name : new String[] {"000001.series", "lock", "."}) {
            try {
                Files.deleteIfExists(folder.resolve(name).normalize());
            } catch (IOException e) {
                // The JVM is ending, so the error cannot be reported.
            }
        }
    }

    static void run(byte[] input) throws IOException {
        Files.write(FILE, input);
        try {
            readAll();
        } catch (StoreException e) {
            String message = e.getMessage();
            if (!message.startsWith(FILE.toString()) || message.indexOf('\n') >= 0) {
                throw new AssertionError(message, e);
            }
        }
    }

    private static void readAll() throws IOException {
        SeriesInfo info;
        long total;
        try (ProfileStore store = ProfileStore.openToRead(FOLDER)) {
            info = store.series().get(0);
            store.check();
            total = total(store, info);
        }
        CompactTree more = new CompactTree();
        more.insert("main;run".getBytes(StandardCharsets.UTF_8), 7);
        try (ProfileStore store = ProfileStore.openToWrite(FOLDER)) {
            Instant time = info.profiles() == 0 ? Instant.EPOCH : info.first();
            store.append(info.name(), info.sampling(), time, more);
            assertEquals(total + 7, total(store, store.info(info.name())));
        }
    }

    private static long total(ProfileStore store, SeriesInfo info) throws IOException {
        return info.profiles() == 0
                ? 0
                : store.query(info.name(), info.first(), info.end()).total();
    }
}

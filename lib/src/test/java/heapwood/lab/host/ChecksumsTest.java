package heapwood.lab.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.plan.RealProfile;
import heapwood.workload.TreeKind;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
    @TempDir
    Path directory;

    private Path file;
    private int opened;
    private int largestPiece;

    @BeforeEach
    void writesAFile() throws IOException {
        file = Files.writeString(directory.resolve("a.collapsed"), "main;work 7\n".repeat(100_000));
    }

    private final Checksums checksums = new Checksums(path -> {
        opened++;
        return new FilterInputStream(new FileInputStream(path.toFile())) {
            @Override
            public int read(byte[] buffer, int start, int length) throws IOException {
                largestPiece = Math.max(largestPiece, length);
                return super.read(buffer, start, length);
            }
        };
    });

    @Test
    void aFileIsReadOnceInPiecesUntilItChanges() throws IOException {
        CRC32 expected = new CRC32();
        expected.update(Files.readAllBytes(file));
        assertEquals(Long.toHexString(expected.getValue()), checksums.of(file));
        checksums.of(file);
        assertEquals(1, opened);
        assertEquals(1 << 16, largestPiece);
    }

    @Test
    void aFileThatHasChangedIsReadAgain() throws IOException {
        String before = checksums.of(file);
        Files.writeString(file, "main;work 8\n".repeat(100_000));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertNotEquals(before, checksums.of(file));
        String after = checksums.of(file);
        Files.writeString(directory.resolve("b"), "main;work 9\n".repeat(100_000));
        Files.setLastModifiedTime(directory.resolve("b"), FileTime.fromMillis(1_000));
        Files.move(directory.resolve("b"), file, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(after, checksums.of(file));
        assertEquals(3, opened);
    }

    @Test
    void anInterruptEndsItSoonAndStays() {
        Thread.currentThread().interrupt();
        CancellationException stopped = assertThrows(CancellationException.class, () -> checksums.of(file));
        assertTrue(Thread.interrupted());
        assertEquals(file + ": interrupted after 0 bytes", stopped.getMessage());
    }

    /** A file with nothing in it but its size: larger than any array. */
    @Test
    void aProfileLargerThanAnyArrayHasAKey() throws IOException {
        Path huge = directory.resolve("huge.collapsed");
        try (RandomAccessFile out = new RandomAccessFile(huge.toFile(), "rw")) {
            out.setLength(2_300_000_000L);
        }
        RealProfile profile = RealProfile.of(TreeKind.COMPACT, huge, 2);
        assertTrue(profile.key().contains(" checksum "), profile.key());
    }

    @Test
    void aProfileThatIsGoneIsNamed() throws IOException {
        Files.delete(file);
        RealProfile profile = RealProfile.of(TreeKind.COMPACT, file, 2);
        RuntimeException missing = assertThrows(UncheckedIOException.class, profile::key);
        assertEquals(
                file + ": cannot be read: there is no such file",
                missing.getCause().getMessage());
    }
}

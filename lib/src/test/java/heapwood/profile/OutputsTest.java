package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class OutputsTest {
    private static final Outputs.Body NEW = out -> out.write("new".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-rw-", "rwxr-xr-x", "r--rw----"})
    void aFileKeepsItsPermissions(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assumeTrue(Files.isWritable(file));
        Outputs.write(file, NEW);
        assertEquals("new", Files.readString(file));
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void thePermissionsHoldBeforeAnythingIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Outputs.write(file, out -> {
            for (Path each : files()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
            NEW.writeTo(out);
        });
    }

    @Test
    void aReadOnlyFileIsRefusedAndStays() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        for (ProfileException error : List.of(
                assertThrows(ProfileException.class, () -> Outputs.check(file)),
                assertThrows(ProfileException.class, () -> Outputs.write(file, NEW)))) {
            assertEquals(file + ": cannot be written, it is read-only; write to another file", error.getMessage());
        }
        assertEquals("old", Files.readString(file));
    }

    @Test
    void aLinkStaysALinkAlsoToAFileThatIsNotThereYet() throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
        Outputs.write(link, NEW);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(there));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));
        Outputs.write(dangling, NEW);
        assertTrue(Files.isSymbolicLink(dangling));
        assertEquals("new", Files.readString(folder.resolve("later")));
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        assertThrows(ProfileException.class, () -> Outputs.write(circle, NEW));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFilesIsNamedWithoutTheFileBeside() {
        // Not even whoever may do everything makes files there.
        for (Path file : List.of(Path.of("/proc/x.collapsed"), Path.of("/sys/x.collapsed"))) {
            ProfileException error = assertThrows(ProfileException.class, () -> Outputs.write(file, NEW));
            assertTrue(error.getMessage().startsWith(file + ": cannot be written"), error.getMessage());
            assertFalse(error.getMessage().contains(".part"), error.getMessage());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidWithTheFilesName() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        ProfileException error = assertThrows(
                ProfileException.class, () -> Outputs.write(Path.of("/dev/full"), out -> out.write(new byte[1 << 20])));
        assertEquals("/dev/full: cannot be written: No space left on device", error.getMessage());
    }

    @Test
    void whatFailsLeavesTheOldFileAndNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        for (Exception failure :
                List.of(new IOException("broken"), new ProfileException("broken"), new IllegalStateException())) {
            assertThrows(
                    Exception.class,
                    () -> Outputs.write(file, out -> {
                        NEW.writeTo(out);
                        if (failure instanceof IOException io) {
                            throw io;
                        }
                        throw (RuntimeException) failure;
                    }));
            assertEquals("old", Files.readString(file));
            assertEquals(List.of(file), files());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}

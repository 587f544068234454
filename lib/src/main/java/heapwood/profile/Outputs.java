package heapwood.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files whole or not at all: to a file beside, which then takes the wanted name. */
public final class Outputs {
    private Outputs() {}

    /** Writes what a file is to hold. */
    @FunctionalInterface
    public interface Body {
        /** Writes, and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file; what is no regular file (a pipe, /dev/stdout) is written directly.
     *
     * @param body writes the content
     * @throws ProfileException if it cannot be written, or the body throws one; a file that was there before is then untouched
     */
    public static void write(Path file, Body body) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ProfileException(file + ": is a directory; name a file to write");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ProfileException(file + ": cannot be written, there is no folder " + folder);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                body.writeTo(out);
            }
            return;
        }
        // A link stays a link, to the new content.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = target.resolveSibling(
                target.getFileName() + ".part" + ProcessHandle.current().pid());
        // Should the program be ended while it writes.
        beside.toFile().deleteOnExit();
        try {
            try (OutputStream out =
                    Files.newOutputStream(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                body.writeTo(out);
            }
            move(beside, target);
        } catch (ProfileException e) {
            throw e;
        } catch (IOException e) {
            throw new ProfileException(file + ": cannot be written: " + e, e);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

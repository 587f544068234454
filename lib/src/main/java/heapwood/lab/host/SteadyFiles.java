package heapwood.lab.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A set of methods that read and write whole files, even if the thread is interrupted. Channels, and most methods of
 * {@link Files}, are closed by an interrupt and throw an I/O error. These methods finish their work, and leave the
 * interrupt status set.
 */
public final class SteadyFiles {
    private SteadyFiles() {}

    /** Returns all bytes of a file. */
    public static byte[] read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }

    /**
     * Appends bytes, and waits until the disk has them. If that fails, the file keeps its former length.
     *
     * @param file the file, created if it is missing
     */
    public static void append(Path file, byte[] bytes) throws IOException {
        File there = file.toFile();
        long before = there.length();
        try (FileOutputStream out = new FileOutputStream(there, true)) {
            out.write(bytes);
            out.getFD().sync();
        } catch (IOException e) {
            cutTo(before, there, e);
            throw new IOException(file + ": cannot be written: " + reason(e), e);
        }
    }

    private static void cutTo(long length, File file, IOException why) {
        if (file.length() <= length) {
            return;
        }
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            open.setLength(length);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Replaces the content of a file, completely or, if that fails, not at all. A link to a file stays a link;
     * permissions are kept.
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = beside(target);
        try {
            try (FileOutputStream out = new FileOutputStream(beside.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            if (Files.exists(target)
                    && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + reason(e), e);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /**
     * Checks that a file can be appended to and replaced. Creates its folder, and changes nothing else.
     *
     * @throws IOException if it cannot; the message says why
     */
    public static void checkWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path beside = beside(file.toAbsolutePath());
        try {
            Files.createDirectories(folder);
            new FileOutputStream(beside.toFile()).close();
            Files.delete(beside);
            if (Files.exists(file)) {
                new FileOutputStream(file.toFile(), true).close();
            }
        } catch (IOException e) {
            throw new IOException(
                    file + ": rows cannot be written there, so nothing is measured: " + reason(e)
                            + "; make it writable, or choose another folder",
                    e);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(
                file.getFileName() + ".part" + ProcessHandle.current().pid());
    }

    /**
     * Returns the reason of an error in plain words, since the message of a JDK exception is often only a file's name.
     */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a folder";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Functions that write a file completely or not at all: to a temporary file in the same folder, which is then renamed. */
public final class Outputs {
    private static final Set<PosixFilePermission> WRITING = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private Outputs() {}

    /** The writer of a file's content. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes the content and leaves the stream open.
         *
         * @param out the stream to write to
         * @throws IOException if the content cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that a file can be written, as far as can be seen without writing, so that an error shows before long work is done.
     *
     * @param file the file to write later
     * @throws ProfileException if the file is a directory or may not be written, or its folder is missing or does not allow new
     *     files
     */
    public static void check(Path file) throws IOException {
        Path target = target(file);
        if (Files.isDirectory(target)) {
            throw new ProfileException(file + ": is a directory; name a file to write");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ProfileException(file + ": cannot be written, there is no folder " + folder);
        }
        // The system lets a privileged user write any file; a file that nobody may write is refused even so.
        if (Files.exists(target) && (!Files.isWritable(target) || isReadOnly(target))) {
            throw new ProfileException(file + ": cannot be written, it is read-only; write to another file");
        }
        if (!isWrittenDirectly(target) && !Files.isWritable(folder)) {
            throw new ProfileException(
                    file + ": cannot be written, you may not make files in the folder " + folder + "; write elsewhere");
        }
    }

    private static boolean isReadOnly(Path file) throws IOException {
        PosixFileAttributes attributes = posix(file);
        return attributes != null
                && Files.isRegularFile(file)
                && attributes.permissions().stream().noneMatch(WRITING::contains);
    }

    /** Returns the POSIX attributes of a file; null if its file system has none. */
    private static PosixFileAttributes posix(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    private static boolean isWrittenDirectly(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /**
     * Returns the file that a symbolic link leads to, even if it does not exist yet. So a link stays a link, to the new content.
     */
    private static Path target(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == 40) {
                throw new ProfileException(file + ": cannot be written, its symbolic links lead round in a circle");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /**
     * Writes a file. Anything but a regular file (a pipe, /dev/stdout) is written directly. An existing file is replaced; the new
     * file has its permissions and, if that is allowed, its owner and group.
     *
     * @param file the file to write
     * @param body writes the content
     * @throws ProfileException if the file cannot be written, or the body throws such an exception; an existing file is then
     *     unchanged
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set, and an existing file is unchanged
     */
    public static void write(Path file, Body body) throws IOException {
        check(file);
        Path target = target(file);
        try {
            if (isWrittenDirectly(target)) {
                try (OutputStream out = Files.newOutputStream(target)) {
                    body.writeTo(out);
                }
            } else {
                replace(target, body);
            }
        } catch (ProfileException | InterruptedIOException e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            InterruptedIOException interrupted = new InterruptedIOException(file + ": writing was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new ProfileException(file + ": cannot be written: " + reason(e), e);
        }
    }

    private static void replace(Path target, Body body) throws IOException {
        Path beside = target.resolveSibling(
                target.getFileName() + ".part" + ProcessHandle.current().pid());
        try (Temporary part = Temporary.at(beside)) {
            try (OutputStream out =
                    Files.newOutputStream(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                if (Files.exists(target)) {
                    // Before the content is written, which other users may not be allowed to read.
                    copyAccess(target, beside);
                }
                body.writeTo(out);
            }
            move(beside, target);
        }
    }

    private static void copyAccess(Path from, Path to) throws IOException {
        PosixFileAttributes wanted = posix(from);
        if (wanted == null) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        try {
            PosixFileAttributes given = view.readAttributes();
            if (!given.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!given.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
        } catch (IOException e) {
            // Few users may change a file's owner; without that, the permissions below apply to the user who writes.
        }
        view.setPermissions(wanted.permissions());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Returns a plain description of an error, without the name of the temporary file. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "its folder takes no new files";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

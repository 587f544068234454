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

/** Writes files whole or not at all: to a file beside, which then takes the wanted name. */
public final class Outputs {
    private static final Set<PosixFilePermission> WRITING = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private Outputs() {}

    /** Writes what a file is to hold. */
    @FunctionalInterface
    public interface Body {
        /** Writes, and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that a file can be written, as far as that shows without writing: a check before long work is done for it.
     *
     * @throws ProfileException if it is a directory or may not be written, or its folder is missing or takes no new files
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
        // Whoever may do everything is not asked by the system; a file that nobody may write is meant to stay even so.
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

    /** Returns null where the file's system has no such attributes. */
    private static PosixFileAttributes posix(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    private static boolean isWrittenDirectly(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /** Returns the file that a link leads to, also one that is not there yet: a link stays a link, to the new content. */
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
     * Writes a file; what is no regular file (a pipe, /dev/stdout) is written directly. A file that is there is replaced, and the new
     * one has its permissions and, where that is allowed, its owner and group.
     *
     * @param body writes the content
     * @throws ProfileException if it cannot be written, or the body throws one; a file that was there before is then untouched
     * @throws InterruptedIOException if the thread is interrupted, whose flag stays set; a file that was there is untouched
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
                    // Before the content comes, which others may not be allowed to read.
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
            // Only a few may give files away; the permissions below hold for the one who writes.
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

    /** Returns what a person calls it, without the name of a file that nobody asked for. */
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

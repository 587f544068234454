package heapwood.lab.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * A cache of the checksums of files. Each file is read once, in pieces, and again only after it has changed, since
 * every trial of a profile needs its file's checksum.
 */
public final class Checksums {
    private static final int PIECE = 1 << 16;
    private static final Checksums FILES = new Checksums(file -> new FileInputStream(file.toFile()));

    private final Map<Path, Known> known = new ConcurrentHashMap<>();
    private final Opener opener;

    /** A function that opens a file for reading. */
    interface Opener {
        InputStream open(Path file) throws IOException;
    }

    private record Known(long size, FileTime changed, Object identity, String checksum) {
        boolean isOf(BasicFileAttributes file) {
            return size == file.size()
                    && changed.equals(file.lastModifiedTime())
                    && String.valueOf(identity).equals(String.valueOf(file.fileKey()));
        }
    }

    Checksums(Opener opener) {
        this.opener = opener;
    }

    /** Returns the cache for this machine's files, which all callers share. */
    public static Checksums ofFiles() {
        return FILES;
    }

    /**
     * Returns a file's CRC-32, in hexadecimal digits. Uses 64 KiB of memory, whatever the file's size.
     *
     * @throws IOException if the file cannot be read
     * @throws CancellationException if this thread is interrupted; the interrupt status stays set
     */
    public String of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Known before = known.get(file);
        if (before != null && before.isOf(now)) {
            return before.checksum;
        }
        String checksum = read(file);
        known.put(file, new Known(now.size(), now.lastModifiedTime(), now.fileKey(), checksum));
        return checksum;
    }

    private String read(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] piece = new byte[PIECE];
        long done = 0;
        try (InputStream in = opener.open(file)) {
            for (int n; (n = in.read(piece)) >= 0; done += n) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException(file + ": interrupted after " + done + " bytes");
                }
                checksum.update(piece, 0, n);
            }
        }
        return Long.toHexString(checksum.getValue());
    }
}

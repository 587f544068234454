package heapwood.profile;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/**
 * An input's bytes, unpacked if its first bytes are those of gzip or xz; its name plays no part. Every exception says
 * which input, and how far into its (packed) bytes.
 */
final class ProfileInput implements AutoCloseable {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] JFR = {'F', 'L', 'R', 0};

    /** What unpacking xz may take: its strongest preset needs 65 MB, a hostile header could ask for 4 GB. */
    private static final int XZ_MEMORY_LIMIT_KIB = 256 << 10;

    private final String name;
    private final long size;
    private final Counted packed;
    private InputStream unpacked;

    private ProfileInput(InputStream in, String name, long size) {
        this.name = name;
        this.size = size;
        this.packed = new Counted(in);
    }

    static ProfileInput open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ProfileException(file + ": is a directory; name a file of collapsed stacks");
        }
        ProfileInput input;
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            input = new ProfileInput(Files.newInputStream(file), file.toString(), size);
        } catch (NoSuchFileException e) {
            throw new ProfileException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new ProfileException(file + ": reading it is not permitted", e);
        } catch (IOException e) {
            throw new ProfileException(file + ": cannot be read: " + e.getMessage(), e);
        }
        try {
            return input.unpack();
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** @param name what messages call the input */
    static ProfileInput of(InputStream in, String name) throws IOException {
        return new ProfileInput(in, name, -1).unpack();
    }

    private ProfileInput unpack() throws IOException {
        try {
            PushbackInputStream start = new PushbackInputStream(packed, XZ.length);
            byte[] magic = start.readNBytes(XZ.length);
            start.unread(magic);
            if (startsWith(magic, GZIP)) {
                unpacked = new GZIPInputStream(start, 1 << 16);
            } else if (startsWith(magic, XZ)) {
                unpacked = new XZInputStream(start, XZ_MEMORY_LIMIT_KIB);
            } else if (startsWith(magic, ZSTD)) {
                throw new ProfileException(
                        name + ": is packed with zstd, which is not read; unpack it (zstd -d) first");
            } else if (startsWith(magic, JFR)) {
                throw new ProfileException(name + ": is a JFR recording, not collapsed stacks; convert it first"
                        + " (async-profiler's jfrconv -o collapsed)");
            } else {
                unpacked = start;
            }
            return this;
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    /** What messages call the input. */
    String name() {
        return name;
    }

    /** The packed bytes read so far. */
    long bytesRead() {
        return packed.count;
    }

    /** The packed bytes there are, or -1 if that is not known. */
    long size() {
        return size;
    }

    /** As {@link InputStream#read(byte[], int, int)}, of unpacked bytes. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return unpacked.read(buffer, offset, length);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private ProfileException explain(IOException e) {
        if (e instanceof ProfileException already) {
            return already;
        }
        String place = " at byte " + packed.count + (size < 0 ? "" : " of " + size);
        if (e instanceof EOFException) {
            return new ProfileException(name + ": packed data end too early," + place + "; the file is cut short", e);
        }
        if (e instanceof MemoryLimitException needs) {
            return new ProfileException(
                    name + ": unpacking needs " + needs.getMemoryNeeded() / 1024 + " MB, more than the "
                            + XZ_MEMORY_LIMIT_KIB / 1024 + " allowed; unpack it (xz -d) first",
                    e);
        }
        if (e instanceof ZipException
                || e instanceof CorruptedInputException
                || e instanceof XZFormatException
                || e instanceof UnsupportedOptionsException) {
            return new ProfileException(name + ": packed data are damaged, near" + place.substring(3) + reason(e), e);
        }
        return new ProfileException(name + ": reading failed" + place + reason(e), e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        } else {
            packed.close();
        }
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {
        private long count;
        private boolean ended;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? -1 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            if (read < 0) {
                ended = true;
            } else {
                count += read;
            }
        }

        /** Never 0 before the end: the JDK's gzip reader takes 0 for "no further member follows". */
        @Override
        public int available() throws IOException {
            return ended ? 0 : Math.max(1, in.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

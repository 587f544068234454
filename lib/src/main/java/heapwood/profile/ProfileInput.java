package heapwood.profile;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/**
 * A stream of an input's bytes, which decompresses them if the first ones are those of gzip, xz or zstd. The input's name has no
 * effect. Every exception names the input and the offset in its (compressed) bytes.
 */
final class ProfileInput extends BlockInput {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

    /** The number of stored bytes up to which a compressed input is unpacked while it is read, not ahead on another thread. */
    private static final int SHORT = 1 << 16;

    /** The number of bytes that a compressed byte usually stands for. */
    private static final int USUAL_UNPACKED_SIZE = 8;

    /** The most memory for decompressing xz, in KiB. Its strongest preset needs 65 MB; a malicious header could ask for 4 GB. */
    private static final int XZ_MEMORY_LIMIT_KIB = 256 << 10;

    private final String name;
    private final long size;
    private final Counted packed;
    private InputStream unpacked;

    /** Bytes that were read to recognize the format: those from {@link #headPosition} on are still to be delivered. */
    private byte[] head = {};

    private int headPosition;

    /** True if the input is compressed. Written by the thread that reads the first bytes. */
    private volatile boolean isPacked;

    private ReadAhead ahead;
    private Format format;
    private TextHead text;

    private ProfileInput(InputStream in, String name, long size) {
        this.name = name;
        this.size = size;
        this.packed = new Counted(in);
    }

    static ProfileInput open(Path file) throws IOException {
        return open(file, file.toString());
    }

    /**
     * Opens a file.
     *
     * @param name the file's name in messages
     */
    static ProfileInput open(Path file, String name) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ProfileException(name + ": is a directory; name a profile");
        }
        ProfileInput input;
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            input = new ProfileInput(Files.newInputStream(file), name, size);
        } catch (NoSuchFileException e) {
            throw new ProfileException(name + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new ProfileException(name + ": reading it is not permitted", e);
        } catch (IOException e) {
            throw new ProfileException(name + ": cannot be read: " + e.getMessage(), e);
        }
        try {
            return input.start();
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /**
     * Returns the input of a stream.
     *
     * @param name the input's name in messages
     */
    static ProfileInput of(InputStream in, String name) throws IOException {
        return new ProfileInput(in, name, -1).start();
    }

    /**
     * Returns the input of an array, which is not copied.
     *
     * @param name the input's name in messages
     */
    static ProfileInput of(byte[] bytes, String name) throws IOException {
        return new ProfileInput(new ByteArrayInputStream(bytes), name, bytes.length).start();
    }

    private ProfileInput start() throws IOException {
        InputStream content;
        if (size >= 0) {
            try {
                content = unpacker();
            } catch (IOException e) {
                throw explain(e);
            }
        } else {
            content = new Unpacked();
        }
        // A read of anything but a file may block, and an interrupt would not be noticed then.
        if (isPacked && size > SHORT || size < 0) {
            ahead = new ReadAhead(content);
        }
        unpacked = ahead != null ? ahead : content;
        return this;
    }

    private InputStream unpacker() throws IOException {
        PushbackInputStream start = new PushbackInputStream(packed, XZ.length);
        byte[] magic = new byte[XZ.length];
        int length = start.readNBytes(magic, 0, magic.length);
        start.unread(magic, 0, length);
        InputStream content = unpacker(Arrays.copyOf(magic, length), start);
        isPacked = content != start;
        return content;
    }

    private InputStream unpacker(byte[] magic, InputStream start) throws IOException {
        if (startsWith(magic, GZIP)) {
            return new GzipInput(start, size < 0 ? SHORT : (int) Math.min(SHORT, size));
        }
        if (startsWith(magic, XZ)) {
            return new XZInputStream(start, XZ_MEMORY_LIMIT_KIB);
        }
        if (ZstdFrames.begin(magic)) {
            UnsafeWarning.silence();
            PushbackInputStream frames = new PushbackInputStream(new ZstdFrames(start));
            int first = frames.read();
            if (first < 0) {
                return InputStream.nullInputStream(); // they were all skippable
            }
            frames.unread(first);
            return new ZstdOfAnyBytes(frames);
        }
        return start;
    }

    /** A stream that examines the first bytes when they are first read, on the thread that reads. */
    private final class Unpacked extends InputStream {
        private InputStream content;

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("read many bytes at a time");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (content == null) {
                content = unpacker();
            }
            return content.read(buffer, offset, length);
        }
    }

    /** Returns whether bytes are the first ones of a compressed format that is decompressed. */
    static boolean isPacked(byte[] head) {
        return startsWith(head, GZIP) || startsWith(head, XZ) || ZstdFrames.begin(head);
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    /**
     * Returns the format, by the first bytes after decompression, which can still be read afterwards. A text's byte-order mark is
     * skipped, and text in UTF-16 is converted to UTF-8 from here on.
     *
     * @param lenient whether lines without counts will be skipped
     * @throws ProfileException if the format is not one that is read
     */
    Format format(boolean lenient) throws IOException {
        if (format == null) {
            Head start = readHead();
            Encoding encoding = Encoding.of(start);
            if (encoding == Encoding.UTF_16) {
                unpacked = new Utf16Input(new SequenceInputStream(new ByteArrayInputStream(head), unpacked));
                headPosition = head.length;
                start = readHead();
            } else if (encoding == Encoding.UTF_8) {
                skipNBytes(encoding.markBytes());
                start = readHead();
            }
            text = TextHead.of(start.bytes(), start.isWhole());
            format = Recognition.of(start, text, lenient, name);
        }
        return format;
    }

    private Head readHead() throws IOException {
        byte[] bytes = new byte[bufferSize(Head.LENGTH)];
        int length = readNBytes(bytes, 0, bytes.length);
        byte[] more = length < bytes.length ? new byte[0] : readNBytes(Head.LENGTH - length);
        head = Arrays.copyOf(bytes, length + more.length);
        System.arraycopy(more, 0, head, length, more.length);
        headPosition = 0;
        return new Head(head);
    }

    /** Returns a suitable size in bytes of a buffer for reading this input: little for a short one, and at most a given size. */
    int bufferSize(int most) {
        boolean isAllInHead = format != null && head.length < Head.LENGTH;
        long left = isAllInHead ? head.length - headPosition : isPacked ? size * USUAL_UNPACKED_SIZE : size;
        return left < 0 || left >= most ? most : (int) left + 1;
    }

    /** Returns the properties of a text's first lines. They are available after {@link #format}. */
    TextHead text() {
        return text;
    }

    /** Returns whether the input is compressed, so that its stored bytes differ from those read. */
    boolean isPacked() {
        return isPacked;
    }

    /** Returns the input's name in messages. */
    String name() {
        return name;
    }

    /** Returns the number of stored (compressed) bytes read so far. */
    long bytesRead() {
        return packed.count;
    }

    /** Returns the number of stored (compressed) bytes, or -1 if it is not known. */
    long size() {
        return size;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (headPosition < head.length) {
            int copied = Math.min(length, head.length - headPosition);
            System.arraycopy(head, headPosition, buffer, offset, copied);
            headPosition += copied;
            return copied;
        }
        try {
            return unpacked.read(buffer, offset, length);
        } catch (IOException | MalformedInputException e) {
            throw explain(e);
        }
    }

    private IOException explain(Exception e) {
        if (e instanceof ProfileException already) {
            return already;
        }
        String place = " at byte " + packed.count + (size < 0 ? "" : " of " + size);
        if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
            InterruptedIOException interrupted = new InterruptedIOException(name + ": reading was interrupted" + place);
            interrupted.initCause(e);
            return interrupted;
        }
        if (e instanceof CharacterCodingException) {
            return new ProfileException(
                    name + ": begins as UTF-16 text, and has bytes that are none, before" + place.substring(3), e);
        }
        if (e instanceof EOFException) {
            return new ProfileException(name + ": packed data end too early," + place + "; the file is cut short", e);
        }
        if (e instanceof MemoryLimitException needs) {
            return new ProfileException(
                    name + ": unpacking needs " + needs.getMemoryNeeded() / 1024 + " MB, more than the "
                            + XZ_MEMORY_LIMIT_KIB / 1024 + " allowed; unpack it (xz -d) first",
                    e);
        }
        if (e instanceof MalformedInputException) {
            return new ProfileException(
                    name + ": packed data are damaged, or need more than 8 MB to unpack, near" + place.substring(3)
                            + reason(e) + "; unpack it (zstd -d) first",
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

    private static String reason(Exception e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }

    /** Stops reading ahead. The underlying stream stays open. */
    void stop() {
        if (ahead != null) {
            ahead.close();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        packed.close();
    }

    /**
     * A decompressing stream for zstd. The library checks most values that it reads. Values that it does not check cause other
     * exceptions, such as that of a sum that overflows.
     */
    private static final class ZstdOfAnyBytes extends FilterInputStream {
        private static final String LIBRARY = "io.airlift.";

        ZstdOfAnyBytes(InputStream packed) {
            super(new ZstdInputStream(packed));
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("it is read in pieces");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (MalformedInputException e) {
                throw e; // what it does check
            } catch (RuntimeException e) {
                if (isOfLibrary(e)) {
                    throw new ZipException("no zstd data: " + e.getMessage());
                }
                throw e;
            }
        }

        private static boolean isOfLibrary(RuntimeException e) {
            return Arrays.stream(e.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .filter(name -> !name.startsWith("java."))
                    .findFirst()
                    .filter(name -> name.startsWith(LIBRARY))
                    .isPresent();
        }
    }

    /** A stream that counts the bytes read. */
    private static final class Counted extends FilterInputStream {
        /** The number of bytes read. Written by the thread that reads, which may be one that reads ahead. */
        private volatile long count;

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
            count += Math.max(0, read);
        }

        /** Returns 0, since a named pipe throws an exception when it is asked on JDK 17. */
        @Override
        public int available() {
            return 0;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

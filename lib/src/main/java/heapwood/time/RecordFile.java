package heapwood.time;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of records that only grows. A crash at any byte loses at most the record that is being written.
 *
 * <p><b>Format:</b> {@code "HWTS"} and version 1; then for each record {@code "HWTR"}, its length as an int, its bytes,
 * and a CRC-32C of the length and the bytes. Numbers are big-endian. All records before the first incomplete one count.
 * The bytes from there on are a <em>torn end</em>, unless complete records follow: no crash leaves those, so the file
 * is damaged.
 */
final class RecordFile implements Closeable {
    /** The longest possible record, in bytes. */
    static final int LONGEST = 1 << 30;

    private static final int MAGIC = 0x4857_5453;
    private static final byte VERSION = 1;
    private static final int FILE_HEADER = 5;
    private static final int MARK = 0x4857_5452;
    private static final int RECORD_HEADER = 8;
    private static final int CHECKSUM = 4;
    private static final int PIECE = 1 << 16;

    private final Path path;
    private final FileChannel channel;

    /** The end of the last complete record, in bytes from the file's start. */
    private long end = FILE_HEADER;

    private RecordFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @param write true to add records, false to read only
     * @throws StoreException if it is no file of records
     */
    static RecordFile open(Path path, boolean write) throws IOException {
        FileChannel channel = write
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.READ);
        try {
            RecordFile file = new RecordFile(path, channel);
            file.checkHeader();
            return file;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /** Creates a file with one record. Leaves no file if it cannot be written completely. */
    static void create(Path path, byte[] record) throws IOException {
        Path beside = beside(path);
        try (RecordFile file = createBeside(path)) {
            file.append(record, record.length);
        } catch (Throwable e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        moveIntoPlace(path);
    }

    /** Creates an empty file beside a path; {@link #moveIntoPlace} renames it to that path. */
    static RecordFile createBeside(Path path) throws IOException {
        Path beside = beside(path);
        Files.deleteIfExists(beside);
        FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        RecordFile file = new RecordFile(beside, channel);
        try {
            file.write(
                    ByteBuffer.allocate(FILE_HEADER).putInt(MAGIC).put(VERSION).flip(), 0);
            return file;
        } catch (Throwable e) {
            file.close();
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    /** Replaces a file by the one beside it, in one atomic step. */
    static void moveIntoPlace(Path path) throws IOException {
        Files.move(beside(path), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Some systems cannot open folders. They write changed names in order anyway.
        }
    }

    static Path beside(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    private void checkHeader() throws IOException {
        if (channel.size() < FILE_HEADER) {
            throw new StoreException(path + " is no series of profiles: it has " + channel.size() + " bytes");
        }
        ByteBuffer header = read(0, FILE_HEADER);
        if (header.getInt() != MAGIC) {
            throw new StoreException(path + " is no series of profiles: it does not begin with HWTS");
        }
        byte version = header.get();
        if (version != VERSION) {
            throw new StoreException(path + " has version " + version + ", and this reads version " + VERSION);
        }
    }

    /**
     * Returns the next record, or null if no complete record is left.
     *
     * @throws StoreException if the next record is incomplete or damaged, but complete ones follow
     */
    ByteBuffer next() throws IOException {
        ByteBuffer record = recordAt(end);
        if (record != null) {
            end += RECORD_HEADER + record.remaining() + CHECKSUM;
        }
        return record;
    }

    private ByteBuffer recordAt(long at) throws IOException {
        long left = channel.size() - at;
        if (left < RECORD_HEADER + CHECKSUM) {
            return null;
        }
        ByteBuffer header = read(at, RECORD_HEADER);
        int mark = header.getInt();
        int length = header.getInt();
        if (mark != MARK || length < 0 || length > LONGEST || length > left - RECORD_HEADER - CHECKSUM) {
            return null;
        }
        ByteBuffer bytes = read(at + Integer.BYTES, Integer.BYTES + length + CHECKSUM);
        int checksum = bytes.getInt(Integer.BYTES + length);
        bytes.limit(Integer.BYTES + length);
        return checksum == checksum(bytes.duplicate()) ? bytes.position(Integer.BYTES) : null;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Returns the file position at which the last bytes of the record begin that {@link #next} or {@link #append}
     * handled last.
     *
     * @param length the number of bytes at the end of that record
     */
    long start(int length) {
        return end - CHECKSUM - length;
    }

    /** Returns the end of the last complete record, in bytes from the file's start. */
    long end() {
        return end;
    }

    /** Returns the number of bytes after the last complete record. */
    long torn() throws IOException {
        return channel.size() - end;
    }

    /**
     * Checks that the bytes after the last complete record are a torn end, or a record that is being written.
     *
     * @throws StoreException if they contain complete records, which must not be dropped because of a damaged one
     *     before them
     */
    void checkEnd() throws IOException {
        long whole = torn() > 0 ? wholeRecordBehind(end + 1) : -1;
        if (whole >= 0 && recordAt(end) == null) {
            throw new StoreException(path + " is damaged at byte " + end + ": whole records follow from byte " + whole
                    + " on, which no crash leaves; restore the file from a copy");
        }
    }

    /** Removes a torn end. */
    void cut() throws IOException {
        channel.truncate(end);
        channel.force(true);
    }

    private long wholeRecordBehind(long from) throws IOException {
        for (long at = from; at < channel.size() - RECORD_HEADER; at += PIECE) {
            int length = (int) Math.min(PIECE + Integer.BYTES - 1, channel.size() - at);
            ByteBuffer piece = read(at, length);
            for (int i = 0; i + Integer.BYTES <= length; i++) {
                if (piece.getInt(i) == MARK && recordAt(at + i) != null) {
                    return at + i;
                }
            }
        }
        return -1;
    }

    /**
     * Adds a record. When this method returns, the record survives a crash. If it throws, {@link #cut} removes what was
     * written.
     */
    void append(byte[] record, int length) throws IOException {
        if (length > LONGEST) {
            throw new StoreException("a record of " + length + " bytes is too long: add less at a time");
        }
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEADER + length + CHECKSUM);
        bytes.putInt(MARK).putInt(length).put(record, 0, length);
        bytes.putInt(checksum(bytes.duplicate().flip().position(Integer.BYTES)));
        write(bytes.flip(), end);
        channel.force(false);
        end += RECORD_HEADER + length + CHECKSUM;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /** Reads bytes at a position of the file. */
    ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at + bytes.position());
            if (read < 0) {
                throw new EOFException(path + " ends at byte " + (at + bytes.position()) + " while it is read");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

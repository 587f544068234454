package heapwood.profile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A stream of zstd data (RFC 8878) without the skippable frames before, between and after the other frames. Such frames are written
 * by pzstd and others, and are unknown to the decompressing library. The stream parses only headers of frames and blocks, and
 * detects data that are cut short.
 */
final class ZstdFrames extends BlockInput {
    static final int MAGIC = 0xFD2FB528;
    private static final int LZ4_MAGIC = 0x184D2204;
    private static final int FIRST_SKIPPABLE = 0x184D2A50;
    private static final int RESERVED_BLOCK = 3;
    private static final int RUN_BLOCK = 1;

    private final InputStream in;

    /** The current header: {@code [headerPosition, headerLength)} has been parsed and not yet delivered. */
    private final byte[] header = new byte[32];

    private int headerLength;
    private int headerPosition;

    /** The number of bytes after the header to deliver without parsing. */
    private int passing;

    private boolean inFrame;
    private boolean hasChecksum;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    /** Returns whether data with these first bytes are a frame or a skippable frame. */
    static boolean begin(byte[] head) {
        if (head.length < Integer.BYTES) {
            return false;
        }
        int magic = (int) littleEndian(head, 0, Integer.BYTES);
        return magic == MAGIC || isSkippable(magic);
    }

    private static boolean isSkippable(int magic) {
        return (magic & ~0xF) == FIRST_SKIPPABLE;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (headerPosition == headerLength && passing == 0) {
            headerPosition = 0;
            headerLength = 0;
            if (inFrame) {
                readBlockHeader();
            } else if (!readFrameHeader()) {
                return -1;
            }
        }
        if (headerPosition < headerLength) {
            int copied = Math.min(length, headerLength - headerPosition);
            System.arraycopy(header, headerPosition, target, offset, copied);
            headerPosition += copied;
            return copied;
        }
        int read = in.read(target, offset, Math.min(length, passing));
        if (read < 0) {
            throw new EOFException();
        }
        passing -= read;
        return read;
    }

    /** Reads a frame's header, or skips a skippable frame. Returns false at the input's end. */
    private boolean readFrameHeader() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        header[headerLength++] = (byte) first;
        int magic = (int) take(3) << 8 | first;
        if (isSkippable(magic)) {
            headerLength = 0;
            long size = take(Integer.BYTES);
            headerLength = 0;
            passOver(size);
            return true;
        }
        if (magic != MAGIC) {
            throw new ZipException(
                    magic == LZ4_MAGIC
                            ? "they are packed with lz4, not zstd: unpack it (lz4 -d) first"
                            : "what follows the packed data is not packed with zstd");
        }
        int descriptor = (int) take(1);
        boolean singleSegment = (descriptor & 0x20) != 0;
        hasChecksum = (descriptor & 4) != 0;
        int dictionaryBytes = 1 << (descriptor & 3) >> 1;
        int sizeFlag = descriptor >>> 6;
        int sizeBytes = sizeFlag == 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
        take((singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes);
        inFrame = true;
        return true;
    }

    private void readBlockHeader() throws IOException {
        int block = (int) take(3);
        int type = block >>> 1 & 3;
        if (type == RESERVED_BLOCK) {
            throw new ZipException("a block is of an unknown type");
        }
        passing = type == RUN_BLOCK ? 1 : block >>> 3;
        if ((block & 1) != 0) {
            inFrame = false;
            passing += hasChecksum ? Integer.BYTES : 0;
        }
    }

    /** Reads some bytes into the header. Returns the number that the first eight of them form, the lowest byte first. */
    private long take(int count) throws IOException {
        int start = headerLength;
        int read = in.readNBytes(header, start, count);
        if (read < count) {
            throw new EOFException();
        }
        headerLength += count;
        return littleEndian(header, start, Math.min(count, Long.BYTES));
    }

    private static long littleEndian(byte[] bytes, int start, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[start + i] & 0xFF;
        }
        return value;
    }

    private void passOver(long bytes) throws IOException {
        byte[] scratch = new byte[(int) Math.min(bytes, 1 << 13)];
        for (long left = bytes; left > 0; ) {
            int read = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
        }
    }
}

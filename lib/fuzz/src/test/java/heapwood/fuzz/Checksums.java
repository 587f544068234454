package heapwood.fuzz;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Inputs with right checksums, so that what a checksum protects is read. */
final class Checksums {
    /** The mark before each record of a series. */
    private static final int RECORD = 0x4857_5452;

    private static final int SERIES_HEADER = 5;

    private Checksums() {}

    /** Returns a copy of an input whose last four bytes are a frozen tree's checksum. */
    static byte[] ofFrozenTree(byte[] input) {
        byte[] file = input.clone();
        if (file.length >= Integer.BYTES) {
            put(file, 0, file.length - Integer.BYTES);
        }
        return file;
    }

    /** Returns a copy of an input in which each whole record of a series has its checksum. */
    static byte[] ofRecords(byte[] input) {
        byte[] file = input.clone();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = SERIES_HEADER;
        while (at + 3 * Integer.BYTES <= file.length && bytes.getInt(at) == RECORD) {
            int length = bytes.getInt(at + Integer.BYTES);
            if (length < 0 || length > file.length - at - 3 * Integer.BYTES) {
                break;
            }
            put(file, at + Integer.BYTES, Integer.BYTES + length);
            at += 3 * Integer.BYTES + length;
        }
        return file;
    }

    private static void put(byte[] file, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, length);
        ByteBuffer.wrap(file).putInt(from + length, (int) crc.getValue());
    }
}

package heapwood.fuzz;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compressed inputs. */
final class Packed {
    private Packed() {}

    /** Returns whether an input begins like a compressed file. */
    static boolean is(byte[] input) {
        int first = input.length < 2 ? 0 : (input[0] & 0xFF) << 8 | input[1] & 0xFF;
        return first == 0x1f8b || first == 0xfd37 || first == 0x28b5 || (first & 0xF0FF) == 0x502a;
    }

    /**
     * Returns content in two compressed parts, one behind the other: all formats allow that, and the reader must not stop in
     * between. Most are gzip, since the other two compressors begin with megabytes of tables.
     */
    static byte[] inTwo(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int half = content.length / 2;
        for (int part = 0; part < 2; part++) {
            try (OutputStream out = packing(content.length % 32, bytes)) {
                out.write(content, part == 0 ? 0 : half, part == 0 ? half : content.length - half);
            }
        }
        return bytes.toByteArray();
    }

    private static OutputStream packing(int choice, OutputStream to) throws IOException {
        return switch (choice) {
            case 0 -> new XZOutputStream(to, new LZMA2Options(0));
            case 1, 2 -> new ZstdOutputStream(to);
            default -> new GZIPOutputStream(to);
        };
    }
}

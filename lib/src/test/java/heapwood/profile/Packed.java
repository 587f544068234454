package heapwood.profile;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The ways in which inputs are packed. */
enum Packed {
    PLAIN,
    GZIP,
    XZ,
    ZSTD;

    byte[] pack(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        UnsafeWarning.silence();
        try (OutputStream out = switch (this) {
            case PLAIN -> bytes;
            case GZIP -> new GZIPOutputStream(bytes);
            case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
            case ZSTD -> new ZstdOutputStream(bytes);
        }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}

package heapwood.profile;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The compressions of written files, chosen by the end of a file's name. */
enum Packing {
    NONE(""),
    GZIP(".gz"),
    XZ(".xz"),
    ZSTD(".zst");

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    /** Returns the compression chosen by a file's name. */
    static Packing of(Path file) {
        String name = lowerCase(file);
        for (Packing packing : values()) {
            if (packing != NONE && name.endsWith(packing.ending)) {
                return packing;
            }
        }
        return NONE;
    }

    /** Returns a file's name in lower case, without the end that chooses a compression. */
    static String unpackedName(Path file) {
        String name = lowerCase(file);
        return name.substring(0, name.length() - of(file).ending.length());
    }

    private static String lowerCase(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes compressed content.
     *
     * @param out receives the compressed bytes; stays open
     * @param body writes the content
     */
    void write(OutputStream out, Outputs.Body body) throws IOException {
        try (OutputStream packed = pack(new KeptOpen(out))) {
            body.writeTo(packed);
        }
    }

    private OutputStream pack(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, 1 << 16);
            case XZ -> new XZOutputStream(out, new LZMA2Options());
            case ZSTD -> {
                UnsafeWarning.silence();
                yield new ZstdOutputStream(out);
            }
        };
    }

    /** A stream that a compressor can close in order to finish, without closing the stream it writes to. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}

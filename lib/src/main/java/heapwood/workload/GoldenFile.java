package heapwood.workload;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A reader of a file of {@link GoldenCase}s, one a line, plain or compressed by gzip. The file's first bytes decide which
 * of the two it is. Blank lines are skipped.
 */
public final class GoldenFile implements AutoCloseable {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final BufferedReader lines;
    private int linesRead;

    /**
     * Opens a file.
     *
     * @param file the file to read
     * @throws IOException if the file cannot be read
     */
    public GoldenFile(Path file) throws IOException {
        this(Files.newInputStream(file));
    }

    /**
     * Reads cases from a stream, which {@link #close} closes.
     *
     * @param stream the file's bytes
     * @throws IOException if the stream cannot be read; it is then closed
     */
    public GoldenFile(InputStream stream) throws IOException {
        InputStream raw = new BufferedInputStream(stream);
        try {
            // This decoder reports bytes that are not UTF-8. A reader made with the charset would replace them.
            lines = new BufferedReader(new InputStreamReader(unpacked(raw), StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
        raw.reset();
        return gzip ? new GZIPInputStream(raw) : raw;
    }

    /**
     * Reads the next case.
     *
     * @return the case, or {@code null} at the file's end
     * @throws IOException if the file cannot be read further
     * @throws IllegalArgumentException if the line is not a case
     */
    public GoldenCase next() throws IOException {
        String line;
        do {
            line = lines.readLine();
            linesRead += line == null ? 0 : 1;
        } while (line != null && line.isBlank());
        return line == null ? null : GoldenCase.parse(line);
    }

    /**
     * Returns the number of lines read so far. Counted from 1, it is the number of the line of the last case, or of the
     * line that is not a case.
     */
    public int linesRead() {
        return linesRead;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

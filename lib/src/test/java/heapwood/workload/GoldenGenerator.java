package heapwood.workload;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What the original's workload was recorded to be: {@code golden/generator.json}. */
public record GoldenGenerator(
        long seed,
        List<Long> int63First20,
        long int63Number1000001,
        List<Integer> intn100First20,
        String readFirst40,
        String thenRead3,
        int thenIntn100,
        String thenRead5,
        List<GoldenTree> trees) {
    /** The treeNumber-th tree that one generator made with this shape. */
    public record GoldenTree(
            int width, int depth, int symbolBytes, int treeNumber, long nodes, String selfSum, String sha256) {
        public TreeShape shape() {
            return new TreeShape(width, depth, symbolBytes);
        }

        public TreeDigest digest() {
            return new TreeDigest(nodes, Long.parseUnsignedLong(selfSum), sha256);
        }
    }

    public static GoldenGenerator read() {
        String name = "/golden/generator.json";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(GoldenGenerator.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8)) {
            return new Gson().fromJson(in, GoldenGenerator.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

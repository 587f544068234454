package heapwood.profile;

import heapwood.tree.CompactTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/**
 * How long reading a packed file of collapsed stacks takes, and its two halves alone, round after round in one JVM; no test, since
 * times are not asserted. Naive is all lines in memory, then a map.
 *
 * <pre>
 * java -Xmx3g -cp lib/target/classes:lib/target/test-classes:lib/target/dependencies/* heapwood.profile.ReadingTimes \
 *     notebooks/data/javac-alloc.collapsed.xz 5
 * </pre>
 */
final class ReadingTimes {
    private final Path file;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<Long> values = new ArrayList<>();

    private ReadingTimes(Path file) {
        this.file = file;
    }

    /** @param args the file, the number of rounds, and "naive" for that as well (3 GB of heap) */
    public static void main(String[] args) throws IOException {
        ReadingTimes times = new ReadingTimes(Path.of(args[0]));
        new CollapsedReader().read(times.file, (buffer, offset, length, value) -> {
            times.keys.add(Arrays.copyOfRange(buffer, offset, offset + length));
            times.values.add(value);
        });
        List<double[]> rounds = new ArrayList<>();
        for (int i = 0; i <= Integer.parseInt(args[1]); i++) {
            double[] round = {seconds(times::unpack), seconds(times::insert), seconds(times::read)};
            System.out.printf(
                    "%s: unpack %.2f s, insert %.2f s, read %.2f s: %.2f times the larger%n",
                    i == 0 ? "cold" : "round " + i,
                    round[0],
                    round[1],
                    round[2],
                    round[2] / Math.max(round[0], round[1]));
            rounds.add(round);
        }
        times.keys.clear();
        times.values.clear();
        if (args.length > 2) {
            System.out.printf("naive %.2f s%n", seconds(times::naive));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void unpack() throws IOException {
        byte[] buffer = new byte[1 << 18];
        try (XZInputStream in = new XZInputStream(Files.newInputStream(file))) {
            while (in.read(buffer) >= 0) {
                // The bytes are not looked at.
            }
        }
    }

    private void insert() {
        CompactTree tree = new CompactTree();
        for (int i = 0; i < keys.size(); i++) {
            tree.insert(keys.get(i), values.get(i));
        }
    }

    private void read() throws IOException {
        new ProfileReader().read(file, new CompactTree());
    }

    private void naive() throws IOException {
        List<String> lines;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new XZInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        Map<String, Long> stacks = new HashMap<>();
        for (String line : lines) {
            int space = line.lastIndexOf(' ');
            stacks.merge(line.substring(0, space), Long.valueOf(line.substring(space + 1)), Long::sum);
        }
        System.out.println(stacks.size() + " stacks");
    }
}

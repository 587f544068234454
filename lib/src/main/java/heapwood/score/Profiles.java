package heapwood.score;

import heapwood.lab.child.Code;
import heapwood.lab.plan.RealProfile;
import heapwood.profile.CollapsedReader;
import heapwood.tree.ReferenceTree;
import heapwood.workload.TreeKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The real profile that trees are measured with: its stacks as recorded, and the same ones shuffled. */
final class Profiles {
    private static final String NAME = "javac-cpu.collapsed.gz";
    private static final long SHUFFLE_SEED = 20_261_125;

    private Profiles() {}

    /** Returns the kit's profile, looked for beside the working directory and beside the kit's code; empty if it is in neither. */
    static Optional<Path> find() {
        return Stream.of(Path.of("").toAbsolutePath(), Code.location())
                .flatMap(start -> Stream.iterate(start, path -> path != null, Path::getParent))
                .flatMap(folder -> Stream.of(folder.resolve("data"), folder.resolve("notebooks/data")))
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * Returns the workloads of a profile, the second one with its stacks shuffled. The order is always the same.
     *
     * @param file the profile
     * @param directory the directory for the shuffled one
     * @throws IOException if a file cannot be read or written
     */
    static List<RealProfile> of(Path file, Path directory) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ReferenceTree tree = new ReferenceTree();
        new CollapsedReader().read(file, (key, offset, length, value) -> {
            tree.insert(key, offset, length, value);
            byte[] end = (" " + Long.toUnsignedString(value) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] line = Arrays.copyOfRange(key, offset, offset + length + end.length);
            System.arraycopy(end, 0, line, length, end.length);
            lines.add(line);
        });
        Collections.shuffle(lines, new Random(SHUFFLE_SEED));
        Path shuffled = directory.resolve("shuffled.collapsed");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(shuffled))) {
            for (byte[] line : lines) {
                out.write(line);
            }
        }
        long nodes = tree.nodeCount();
        return List.of(
                RealProfile.of(TreeKind.REFERENCE, file, nodes), RealProfile.of(TreeKind.REFERENCE, shuffled, nodes));
    }
}

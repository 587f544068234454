package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphStats;
import org.tukaani.xz.XZInputStream;

/** The profile of a real compilation, 139,550 stacks of 60 frames on average. */
@Tag("slow")
final class RealProfileTest {
    private static final Path FILE = Path.of("../notebooks/data/javac-alloc.collapsed.xz");

    @Test
    void bothTreesAgreeInRecordedAndInShuffledOrder() throws IOException {
        List<byte[]> lines = lines();
        ReferenceTree reference = insertAll(lines, new ReferenceTree());
        CompactTree recorded = insertAll(lines, new CompactTree());
        Collections.shuffle(lines, new Random(1));
        CompactTree shuffled = insertAll(lines, new CompactTree());
        for (CompactTree tree : List.of(recorded, shuffled)) {
            assertEquals(1_276_333, tree.nodeCount());
            assertEquals(4_550, tree.nameCount());
            assertEquals(329_848, tree.total());
            assertEquals(Trees.digest(reference), Trees.digest(tree));
            long objects = GraphStats.parseInstance(tree.forest()).totalCount();
            assertTrue(objects <= 64, objects + " live objects");
            Footprint footprint = tree.forest().footprint();
            assertTrue(footprint.total() - footprint.names() <= 10 * tree.nodeCount(), footprint.toString());
        }
        FrozenTree frozen = FrozenTree.freeze(shuffled);
        assertTrue(frozen.size() <= 500_000, frozen.size() + " bytes frozen");
        assertTrue(frozen.heapBytes() <= 3 * frozen.nodeCount(), frozen.heapBytes() + " bytes in the heap");
        assertTrue(GraphStats.parseInstance(frozen).totalCount() <= 20);
        for (int i = 0; i < lines.size(); i += 100) {
            int length = new String(lines.get(i), StandardCharsets.ISO_8859_1).lastIndexOf(' ');
            assertTrue(frozen.contains(lines.get(i), 0, length));
        }
        CompactTree thawed = new CompactTree();
        frozen.thaw(thawed);
        assertEquals(Trees.digest(reference), Trees.digest(thawed));
    }

    private static <T extends StackTree> T insertAll(List<byte[]> lines, T tree) {
        for (byte[] line : lines) {
            int space = line.length - 1;
            long value = 0;
            for (long digit = 1; line[space] != ' '; space--, digit *= 10) {
                value += digit * (line[space] - '0');
            }
            tree.insert(line, 0, space, value);
        }
        return tree;
    }

    /** The lines, in one pass over the bytes: the file is 417 MB unpacked. */
    private static List<byte[]> lines() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        byte[] line = new byte[1 << 20];
        int length = 0;
        try (InputStream in = new BufferedInputStream(new XZInputStream(Files.newInputStream(FILE)), 1 << 16)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line[length++] = (byte) b;
                } else {
                    lines.add(Arrays.copyOf(line, length));
                    length = 0;
                }
            }
        }
        return lines;
    }
}

package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import heapwood.profile.Format;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileWriter;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whatever tree is written as pprof or OTLP, what is read back is equal to it. */
class RoundTripFuzzTest {
    /** @param input a key a line, whose number is its value */
    @FuzzTest(maxDuration = "10m")
    void written(byte[] input) throws IOException {
        CompactTree tree = new CompactTree();
        // What is no UTF-8 is what these formats cannot say.
        String[] keys = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < keys.length; i++) {
            tree.insert(keys[i].getBytes(StandardCharsets.UTF_8), i + 1L);
        }
        String expected = keysOf(tree);
        for (Format format : new Format[] {Format.PPROF, Format.OTLP}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ProfileWriter().write(tree, out, format);
            CompactTree again = new CompactTree();
            assertEquals(
                    format,
                    new ProfileReader()
                            .read(new ByteArrayInputStream(out.toByteArray()), "written", again)
                            .format());
            assertEquals(expected, keysOf(again));
        }
    }

    private static String keysOf(StackTree tree) {
        StringBuilder keys = new StringBuilder();
        tree.iterate((key, length, self) -> {
            if (self != 0) {
                keys.append(new String(key, 0, length, StandardCharsets.UTF_8))
                        .append(' ')
                        .append(self)
                        .append('\n');
            }
        });
        return keys.toString();
    }
}

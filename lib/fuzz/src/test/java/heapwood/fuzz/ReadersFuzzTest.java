package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import heapwood.profile.Format;
import heapwood.profile.ProfileException;
import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.tree.CompactTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Whatever a file holds, reading it ends well or with one line that names the file: no other exception, no hang, no memory beyond
 * this JVM's small heap. There is a method for each format, so that each has a corpus of its own, which begins with sound files.
 */
class ReadersFuzzTest {
    private static final String DURATION = "10m";

    @FuzzTest(maxDuration = DURATION)
    void collapsed(byte[] input) throws IOException {
        read(input, new ProfileReader().skipMalformed(input.length % 2 == 0));
    }

    @FuzzTest(maxDuration = DURATION)
    void pprof(byte[] input) throws IOException {
        read(input, new ProfileReader().lines(input.length % 2 == 0).label("user"));
    }

    @FuzzTest(maxDuration = DURATION)
    void jfr(byte[] input) throws IOException {
        read(input, new ProfileReader().threads(input.length % 2 == 0).classes(true));
    }

    @FuzzTest(maxDuration = DURATION)
    void frozen(byte[] input) throws IOException {
        read(input, new ProfileReader());
    }

    @FuzzTest(maxDuration = DURATION)
    void packed(byte[] input) throws IOException {
        read(input, new ProfileReader());
    }

    private static void read(byte[] input, ProfileReader reader) throws IOException {
        CompactTree tree = new CompactTree();
        try {
            ProfileSummary summary = reader.read(new ByteArrayInputStream(input), "input", tree);
            if (summary.format() != Format.FROZEN && summary.stacks() == 0) {
                assertEquals(0, tree.total());
            }
        } catch (ProfileException e) {
            assertEquals("input", e.getMessage().substring(0, 5));
            assertEquals(1, e.getMessage().lines().count());
        }
    }
}

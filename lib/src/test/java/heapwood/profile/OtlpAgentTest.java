package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the OTLP files that async-profiler 4.5 itself writes, not its converter, with its own collapsed stacks of the same
 * session. A program of two threads recorded itself by {@code AsyncProfiler.execute}: {@code start,event=itimer,interval=500us,threads}
 * or {@code start,event=alloc,alloc=8k,threads}, and, after {@code stop}, {@code dump,otlp} and {@code dump,collapsed}, for bytes with
 * {@code total}. A session that writes a JFR file has no other output, so there is none of these.
 */
class OtlpAgentTest {
    private static final Path FOLDER = Path.of("src/test/resources/agent");

    @ParameterizedTest
    @CsvSource({"cpu, itimer, count", "alloc, object_sampler, count", "alloc-bytes, object_sampler, bytes"})
    void theAgentsOwnFileHasTheSumsAndFramesOfItsCollapsedStacks(String name, String event, String unit)
            throws IOException {
        CompactTree fromOtlp = new CompactTree();
        ProfileSummary read = new ProfileReader().threads(true).read(FOLDER.resolve(name + ".otlp"), fromOtlp);
        CompactTree fromCollapsed = new CompactTree();
        new ProfileReader().read(FOLDER.resolve(name + ".collapsed.gz"), fromCollapsed);
        assertEquals(Format.OTLP, read.format());
        assertEquals(event, read.event());
        assertEquals(unit, read.unit());
        assertTrue(fromOtlp.total() > 0);
        assertEquals(fromCollapsed.total(), fromOtlp.total());
        assertEquals(Collapsed.text(fromCollapsed), Collapsed.text(fromOtlp));
        assertEquals(
                TopFrames.of(fromCollapsed).bySelf(100), TopFrames.of(fromOtlp).bySelf(100));
        assertEquals(
                TopFrames.of(fromCollapsed).byTotal(100), TopFrames.of(fromOtlp).byTotal(100));
    }

    /** Two rules that a writer should keep, and that change no value: the agent keeps the others. */
    @ParameterizedTest
    @CsvSource({"cpu, a Stack stands twice in its table", "alloc,", "alloc-bytes, a string is not referred to"})
    void theAgentsFilesKeepTheRulesButTwo(String name, String broken) throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(name + ".otlp"));
        assertEquals(
                broken == null ? Set.of() : Set.of(broken),
                new HashSet<>(OtlpRules.brokenBy(ProfilesData.parseFrom(file))));
    }
}

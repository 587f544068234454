package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import one.convert.Arguments;
import one.convert.JfrToOtlp;
import one.convert.JfrToPprof;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares one recording with what async-profiler's converter makes of it as OTLP and as pprof. */
class OtlpConverterTest {
    private static final Path RECORDING = Path.of("../notebooks/data/javac-cpu.async-profiler.jfr");

    @TempDir
    private static Path folder;

    private static Path otlp;
    private static Path pprof;

    @BeforeAll
    static void convert() throws IOException {
        UnsafeWarning.silence();
        otlp = folder.resolve("cpu.otlp");
        pprof = folder.resolve("cpu.pprof");
        String[] options = {"--cpu", "--dot", "--output", "otlp", "in", "out"};
        JfrToOtlp.convert(RECORDING.toString(), otlp.toString(), new Arguments(options));
        options[3] = "pprof";
        JfrToPprof.convert(RECORDING.toString(), pprof.toString(), new Arguments(options));
    }

    @Test
    void theSumsOfAllFramesAreThoseOfTheRecordingAndOfPprof() throws IOException {
        CompactTree fromOtlp = read(otlp, new ProfileReader());
        CompactTree fromRecording = read(RECORDING, new ProfileReader().event("cpu"));
        CompactTree fromPprof = read(pprof, new ProfileReader());
        assertEquals(4_010, fromOtlp.total());
        assertEquals(Collapsed.text(fromPprof), Collapsed.text(fromOtlp));
        assertEquals(TopFrames.of(fromPprof).bySelf(100), TopFrames.of(fromOtlp).bySelf(100));
        CompactTree plain = Stacks.rename(fromOtlp, OtlpConverterTest::withoutLibrary);
        assertEquals(Collapsed.text(fromRecording), Collapsed.text(plain));
        assertEquals(
                TopFrames.of(fromRecording).byTotal(100), TopFrames.of(plain).byTotal(100));
    }

    /** The converter has the library's name before functions of native code, the recording's reader has not. */
    private static String withoutLibrary(String frame) {
        return frame.replaceFirst("^([\\w-]+\\.so(\\.\\d+)*|vdso)\\.", "");
    }

    private static CompactTree read(Path file, ProfileReader reader) throws IOException {
        CompactTree tree = new CompactTree();
        reader.read(file, tree);
        return tree;
    }

    /** It does not combine samples of one stack and thread, which it should; it keeps all that it must. */
    @Test
    void theConvertersFileKeepsTheRules() throws IOException {
        Set<String> broken = new HashSet<>(OtlpRules.brokenBy(ProfilesData.parseFrom(Files.readAllBytes(otlp))));
        assertEquals(Set.of("two samples have the same stack and attributes"), broken);
    }

    @Test
    void threadsAreTheSameAsInTheRecording() throws IOException {
        Map<String, Long> threads = threads(read(otlp, new ProfileReader().threads(true)));
        assertEquals(9, threads.size());
        assertEquals(threads(read(RECORDING, new ProfileReader().event("cpu").threads(true))), threads);
    }

    /** The totals of threads by their names, without the operating system's number, which the converter adds. */
    private static Map<String, Long> threads(CompactTree tree) {
        Map<String, Long> threads = new TreeMap<>();
        tree.walk((depth, names, offset, length, self, total) -> {
            if (depth == 1) {
                String thread = new String(names, offset, length, StandardCharsets.UTF_8);
                threads.merge(thread.replaceFirst(" tid=\\d+", "").replaceAll("[\\[\\]]", ""), total, Long::sum);
            }
        });
        return threads;
    }

    @Test
    void rangesOfTimesAddUpToAll() throws IOException {
        RecordingTime middle = RecordingTime.parse("8s");
        long before = read(otlp, ranged(null, middle)).total();
        long after = read(otlp, ranged(middle, null)).total();
        assertTrue(before > 0 && after > 0);
        assertEquals(4_010, before + after);
        assertEquals(before, read(RECORDING, ranged(null, middle).event("cpu")).total());
    }

    private static ProfileReader ranged(RecordingTime since, RecordingTime until) {
        return new ProfileReader().only(new RecordingFilter(since, until, null, Set.of()));
    }
}

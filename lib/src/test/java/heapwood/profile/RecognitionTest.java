package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class RecognitionTest {
    /** Beginnings of what people take for profiles, each with a word of what is said of it. */
    static Stream<List<String>> foreign() {
        return Stream.of(
                List.of("a jar file: record", "PK\3\4\24\0\10\10\10\0META-INF/MANIFEST.MF"),
                List.of("a zip file: unpack it", "PK\3\4\24\0\0\0\10\0profile.txt"),
                List.of("packed more than once", "\u001f\u008b\10\0\0\0\0\0\0\3"),
                List.of("packed with bzip2: unpack it first: bzip2 -d", "BZh91AY&SY\u0001\u0002\0\u00ff"),
                List.of("packed with lz4: unpack it first: lz4 -d", "\4\"M\u0018d@\u00a7"),
                List.of("packed with lzma", "]\0\0\u0080\0\u00ff\u00ff"),
                List.of("a 7z file", "7z\u00bc\u00af'\u001c\0\4"),
                List.of("a tar file", "p" + "\0".repeat(256) + "ustar\00000"),
                List.of(
                        "a perf.data file: run `perf script -i FILE | stackcollapse-perf.pl`",
                        "PERFILE2h\0\0\0\0\0\0\0\210\0"),
                List.of("a heap dump: it has objects", "JAVA PROFILE 1.0.2\0\0\0\0\10"),
                List.of("a .NET trace", "Nettrace\u0014\0\0\0!FastSerialization.1"),
                List.of("a Java class file", "\u00ca\u00fe\u00ba\u00be\0\0\0="),
                List.of("an ELF program", "\u007fELF\2\1\1\0"),
                List.of("a picture: read the profile", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"),
                List.of("a picture: read the profile", "\u00ff\u00d8\u00ff\u00e0\0\20JFIF"),
                List.of("an SQLite database", "SQLite format 3\0\20\0"),
                List.of("a Go execution trace", "go 1.22 trace\0\0\0"),
                List.of("a legacy profile of gperftools", "\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0"),
                List.of("UTF-16 text without", "m\0i\0l\0l\0;\0t\0 \0003\0\n\0"),
                List.of(
                        "a legacy text profile of pprof: `go tool pprof -proto",
                        "heap profile: 12: 3456 [78: 910] @ heap/1048576\n1: 2 [3: 4] @ 0x1 0x2\n#\t0x1\tmain.f\n"),
                List.of(
                        "a legacy text profile of pprof",
                        "goroutine profile: total 7\n5 @ 0x1 0x2\n#\t0x1\tmain.f+0x1\tx.go:3\n"),
                List.of("a legacy text profile of pprof", "--- contention:\ncycles/second=1\n5 6 @ 0x1\n"),
                List.of("a heap profile of jemalloc", "heap_v2/524288\n  t*: 28106: 56637512 [0: 0]\n"),
                List.of("old hprof agent", "JAVA PROFILE 1.0.1, created Thu Jan 1 00:00:00 1970\n\nHeader\n"),
                List.of(
                        "a callgrind profile",
                        "# callgrind format\nversion: 1\nevents: Ir\n\nfn=(1) main\n16 400\n17 4\n18 4\n19 4\n20 4\n"
                                + "21 5\n22 6\n23 7\n24 8\n25 9\n"),
                List.of(
                        "a speedscope file",
                        "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"profiles\":[]}"),
                List.of("a Chrome trace", "{\"traceEvents\": [\n{\"ph\": \"X\"}"),
                List.of("a Chrome trace", "[{\"pid\":1,\"ts\":2,\"ph\":\"B\"},"),
                List.of("a profile of V8", "{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"(root)\"}}]}"),
                List.of("Firefox Profiler", "{\n  \"meta\": {\"interval\": 1, \"preprocessedProfileVersion\": 50}}"),
                List.of("an OTLP profile in JSON", "{\"resourceProfiles\":[{}]}"),
                List.of("JSON of an unknown kind", "{\"name\": \"x\", \"value\": 5\n}"),
                List.of(
                        "a picture, perhaps of a flame graph",
                        "<?xml version=\"1.0\"?>\n<svg version=\"1.1\" width=\"1200\"\n"),
                List.of("an HTML page, perhaps of a flame graph", "<!DOCTYPE html>\n<html lang='en'>\n<head>\n"),
                List.of("a text report of async-profiler", "--- Execution profile ---\nTotal samples       : 5\n"),
                List.of(
                        "a thread dump",
                        "2026-01-01 00:00:00\nFull thread dump OpenJDK 64-Bit Server VM:\n\n\"main\" #1\n"),
                List.of(
                        "a report of bpftrace",
                        "Attaching 1 probe...\n\n@[\n    a+1\n    b+2\n]: 5\n@[\n    a+1\n]: 7\n"),
                List.of(
                        "what `perf script` prints: run `stackcollapse-perf.pl",
                        "java 1234 5678.9: 1 cycles:\n\tffffffff81 do_x+0x1 ([kernel.kallsyms])\n\t7f3a00 [unknown] (/l.so)\n\n"),
                List.of(
                        "line 1: it has no count (an unsigned whole number) after a last space: Once upon a time",
                        "Once upon a time there was\na tree in a wood.\nIt grew.\n"),
                List.of("begins with the bytes 00 01 02 03", "\0\1\2\3\4\5\6"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatIsNotReadIsNamedInOneLineHoweverItIsPacked(List<String> each) throws IOException {
        byte[] content = each.get(1).getBytes(StandardCharsets.ISO_8859_1);
        for (Packed packing : Packed.values()) {
            // Plain, it is unpacked and found damaged.
            if (packing == Packed.PLAIN && each.get(0).startsWith("packed more")) {
                continue;
            }
            byte[] packed = packing.pack(content);
            ProfileException error = assertThrows(
                    ProfileException.class,
                    () -> new ProfileReader().read(new ByteArrayInputStream(packed), "input", new CompactTree()));
            assertTrue(error.getMessage().contains(each.get(0)), error.getMessage());
            assertTrue(error.getMessage().startsWith("input"), error.getMessage());
            assertEquals(1, error.getMessage().lines().count());
        }
    }

    /** Whatever a recogniser of another format would say of it, if every line is a stack, it is stacks. */
    @ParameterizedTest
    @CsvSource({
        "heap profile: 1: 2]; 3",
        "goroutine profile: total 5",
        "BZh91AY&SY 5",
        "PERFILE2;x 5",
        "Nettrace 5",
        "JAVA PROFILE 1.0.2 5",
        "<html>;x 5",
        "{;} 5",
        "@[ 5",
        "Full thread dump 5",
        "hahaha;2 2",
        "2 2",
        "FLR 5",
        "HWFT;x 5",
        "MZ 3"
    })
    void textWhoseEveryLineIsAStackIsStacks(String line) throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary read = new ProfileReader()
                .read(new ByteArrayInputStream((line + "\n").repeat(5).getBytes(StandardCharsets.US_ASCII)), "t", tree);
        assertEquals(Format.COLLAPSED, read.format());
        assertEquals(5, read.stacks());
    }

    /** Every sample there is, as it lies and as the kit writes it again, packed in every way, is of one format alone. */
    @Test
    void noFormatIsTakenForAnother() throws IOException {
        Map<String, byte[]> samples = samples();
        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
            Format expected =
                    Format.valueOf(sample.getKey().substring(0, sample.getKey().indexOf(' ')));
            for (Packed packing : Packed.values()) {
                ProfileInput input =
                        ProfileInput.of(new ByteArrayInputStream(packing.pack(sample.getValue())), sample.getKey());
                assertEquals(expected, input.format(false), sample.getKey() + " " + packing);
                input.stop();
            }
            Head head = new Head(
                    java.util.Arrays.copyOf(sample.getValue(), Math.min(Head.LENGTH, sample.getValue().length)));
            assertEquals(expected != Format.COLLAPSED, Format.binary(head).isPresent(), sample.getKey());
            assertTrue(ForeignFormat.binary(head).isEmpty(), sample.getKey());
        }
        assertTrue(samples.size() > 15, samples.keySet()::toString);
    }

    private static Map<String, byte[]> samples() throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        for (Path folder : List.of(Path.of("../notebooks/data"), Path.of("src/test/resources/cases"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    String format = name.contains("jfr") && !name.contains("0-9")
                            ? "JFR"
                            : name.contains("pprof")
                                    ? "PPROF"
                                    : name.contains("collapsed") || name.contains("folded")
                                            ? "COLLAPSED"
                                            : name.endsWith(".frozen") ? "FROZEN" : null;
                    if (format != null) {
                        try (ProfileInput input = ProfileInput.open(file)) {
                            samples.put(format + " " + name, input.readNBytes(Head.LENGTH + 1));
                        }
                    }
                }
            }
        }
        RandomTrees trees = new RandomTrees(3);
        for (int i = 0; i < 5; i++) {
            addWritten(samples, "random " + i, trees.next());
        }
        CompactTree deep = new CompactTree();
        new ProfileReader().read(Path.of("src/test/resources/cases/collapsed-deep-1300.folded"), deep);
        addWritten(samples, "deep", deep);
        CompactTree blanks = new CompactTree();
        Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            // In pprof's table of strings, such names make lines that end with a count.
            blanks.insert(String.format("%9d ", random.nextInt(1_000_000)).getBytes(StandardCharsets.US_ASCII), 1);
        }
        addWritten(samples, "blanks", blanks);
        return samples;
    }

    private static void addWritten(Map<String, byte[]> samples, String name, CompactTree tree) throws IOException {
        if (tree.total() == 0) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CollapsedWriter.write(tree, out);
        samples.put("COLLAPSED " + name, out.toByteArray());
        out.reset();
        new ProfileWriter().write(tree, out, Format.PPROF);
        try (var unpacked = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            samples.put("PPROF " + name, unpacked.readAllBytes());
        }
        out.reset();
        new ProfileWriter().write(tree, out, Format.OTLP);
        samples.put("OTLP " + name, out.toByteArray());
        out.reset();
        FrozenTree.freeze(tree).write(out);
        samples.put("FROZEN " + name, out.toByteArray());
    }

    @Test
    void anyBytesAreReadOrRefusedWithTheReadersOwnException() throws IOException {
        Random random = new Random(21);
        List<byte[]> beginnings = Stream.concat(
                        foreign().map(each -> each.get(1).getBytes(StandardCharsets.ISO_8859_1)),
                        samples().values().stream()
                                .map(bytes -> java.util.Arrays.copyOf(bytes, Math.min(300, bytes.length))))
                .toList();
        int read = 0;
        for (int round = Integer.getInteger("heapwood.rounds", 3_000); round > 0; round--) {
            byte[] bytes = beginnings.get(random.nextInt(beginnings.size())).clone();
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                new ProfileReader()
                        .skipMalformed(random.nextBoolean())
                        .differences(CompactTree::new)
                        .read(new ByteArrayInputStream(bytes), "input", new CompactTree());
                read++;
            } catch (ProfileException e) {
                assertTrue(e.getMessage().startsWith("input"), e.getMessage());
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(read > 100, read + " were read");
    }
}

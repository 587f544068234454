package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.workload.TreeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayCommandTest {
    private static final Path GOLDEN = Path.of("src/main/resources/golden/cases.jsonl.gz");
    private static final String HOLDS = """
            {"name":"foo","inserts":[{"key":"666f6f","value":"18446744073709551615"}],"iterate":[\
            {"key":"3b","self":"0","total":"18446744073709551615"},\
            {"key":"3b3b666f6f","self":"18446744073709551615","total":"18446744073709551615"}]}
            """;
    private static final String EMPTY =
            "{\"name\":\"empty\",\"inserts\":null,\"iterate\":[{\"key\":\"3b\",\"self\":\"0\",\"total\":\"0\"}]}\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void allGoldenCasesHold(TreeKind kind) {
        CommandRun run = CommandRun.of("replay", GOLDEN.toString(), "--tree", kind.toString())
                .assertWell();
        assertEquals(List.of("266 of 266 cases hold on " + kind), run.outLines());
    }

    @Test
    void recognizesCompressionByContent() throws IOException {
        byte[] plain = new GZIPInputStream(Files.newInputStream(GOLDEN)).readAllBytes();
        Path file = Files.write(folder.resolve("cases.gz"), plain);
        assertEquals(
                List.of("266 of 266 cases hold on reference"),
                CommandRun.of("replay", file.toString()).assertWell().outLines());
    }

    @Test
    void namesTheFirstCaseThatDiffersAndExitsWithOne() throws IOException {
        String wrong =
                HOLDS.replace("foo\",", "bar\",").replace("\"3b3b666f6f\",\"self\":\"1", "\"3b3b666f6f\",\"self\":\"2");
        wrong = wrong.replace("28446744073709551615", "7");
        CommandRun run = CommandRun.of("replay", write(EMPTY + HOLDS + "\n" + wrong + wrong));
        assertEquals(
                List.of(
                        "2 of 4 cases hold on reference",
                        "first that differs: bar (line 4), node 2: expected key 3b3b666f6f self 7 total"
                                + " 18446744073709551615, came key 3b3b666f6f self 18446744073709551615 total"
                                + " 18446744073709551615"),
                run.outLines());
        assertEquals("", run.err());
        assertEquals(ExitCode.DIFFERENT, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"total\":\"0\"', '\"total\":\"1\"', 'node 1: expected key 3b self 0 total 1, came key 3b self 0 total 0'",
        "'\"key\":\"3b\"', '\"key\":\"3c\"', 'node 1: expected key 3c self 0 total 0, came key 3b self 0 total 0'",
        "'\"iterate\":[{\"key\":\"3b\",\"self\":\"0\",\"total\":\"0\"}]', '\"iterate\":[]',"
                + " 'node 1: expected no node, came key 3b self 0 total 0'",
        "'\"0\"}]', '\"0\"},{\"key\":\"\",\"self\":\"0\",\"total\":\"0\"}]',"
                + " 'node 2: expected key  self 0 total 0, came no node'",
    })
    void seesEveryKindOfDifference(String right, String wrong, String difference) throws IOException {
        CommandRun run = CommandRun.of("replay", write(EMPTY.replace(right, wrong)));
        assertEquals(
                "first that differs: empty (line 1), " + difference,
                run.outLines().get(1));
        assertEquals(ExitCode.DIFFERENT, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "{\"name\":\"x | it is not the JSON of a case: Unterminated string at column 11",
                "[] | it is not the JSON of a case: Expected BEGIN_OBJECT but was BEGIN_ARRAY at column 2",
                "null | it is empty",
                "{} | it has no \"iterate\"",
                "{\"iterate\":[null]} | an element of \"iterate\" is null",
                "{\"iterate\":[{\"key\":\"3\",\"self\":\"0\",\"total\":\"0\"}]} | a \"key\" is not hex: 3",
                "{\"iterate\":[{\"self\":\"0\",\"total\":\"0\"}]} | a \"key\" is not hex: null",
                "{\"iterate\":[{\"key\":\"3b\",\"self\":\"-1\",\"total\":\"0\"}]} | a \"self\" is not an unsigned 64-bit number: -1",
                "{\"inserts\":[{\"key\":\"3b\",\"value\":\"18446744073709551616\"}],\"iterate\":[]} | a \"value\" is not an"
                        + " unsigned 64-bit number: 18446744073709551616",
            })
    void aMalformedLineIsAnErrorWithItsNumber(String line, String reason) throws IOException {
        String file = write(EMPTY + "\n" + line + "\n" + EMPTY);
        CommandRun.of("replay", file)
                .assertFailed(ExitCode.BAD_INPUT, "heapwood replay: " + file + ", line 3: " + reason);
    }

    @Test
    void aTruncatedOrEmptyFileIsAnError() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(HOLDS.getBytes(StandardCharsets.UTF_8));
        }
        Path truncated =
                Files.write(folder.resolve("truncated"), Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        CommandRun.of("replay", truncated.toString())
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood replay: " + truncated + ", after line 0: Unexpected end of ZLIB input stream");
        String empty = write("\n");
        CommandRun.of("replay", empty)
                .assertFailed(ExitCode.BAD_INPUT, "heapwood replay: " + empty + ": there is no case in it");
    }

    @Test
    void bytesThatAreNoTextAreAnError() throws IOException {
        Path file = Files.write(folder.resolve("latin"), new byte[] {'"', (byte) 0xe9, '"', '\n'});
        CommandRun.of("replay", file.toString())
                .assertFailed(ExitCode.BAD_INPUT, "heapwood replay: " + file + ", after line 0: it is not UTF-8 text");
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("cases.jsonl"), text).toString();
    }
}

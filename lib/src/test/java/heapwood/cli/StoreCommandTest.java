package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCommandTest {
    @TempDir
    private Path folder;

    @Test
    void profilesAreAddedAndARangeOfThemIsWritten() throws IOException {
        String store = folder.resolve("store").toString();
        Path out = folder.resolve("out.collapsed");
        String first = file("app-2026-03-01T100000Z.folded", "a;b 1");
        String second = file("app-1772359210.folded", "a;c 2");
        CommandRun.of("store", "append", store, "--app", "shop", first, second).assertWell();
        CommandRun.of(
                        "store",
                        "append",
                        store,
                        "--app=shop",
                        "--time=2026-03-01T11:00:20+01:00",
                        file("third", "a;b 4"))
                .assertWell();
        CommandRun run = CommandRun.of(
                        "store",
                        "query",
                        store,
                        "--app=shop",
                        "--since=2026-03-01T10:00:10Z",
                        "--until=2026-03-01T10:00:30Z",
                        "--out=" + out)
                .assertWell();
        assertEquals("a;b 4\na;c 2\n", Files.readString(out));
        assertTrue(run.out().contains("nodes"), run::toString);
        CommandRun info = CommandRun.of("store", "info", "--check", store).assertWell();
        assertTrue(
                info.outLines()
                        .get(1)
                        .matches("\\s+3\\s+4\\s+3\\s.*2026-03-01T10:00:00Z\\s+2026-03-01T10:00:30Z\\s+shop.*"),
                info::toString);
    }

    @Test
    void theTimeIsInTheNameInAnyUsualForm() {
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        for (String name :
                new String[] {"20260301T100000Z", "x-2026-03-01_10-00-00Z.pb.gz", "1772359200", "a.1772359200000.jfr"
                }) {
            assertEquals(time, StoreAppendCommand.timeInName(Path.of(name)), name);
        }
    }

    @Test
    void aRecordingsSamplesGoToTheirSteps() throws IOException {
        String store = folder.resolve("recorded").toString();
        CommandRun.of(
                        "store",
                        "append",
                        store,
                        "--app=javac",
                        "--step=1",
                        "--event-times",
                        "../notebooks/data/javac-cpu.async-profiler.jfr")
                .assertWell();
        Path page = folder.resolve("over-time.html");
        CommandRun query = CommandRun.of("store", "query", store, "--app=javac", "--heatmap=" + page);
        query.assertWell();
        assertTrue(query.out().contains("4,010"), query::toString);
        assertTrue(query.out().contains("from 2026-11-22T14:10:47Z to 2026-11-22T14:11:03Z"), query::toString);
        assertTrue(Files.readString(page).contains("\"units\":[\"samples\"]"));
        String[] part = {"store", "query", store, "--app=javac", "--until=2026-11-22T14:10:00Z", "--heatmap=" + page};
        CommandRun.of(part)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood store query: --heatmap: there is no profile of javac until 2026-11-22T14:10:00Z");
    }

    @Test
    void measuringASmallDayFindsThatAllTreesAreEqual() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("main;a").append(i % 7).append(";b").append(i).append(" 3\n");
        }
        String profile = file("day.folded", text.toString());
        Path csv = folder.resolve("rows.csv");
        for (String keeping : new String[] {"store", "segments", "trees"}) {
            CommandRun run = CommandRun.of(
                    "store",
                    "measure",
                    folder.resolve("measured").toString(),
                    profile,
                    "--keep=" + keeping,
                    "--per-day=120",
                    "--stacks=100",
                    "--samples=50",
                    "--queries=30",
                    "--compare=30",
                    "--rounds=2",
                    "--csv=" + csv);
            run.assertWell();
            assertTrue(run.out().matches("(?s).*equal trees +30  of 30 compared.*"), run::toString);
            assertEquals(1 + 2 * 30, Files.readAllLines(csv).size());
        }
        CommandRun.of("store", "measure", folder.resolve("measured").toString(), profile)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood store measure: " + folder.resolve("measured")
                                + ": has the series shop already: name a new folder");
    }

    @Test
    void whatCannotBeDoneIsSaidInALine() throws IOException {
        String store = folder.resolve("store").toString();
        String plain = file("plain.folded", "a 1");
        CommandRun.of("store", "append", store, "--app=x", plain)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood store append: " + plain
                                + ": its name has no date and time: say when it begins with --time");
        CommandRun.of("store", "append", store, "--app=x", "--time=2026-03-01T10:00:00Z", plain)
                .assertWell();
        CommandRun.of("store", "append", store, "--app=x", "--step=60", "--time=2026-03-01T10:00:00Z", plain)
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood store append: " + plain
                                + ": the series x has samples in steps of PT10S, and not samples in steps of PT1M");
        CommandRun.of("store", "query", store, "--app=y")
                .assertFailed(
                        ExitCode.BAD_INPUT,
                        "heapwood store query: there is no series \"y\" in " + store + ", only [x]");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text + "\n").toString();
    }
}

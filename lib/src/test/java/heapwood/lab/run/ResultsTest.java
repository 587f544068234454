package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class ResultsTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choosesAFile() {
        file = directory.resolve("results/pauses.csv");
    }

    @Test
    void rowsComeBackAsTheyWereAppended() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 9_000_000_000L), row("two", "objects", 1.5)));
        Table table = results.table();
        assertEquals(List.of("one", "two"), table.stringColumn("trial").asList());
        assertEquals(9e9, table.doubleColumn("objects").get(0));
        assertEquals(1.5, table.doubleColumn("objects").get(1));
    }

    @Test
    void commasQuotesAndLineBreaksStayInsideTheirCell() throws IOException {
        String awkward = "said \"no\", then\nstopped";
        Results results = Results.in(file);
        results.append(List.of(row("one", "detail", awkward)));
        results.append(List.of(row("two", "detail", "x")));
        assertEquals(
                "said \"no\", then stopped",
                results.table().stringColumn("detail").get(0));
        assertEquals(2, results.table().rowCount());
    }

    @Test
    void whatIsNotKnownIsAMissingValue() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "load_before", Double.NaN), row("two", "load_before", null)));
        assertEquals(2, results.table().doubleColumn("load_before").countMissing());
    }

    @Test
    void aColumnThatComesLaterIsAddedAndEarlierRowsAreEmptyThere() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1)));
        results.append(List.of(row("two", "pause_ms", 2.5)));
        Table table = Results.in(file).table();
        assertEquals(List.of("experiment", "trial", "objects", "pause_ms"), table.columnNames());
        assertTrue(table.doubleColumn("pause_ms").isMissing(0));
        assertTrue(table.doubleColumn("objects").isMissing(1));
        assertEquals(2.5, table.doubleColumn("pause_ms").get(1));
    }

    @Test
    void aLineCutShortByACrashIsDroppedAndWritingGoesOn() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1), row("two", "objects", 2)));
        Files.writeString(file, "lab,thr", StandardOpenOption.APPEND);
        Results reopened = Results.in(file);
        reopened.append(List.of(row("four", "objects", 4)));
        assertEquals(
                List.of("one", "two", "four"),
                reopened.table().stringColumn("trial").asList());
    }

    @Test
    void aFileCutShortInItsFirstLineStartsAnew() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "experiment,tri");
        Results results = Results.in(file);
        assertEquals(0, results.table().rowCount());
        results.append(List.of(row("one", "objects", 1)));
        assertEquals(1, results.table().rowCount());
    }

    @Test
    void aFileOfSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "shopping list\nbread\n");
        IOException refused = assertThrows(IOException.class, () -> Results.in(file));
        assertTrue(refused.getMessage().contains("pauses.csv"), refused.getMessage());
        assertEquals("shopping list\nbread\n", Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopping list",
                "experimental notes, without an end",
                "experiment",
                "experiment,one; that was long ago",
                "\u0000\u0000\u0000",
                "<<<<<<< HEAD\nexperiment,trial\n",
                "experiment,trial,trial\n",
                "experiment,,trial\n",
                "experiment,trial\nlab,one\nexperiment,other\nlab,two\n"
            })
    void whatIsNoFileOfResultsIsRefusedByItsNameAndLineAndStaysAsItIs(String content) throws IOException {
        write(content);
        IOException refused = assertThrows(IOException.class, () -> Results.in(file));
        assertTrue(refused.getMessage().startsWith(file + ", line "), refused.getMessage());
        assertEquals(content, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "experiment,tri",
                "experiment,trial\nlab,one\nlab,tw",
                "experiment,trial\nlab,one\n<<<<<<< HEAD\nlab,two\n=======\n"
            })
    void readingChangesNothing(String content) throws IOException {
        write(content);
        Results results = Results.in(file);
        results.table();
        results.unread();
        results.refresh();
        assertEquals(content, Files.readString(file));
        assertEquals(List.of(file), filesBeside());
    }

    @Test
    void aFileThatIsNotThereIsNotMadeByReading() throws IOException {
        assertEquals(0, Results.in(file).table().rowCount());
        assertFalse(Files.exists(file.getParent()));
    }

    @Test
    void theRowThatAnotherProcessIsWritingIsNotLost() throws IOException {
        write("experiment,trial\nlab,one\nlab,tw");
        Results reader = Results.in(file);
        Files.writeString(file, "o\n", StandardOpenOption.APPEND);
        assertTrue(reader.refresh());
        assertEquals(List.of("one", "two"), reader.table().stringColumn("trial").asList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<<<<<<< HEAD                     | it marks a merge conflict",
                "=======                          | it marks a merge conflict",
                ">>>>>>> 0123abc (Measured again) | it marks a merge conflict",
                "lab,thr                          | it has 2 cells where line 1 has 3",
                "lab,three,3,4                    | it has 4 cells where line 1 has 3",
                "lab,thr\"ee,3                     | its quotes do not match",
                "lab,\"three,3                     | its quotes do not match",
                "lab,\"th\"ree,3                   | its quotes do not match",
                "experiment,trial,objects         | it repeats line 1",
                "lab,\u0000\u0000,                | it is not text"
            })
    void aDamagedLineIsNamedAndTheNextWriterSetsItAsideAndKeepsTheRows(String damaged, String why) throws IOException {
        write("experiment,trial,objects\nlab,one,1\n" + damaged + "\nlab,two,2\n");
        Results results = Results.in(file);
        assertEquals(file + ", line 3: is not read: " + why, results.unread());
        results.append(List.of(row("three", "objects", 3)));
        assertEquals("experiment,trial,objects\nlab,one,1\nlab,two,2\nlab,three,3\n", Files.readString(file));
        assertEquals(damaged + "\n", Files.readString(file.resolveSibling("pauses.csv.set-aside")));
        assertEquals("", results.unread());
        assertEquals(3, results.table().rowCount());
    }

    @Test
    void bytesThatAreNoTextAreADamagedLine() throws IOException {
        Files.createDirectories(file.getParent());
        byte[] bytes = "experiment,trial\nlab,o?e\nlab,two\n".getBytes(StandardCharsets.UTF_8);
        bytes[22] = (byte) 0xff;
        Files.write(file, bytes);
        Results results = Results.in(file);
        assertEquals(file + ", line 2: is not read: it is not text", results.unread());
        assertEquals(List.of("two"), results.table().stringColumn("trial").asList());
    }

    @Test
    void whatAnotherVersionWroteIsNotReadAndStays() throws IOException {
        String content = "experiment,trial,objects,flavour\nlab,one,1,sweet\nlab,two,2,\n";
        write(content);
        Results results = Results.in(file);
        assertEquals(file + ", line 2: is not read: flavour is no number: sweet", results.unread());
        results.append(List.of(row("three", "objects", 3)));
        assertEquals(content + "lab,three,3,\n", Files.readString(file));
        assertEquals(
                List.of("two", "three"), results.table().stringColumn("trial").asList());
    }

    @Test
    void whatEditorsAddIsNoDamage() throws IOException {
        write("\ufeffexperiment,trial,objects\r\nlab,one,1\r\n\r\n");
        Results results = Results.in(file);
        assertEquals("", results.unread());
        results.append(List.of(row("two", "pause_ms", 2)));
        assertEquals("experiment,trial,objects,pause_ms\nlab,one,1,\nlab,two,,2\n", Files.readString(file));
    }

    /** Whatever bytes are changed, cut or put in: a refusal changes nothing, and else each line is in one of two files. */
    @Test
    void noDamageLosesALine() throws IOException {
        Random random = new Random(20261125);
        Path aside = file.resolveSibling("pauses.csv.set-aside");
        for (int round = 0; round < 150; round++) {
            Files.deleteIfExists(aside);
            byte[] bytes =
                    damaged("experiment,trial,objects\nlab,one,1\nlab,\"a, b\",2\nlab,three,3\nlab,four,4\n", random);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            try {
                Results results = Results.in(file);
                int rows = results.table().rowCount();
                results.append(List.of(row("last", "objects", 9)));
                assertEquals(rows + 1, results.table().rowCount());
            } catch (IOException refused) {
                assertTrue(refused.getMessage().startsWith(file.toString()), refused::toString);
                assertArrayEquals(bytes, Files.readAllBytes(file));
                continue;
            }
            String after = Files.readString(file, StandardCharsets.ISO_8859_1)
                    + (Files.exists(aside) ? Files.readString(aside, StandardCharsets.ISO_8859_1) : "");
            Set<String> linesAfter = after.lines().collect(Collectors.toSet());
            new String(bytes, StandardCharsets.ISO_8859_1)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> assertTrue(
                            Stream.of("", ",", ",,").anyMatch(cells -> linesAfter.contains(line + cells)),
                            () -> line + " is not in " + after));
        }
    }

    private static byte[] damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 1 -> damaged.delete(at, at + random.nextInt(20));
                case 2 -> damaged.insert(at, "\n=======\n");
                default -> damaged.insert(at, damaged.charAt(random.nextInt(damaged.length())));
            }
        }
        return damaged.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anInterruptNeitherLosesNorTearsARowAndStays() throws IOException {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1)));
        Thread.currentThread().interrupt();
        results.append(List.of(row("two", "pause_ms", 2)));
        Table table = Results.in(file).table();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("one", "two"), table.stringColumn("trial").asList());
        assertEquals(List.of(file), filesBeside());
    }

    @Test
    void aFolderThatCannotBeMadeIsToldBeforeAnythingIsMeasured() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes"), "bread");
        Results results = Results.in(notes.resolve("results/pauses.csv"));
        IOException refused = assertThrows(IOException.class, results::prepare);
        assertTrue(
                refused.getMessage()
                        .startsWith(results.file() + ": rows cannot be written there, so nothing is measured"),
                refused.getMessage());
    }

    /** Root may write anywhere but where the file system itself refuses. */
    @Test
    void aReadOnlyFolderIsToldBeforeAnythingIsMeasured() throws Exception {
        Results results = Results.in(file);
        results.append(List.of(row("one", "objects", 1)));
        try (Mounted small = Mounted.on(file.getParent(), "ro")) {
            IOException refused = assertThrows(IOException.class, results::prepare);
            assertTrue(refused.getMessage().contains("Read-only file system"), refused.getMessage());
        }
        results.prepare();
    }

    @Test
    void aFullDiskLosesNoRowThatWasThereAndTearsNone() throws Exception {
        Files.createDirectories(file.getParent());
        try (Mounted small = Mounted.on(file.getParent(), "size=64k")) {
            Results results = Results.in(file);
            IOException full = null;
            int rows = 0;
            while (full == null && rows < 1_000) {
                try {
                    results.append(List.of(row("trial " + rows, "detail", "x".repeat(1_000))));
                    rows++;
                } catch (IOException e) {
                    full = e;
                }
            }
            assertEquals(file + ": cannot be written: No space left on device", full.getMessage());
            String there = Files.readString(file);
            assertTrue(there.endsWith("\n"));
            assertEquals(rows, Results.in(file).table().rowCount());
            assertEquals(List.of(file), filesBeside());
        }
    }

    /** A file system in memory over a folder, while it is open; where that is not allowed, the test is left out. */
    private record Mounted(Path folder) implements AutoCloseable {
        static Mounted on(Path folder, String option) throws Exception {
            assumeTrue(Files.isExecutable(Path.of("/bin/mount")), "there is no mount");
            assumeTrue(
                    run("/bin/mount", "-t", "tmpfs", "-o", option, "tmpfs", folder.toString()) == 0,
                    "only root may mount");
            return new Mounted(folder);
        }

        private static int run(String... command) throws Exception {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }

        @Override
        public void close() throws Exception {
            assertEquals(0, run("/bin/umount", folder.toString()));
        }
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<Path> filesBeside() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.toList();
        }
    }

    private static Map<String, Object> row(String trial, String column, Object value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("experiment", "lab");
        row.put("trial", trial);
        row.put(column, value);
        return row;
    }
}

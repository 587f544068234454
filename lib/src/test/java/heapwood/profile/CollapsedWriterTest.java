package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import heapwood.workload.TreeDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollapsedWriterTest {
    @TempDir
    Path folder;

    @Test
    void stacksAreWrittenSortedAndMerged() throws IOException {
        assertEquals("a 5\na;b 3\nb 4\n", text(tree("b 4\na;b 1\na 5\na;b 2\n")));
    }

    @Test
    void nodesWithoutAValueAreLeftOut() throws IOException {
        assertEquals("a;b 1\n", text(tree("a;b 1\na;c 0\n")));
    }

    @Test
    void aDifferenceHasTwoCountsALine() throws IOException {
        TreeDiff diff = TreeDiff.of(tree("a;b 1\na 2\n"), tree("a;b 18446744073709551615\na;c 7\nd 0\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(3, CollapsedWriter.write(diff, out));
        assertEquals("a 2 0\na;b 1 18446744073709551615\na;c 0 7\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void differencesAreReadBack() throws IOException {
        RandomTrees trees = new RandomTrees(4);
        for (int round = 0; round < 200; round++) {
            StackTree before = trees.next();
            StackTree after = trees.next();
            Path file = folder.resolve("difference.folded.gz");
            long lines = CollapsedWriter.write(TreeDiff.of(before, after), file);
            ReferenceTree readBefore = new ReferenceTree();
            ReferenceTree readAfter = new ReferenceTree();
            ProfileSummary read =
                    new ProfileReader().differences(() -> readAfter).read(file, readBefore);
            // A file without lines has no counts, and is no difference.
            assertEquals(lines > 0, read.after() != null);
            assertEquals(Collapsed.text(before), Collapsed.text(readBefore));
            assertEquals(Collapsed.text(after), Collapsed.text(readAfter));
        }
    }

    @Test
    void differencesThatWouldBeReadAsSomethingElseAreRefused() {
        for (String name : List.of("#x", "a\nb", "FLR\0", "\u001f\u008b", "\ufeffx")) {
            ReferenceTree tree = new ReferenceTree();
            tree.insert(
                    name.getBytes(name.startsWith("\ufeff") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), 1);
            TreeDiff diff = TreeDiff.of(tree, tree);
            assertThrows(ProfileException.class, () -> CollapsedWriter.write(diff, new ByteArrayOutputStream()), name);
        }
    }

    @Test
    void anEmptyTreeMakesAnEmptyFile() throws IOException {
        assertEquals("", text(new ReferenceTree()));
    }

    @Test
    void aRoundTripEqualsTheSortedMergedInput() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            TreeMap<String, Long> merged = new TreeMap<>(CollapsedWriterTest::inTreeOrder);
            StringBuilder input = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                String key = randomKey(random);
                long value = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100);
                merged.merge(key, value, Long::sum);
                input.append(key + " " + Long.toUnsignedString(value) + "\n");
            }
            StringBuilder expected = new StringBuilder();
            for (Map.Entry<String, Long> stack : merged.entrySet()) {
                if (stack.getValue() != 0) {
                    expected.append(stack.getKey() + " " + Long.toUnsignedString(stack.getValue()) + "\n");
                }
            }
            String written = text(tree(input.toString()));
            assertEquals(expected.toString(), written);
            assertEquals(written, text(tree(written)));
        }
    }

    @Test
    void aNameMayAskForPacking() throws IOException {
        ReferenceTree tree = tree("a;b 1\nc 2\n");
        for (String name : List.of("plain.collapsed", "packed.gz", "packed.xz", "packed.zst")) {
            Path file = folder.resolve(name);
            assertEquals(2, CollapsedWriter.write(tree, file));
            ReferenceTree again = new ReferenceTree();
            new CollapsedReader().read(file, again::insert);
            assertEquals("a;b 1\nc 2\n", text(again));
        }
        assertEquals("a;b 1\nc 2\n", Files.readString(folder.resolve("plain.collapsed")));
        assertArrayEquals(new byte[] {0x1f, (byte) 0x8b}, firstTwoBytes(folder.resolve("packed.gz")));
        assertArrayEquals(new byte[] {(byte) 0xfd, '7'}, firstTwoBytes(folder.resolve("packed.xz")));
        assertArrayEquals(new byte[] {0x28, (byte) 0xb5}, firstTwoBytes(folder.resolve("packed.zst")));
    }

    @Test
    void aFrameWithALineFeedIsRefusedAndTheOldFileStays() throws IOException {
        Path file = Files.writeString(folder.resolve("old.collapsed"), "old 1\n");
        ReferenceTree tree = new ReferenceTree();
        tree.insert("fine".getBytes(StandardCharsets.US_ASCII), 1);
        tree.insert("two\nlines".getBytes(StandardCharsets.US_ASCII), 1);
        ProfileException error = assertThrows(ProfileException.class, () -> CollapsedWriter.write(tree, file));
        assertTrue(error.getMessage().contains("line feed: two\ufffdlines"), error.getMessage());
        assertEquals("old 1\n", Files.readString(file));
        assertEquals(List.of(file), filesInFolder());
    }

    /** Names with which a file could be taken for another one: packed, of another format, comments, two counts, UTF-16. */
    @Test
    void whateverTheFramesAreWhatIsWrittenIsReadBack() throws IOException {
        List<byte[]> names = new ArrayList<>();
        for (String name : List.of(
                "\u001f\u008b\b\0",
                "\u00fd7zXZ\0",
                "(\u00b5/\u00fd",
                "P*M\u0018",
                "FLR\0",
                "HWFT\1",
                "PK\3\4",
                "# x",
                "#",
                "\u00ef\u00bb\u00bfa",
                "\u00ff\u00fea",
                "\u00fe\u00ff",
                "m\0i\0l\0l\0",
                "\u0012\2\b\1",
                "grind 10",
                " 10",
                "a\rb",
                "\r",
                "\t",
                "heap profile: 1",
                "{\"traceEvents\"",
                "<html",
                "\u007fELF",
                "%PDF-1.4\0",
                "2\6abcd \u0012\2\b\1",
                "goroutine profile: total",
                "# heapwood: collapsed stacks, one count a line, no more comments",
                "-5",
                "0.5")) {
            names.add(name.getBytes(StandardCharsets.ISO_8859_1));
        }
        Random random = new Random(12);
        for (int round = 0; round < 400; round++) {
            ReferenceTree tree = new ReferenceTree();
            if (round < names.size()) {
                tree.insert(names.get(round), 1 + random.nextInt(20));
            } else {
                for (int i = random.nextInt(6); i >= 0; i--) {
                    ByteArrayOutputStream key = new ByteArrayOutputStream();
                    key.writeBytes(names.get(random.nextInt(names.size())));
                    for (int depth = random.nextInt(3); depth > 0; depth--) {
                        key.write(';');
                        key.writeBytes(names.get(random.nextInt(names.size())));
                    }
                    tree.insert(key.toByteArray(), 1 + random.nextInt(20));
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CollapsedWriter.write(tree, out);
            ReferenceTree again = new ReferenceTree();
            ProfileSummary read =
                    new ProfileReader().read(new ByteArrayInputStream(out.toByteArray()), "written", again);
            assertEquals(Format.COLLAPSED, read.format());
            assertEquals(TreeDigest.of(tree), TreeDigest.of(again));
        }
    }

    @Test
    void aFirstLineSaysWhatTheLinesAreOnlyWhereTheyCouldBeTakenForSomethingElse() throws IOException {
        assertEquals("grind 10 25\nstop 7\n", text(tree("grind 10 25\nstop 7\n")));
        ReferenceTree tree = new ReferenceTree();
        tree.insert("grind 10".getBytes(StandardCharsets.US_ASCII), 25);
        assertEquals(TextHead.DECLARATION + "grind 10 25\n", text(tree));
    }

    @Test
    void aMissingFolderIsAnErrorThatNamesTheFile() {
        Path file = folder.resolve("missing/out.collapsed");
        ProfileException error =
                assertThrows(ProfileException.class, () -> CollapsedWriter.write(new ReferenceTree(), file));
        assertEquals(file + ": cannot be written, there is no folder " + folder.resolve("missing"), error.getMessage());
    }

    @Test
    void aLinkIsKeptAndItsFileReplaced() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        CollapsedWriter.write(tree("a 1\n"), link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("a 1\n", Files.readString(real));
    }

    private List<Path> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] firstTwoBytes(Path file) throws IOException {
        return Arrays.copyOf(Files.readAllBytes(file), 2);
    }

    /** Frame by frame, a prefix first: a tree's order, which is not that of whole keys. */
    private static int inTreeOrder(String a, String b) {
        String[] left = a.split(";", -1);
        String[] right = b.split(";", -1);
        return Arrays.compare(left, right);
    }

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            key.append("ab; !\t7".charAt(random.nextInt(7)));
        }
        return key.toString();
    }

    private static ReferenceTree tree(String collapsed) throws IOException {
        ReferenceTree tree = new ReferenceTree();
        new CollapsedReader()
                .read(new ByteArrayInputStream(collapsed.getBytes(StandardCharsets.UTF_8)), "test", tree::insert);
        return tree;
    }

    private static String text(StackTree tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CollapsedWriter.write(tree, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}

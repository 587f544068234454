package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import heapwood.tree.ReferenceTree;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ProfileReaderTest {
    private static final Path DATA = Path.of("../notebooks/data");

    /** {@code printf 'a;b 1\nc 2\n' | zstd -19}, and the same of {@code d 3}, one after the other. */
    private static final byte[] ZSTD_BY_ITS_OWN_TOOL =
            Base64.getDecoder().decode("KLUv/QRoUQAAYTtiIDEKYyAyClaqRxwotS/9BFghAABkIDMKEpVNMA==");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"javac-cpu.collapsed.gz", "javac.jdk.jfr", "go-types-cpu.pprof", "frozen"})
    void formatAndPackingAreSeenFromTheContent(String name) throws IOException {
        byte[] content = name.equals("frozen") ? frozen() : Files.readAllBytes(DATA.resolve(name));
        ReferenceTree expected = new ReferenceTree();
        Path plain = Files.write(folder.resolve("plain"), content);
        ProfileSummary summary = new ProfileReader().read(plain, expected);
        for (String packing : List.of("gz", "xz", "zst")) {
            Path packed = folder.resolve("misleading.collapsed");
            // Two layers of gzip are one too many.
            byte[] inner = name.endsWith(".gz") ? gunzipped(content) : content;
            Files.write(packed, name.endsWith(".pprof") ? packed(packing, gunzipped(content)) : packed(packing, inner));
            CompactTree fromFile = new CompactTree();
            assertEquals(
                    summary.format(), new ProfileReader().read(packed, fromFile).format());
            assertEquals(Collapsed.text(expected), Collapsed.text(fromFile), packing);
            CompactTree fromStream = new CompactTree();
            try (InputStream in = Files.newInputStream(packed)) {
                assertEquals(
                        summary.stacks(),
                        new ProfileReader().read(in, "stream", fromStream).stacks());
            }
            assertEquals(Collapsed.text(expected), Collapsed.text(fromStream), packing);
            CompactTree fromMemory = new CompactTree();
            assertEquals(
                    summary.stacks(),
                    new ProfileReader()
                            .read(Files.readAllBytes(packed), "memory", fromMemory)
                            .stacks());
            assertEquals(Collapsed.text(expected), Collapsed.text(fromMemory), packing);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "JFR", mode = EnumSource.Mode.EXCLUDE)
    void readersOfSmallProfilesBeginWithSmallArrays(Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ProfileWriter().write(Collapsed.tree("main;run 5\nmain;run;read 7\n"), out, format);
        byte[] profile = out.toByteArray();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            CompactTree tree = new CompactTree();
            assertEquals(2, new ProfileReader().read(profile, "small", tree).stacks());
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 32 << 10, profile.length + " bytes took " + least);
    }

    private static byte[] frozen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrozenTree.freeze(Collapsed.tree("a;b 3\na;b;c 0\nd 18446744073709551615\n"))
                .write(out);
        return out.toByteArray();
    }

    private static byte[] gunzipped(byte[] bytes) throws IOException {
        try (InputStream in = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] packed(String packing, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        UnsafeWarning.silence();
        try (OutputStream out = switch (packing) {
            case "gz" -> new GZIPOutputStream(bytes);
            case "xz" -> new XZOutputStream(bytes, new LZMA2Options(1));
            default -> new ZstdOutputStream(bytes);
        }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void zstdOfItsOwnToolIsReadFrameAfterFrame() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(new ByteArrayInputStream(ZSTD_BY_ITS_OWN_TOOL), "zstd", tree);
        assertEquals("a;b 1\nc 2\nd 3\n", Collapsed.text(tree));
    }

    @Test
    void damagedZstdIsAnErrorWithThePlace() throws IOException {
        byte[] packed = packed("zst", "a;b;c;d;e;f 1\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        for (int cut = 5; cut < packed.length; cut++) {
            byte[] beginning = Arrays.copyOf(packed, cut);
            ProfileException error = assertThrows(
                    ProfileException.class,
                    () -> new ProfileReader().read(new ByteArrayInputStream(beginning), "cut", new CompactTree()));
            assertTrue(error.getMessage().matches("cut: .*byte " + cut + ".*"), error.getMessage());
        }
    }

    @Test
    void textIsCollapsedHoweverItBegins() throws IOException {
        for (String text : List.of("", "\n\na 1\n", "2 1\n", "\"x\";y 1\n", "*;b 1\n", "FLRX 1\n", "HWF 1\n")) {
            CompactTree tree = new CompactTree();
            ProfileSummary summary = new ProfileReader()
                    .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), "text", tree);
            assertEquals(Format.COLLAPSED, summary.format(), text);
            assertEquals(text.isEmpty() ? 0 : 1, tree.total());
        }
    }

    @Test
    void aDamagedFrozenTreeIsAnError() throws IOException {
        byte[] frozen = frozen();
        frozen[frozen.length / 2] ^= 1;
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().read(new ByteArrayInputStream(frozen), "ice", new CompactTree()));
        assertEquals("ice: is not a frozen tree that can be read: its checksum is wrong", error.getMessage());
    }

    @Test
    void whatAFormatCannotChooseIsRefused() {
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().event("cpu").read(DATA.resolve("javac-cpu.collapsed.gz"), new CompactTree()));
        assertTrue(error.getMessage().contains("nothing to choose"), error.getMessage());
        assertThrows(
                ProfileException.class,
                () -> new ProfileReader().event("cpu").read(DATA.resolve("go-types-cpu.pprof"), new CompactTree()));
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ProfileInputTest {
    private static final byte[] FIRST = "a;b 1\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECOND = "c;d 2\n".repeat(50).getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SKIPPABLE = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Packed.class,
            names = {"GZIP", "XZ", "ZSTD"})
    void oneBehindTheOtherIsReadToTheLastHoweverLittleAReadGives(Packed packing) throws IOException {
        byte[] both = join(packing.pack(FIRST), packing.pack(new byte[0]), packing.pack(SECOND));
        Random random = new Random(8);
        for (int round = 0; round < 20; round++) {
            assertArrayEquals(join(FIRST, SECOND), read(new Trickle(both, random)));
        }
        Path file = Files.write(folder.resolve("both"), both);
        try (InputStream in = ProfileInput.open(file)) {
            assertArrayEquals(join(FIRST, SECOND), in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Packed.class,
            names = {"GZIP", "XZ", "ZSTD"})
    void whatFollowsTheDataAndIsNotPackedIsAnErrorWithItsPlace(Packed packing) throws IOException {
        byte[] packed = packing.pack(FIRST);
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> read(new ByteArrayInputStream(join(packed, "# signed by somebody else".getBytes()))));
        assertTrue(error.getMessage().matches("test: packed data are damaged, near byte \\d+.*"), error.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Packed.class,
            names = {"GZIP", "XZ", "ZSTD"})
    void aSecondPartThatIsCutShortIsAnErrorWhereverItIsCut(Packed packing) throws IOException {
        byte[] first = packing.pack(FIRST);
        byte[] second = packing.pack(SECOND);
        for (int length = 1; length < second.length; length++) {
            byte[] cut = join(first, Arrays.copyOf(second, length));
            ProfileException error =
                    assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(cut)), "at " + length);
            assertTrue(error.getMessage().contains("byte " + cut.length), error.getMessage());
        }
    }

    @Test
    void zeroBytesBehindGzipAndXzArePadding() throws IOException {
        assertArrayEquals(FIRST, read(new ByteArrayInputStream(join(Packed.GZIP.pack(FIRST), new byte[5]))));
        assertArrayEquals(
                join(FIRST, SECOND),
                read(new ByteArrayInputStream(
                        join(Packed.GZIP.pack(FIRST), new byte[200_000], Packed.GZIP.pack(SECOND)))));
        assertArrayEquals(
                join(FIRST, SECOND),
                read(new ByteArrayInputStream(
                        join(Packed.XZ.pack(FIRST), new byte[8], Packed.XZ.pack(SECOND), new byte[4]))));
    }

    @Test
    void gzipWithEveryOptionalPartOfItsHeaderIsRead() throws IOException {
        byte[] plain = Packed.GZIP.pack(FIRST);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(plain, 0, 10);
        head.writeBytes(new byte[] {3, 0, 7, 7, 7});
        head.writeBytes("name\0comment\0".getBytes(StandardCharsets.ISO_8859_1));
        byte[] header = head.toByteArray();
        header[3] = 2 | 4 | 8 | 16;
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertArrayEquals(FIRST, read(new ByteArrayInputStream(join(header, sum, rest))));
        sum[0]++;
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(join(header, sum, rest))));
        assertTrue(error.getMessage().endsWith("the header's checksum is wrong"), error.getMessage());
    }

    @Test
    void theChecksumAndTheLengthOfGzipAreChecked() throws IOException {
        byte[] packed = Packed.GZIP.pack(FIRST);
        for (int behind = 1; behind <= 8; behind++) {
            byte[] damaged = packed.clone();
            damaged[packed.length - behind] ^= 1;
            ProfileException error =
                    assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(damaged)));
            assertTrue(
                    error.getMessage().endsWith(behind > 4 ? "their checksum is wrong" : "their length is wrong"),
                    error.getMessage());
        }
    }

    @Test
    void skippableFramesOfZstdArePassedOverWhereverTheyStand() throws IOException {
        byte[] frame = Packed.ZSTD.pack(FIRST);
        byte[] other = Packed.ZSTD.pack(SECOND);
        byte[] all = join(SKIPPABLE, SKIPPABLE, frame, SKIPPABLE, other, SKIPPABLE);
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            assertArrayEquals(join(FIRST, SECOND), read(new Trickle(all, random)));
        }
        assertArrayEquals(new byte[0], read(new ByteArrayInputStream(SKIPPABLE)));
        for (int length = 4; length < SKIPPABLE.length; length++) {
            byte[] cut = join(frame, Arrays.copyOf(SKIPPABLE, length));
            ProfileException error = assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(cut)));
            assertEquals(
                    "test: packed data end too early, at byte " + cut.length + "; the file is cut short",
                    error.getMessage());
        }
    }

    @Test
    void aSkippableFrameOfFourGigabytesTakesNoMemory() {
        byte[] huge = ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A50)
                .putInt(-1)
                .array();
        ProfileException error = assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(huge)));
        assertTrue(error.getMessage().contains("end too early"), error.getMessage());
    }

    @Test
    void lz4BehindASkippableFrameIsNamed() {
        byte[] lz4 = join(SKIPPABLE, new byte[] {4, 0x22, 0x4d, 0x18, 0, 0, 0, 0});
        ProfileException error = assertThrows(ProfileException.class, () -> read(new ByteArrayInputStream(lz4)));
        assertTrue(error.getMessage().contains("lz4 -d"), error.getMessage());
    }

    @Test
    void theCaseOfPzstdIsRead() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/cases/zstd-skippable-frame-first.folded.zst")) {
            assertEquals(
                    "mill;turn_[j];grind_[i];do_syscall_64_[k];[unknown] 3\n",
                    new String(read(in), StandardCharsets.UTF_8)
                                    .lines()
                                    .findFirst()
                                    .orElse("") + "\n");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void packedDataComeThroughANamedPipe() throws Exception {
        for (Packed packing : Packed.values()) {
            Path pipe = folder.resolve("pipe" + packing);
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            byte[] content = join(packing.pack(FIRST), packing.pack(SECOND));
            FutureTask<Void> writing = new FutureTask<>(() -> {
                try (OutputStream out = Files.newOutputStream(pipe)) {
                    out.write(content);
                }
                return null;
            });
            new Thread(writing).start();
            try (InputStream in = ProfileInput.open(pipe)) {
                assertArrayEquals(join(FIRST, SECOND), in.readAllBytes(), packing.toString());
            }
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void waitingForAStreamThatGivesNothingEndsWhenInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Ends the thread that reads ahead.
                }
                return -1;
            }
        };
        List<Object> outcome = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                new ProfileReader().read(silent, "silent", new CompactTree());
            } catch (IOException | RuntimeException e) {
                outcome.add(e);
                outcome.add(Thread.currentThread().isInterrupted());
            }
        });
        reader.start();
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        reader.interrupt();
        reader.join(10_000);
        assertEquals(InterruptedIOException.class, outcome.get(0).getClass());
        assertEquals(true, outcome.get(1));
        assertEquals("silent: reading was interrupted at byte 0", ((Exception) outcome.get(0)).getMessage());
    }

    private static byte[] read(InputStream in) throws IOException {
        ProfileInput input = ProfileInput.of(in, "test");
        try {
            return input.readAllBytes();
        } finally {
            input.stop();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Gives a few bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(10)));
        }
    }

    /** Found by chance: its window is so large that the library's arithmetic overflows. */
    @Test
    void aZstdHeaderThatTheLibraryDoesNotCheckIsDamaged() {
        byte[] bytes = HexFormat.of().parseHex("28b52ffdf0031212070a0204031212010303ffffff");
        ProfileException refused = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().read(new ByteArrayInputStream(bytes), "x", new CompactTree()));
        assertTrue(refused.getMessage().startsWith("x: packed data are damaged"), refused.getMessage());
    }

    /** Any bytes behind the magic are unpacked or refused as an input. */
    @Test
    void anyZstdHeaderIsReadOrRefused() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[4 + random.nextInt(40)];
            random.nextBytes(bytes);
            System.arraycopy(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}, 0, bytes, 0, 4);
            try {
                new ProfileReader().read(new ByteArrayInputStream(bytes), "x", new CompactTree());
            } catch (ProfileException e) {
                assertTrue(e.getMessage().startsWith("x"), e.getMessage());
            }
        }
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.JfrBytes.Part;
import heapwood.tree.CompactTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small recordings that ask for time or memory without end; each would take hours if it were believed. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileJfrTest {
    private static final int CLASS = 10;
    private static final int SYMBOL = 11;
    private static final int METHOD = 12;
    private static final int FRAME = 13;
    private static final int STACK = 14;
    private static final int SAMPLE = 15;
    private static final int NEST = 100;

    @TempDir
    Path folder;

    private static JfrBytes profile() {
        return new JfrBytes()
                .type(CLASS, "java.lang.Class", "name:11*")
                .type(SYMBOL, "jdk.types.Symbol", "string:3")
                .type(METHOD, "jdk.types.Method", "type:10*", "name:11*", "descriptor:11*")
                .type(FRAME, "jdk.types.StackFrame", "method:12*", "lineNumber:1")
                .type(STACK, "jdk.types.StackTrace", "truncated:4", "frames:13[")
                .type(SAMPLE, "jdk.ExecutionSample", "startTime:2", "stackTrace:14*");
    }

    private CompactTree read(byte[] bytes, ProfileReader reader) throws IOException {
        CompactTree tree = new CompactTree();
        reader.read(Files.write(folder.resolve("hostile.jfr"), bytes), tree);
        return tree;
    }

    private void assertRefused(String message, JfrBytes bytes) {
        assertRefused(message, bytes.bytes());
    }

    private void assertRefused(String message, byte[] bytes) {
        ProfileException error = assertThrows(ProfileException.class, () -> read(bytes, new ProfileReader()));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void theSoundOneIsRead() throws IOException {
        byte[] bytes = profile()
                .pool(SYMBOL, 2, new Part().add(1).text("mill/Wheel").add(2).text("turn"))
                .pool(CLASS, 1, new Part().add(1, 1))
                .pool(METHOD, 1, new Part().add(7, 1, 2, 0))
                .pool(STACK, 1, new Part().add(1, 0, 2, 7, 3, 7, 4))
                .event(new Part().add(SAMPLE, 5, 1))
                .bytes();
        assertEquals("mill.Wheel.turn;mill.Wheel.turn 1\n", Collapsed.text(read(bytes, new ProfileReader())));
        assertEquals(
                "mill.Wheel.turn:4;mill.Wheel.turn:3 1\n",
                Collapsed.text(read(bytes, new ProfileReader().lines(true))));
    }

    @Test
    void typesThatContainThemselvesAreRefused() {
        assertRefused(
                " is nested too deep",
                profile().type(NEST, "Nest", "n:1", "nest:100").pool(NEST, 1, new Part().add(1, 1, 1)));
    }

    @Test
    void typesThatBranchSixtyDeepCostNoMoreThanTheirBytes() {
        JfrBytes bytes = profile();
        for (int i = 0; i < 60; i++) {
            String next = String.valueOf(NEST + i + 1);
            bytes.type(NEST + i, "Nest" + i, "a:" + next, "b:" + next);
        }
        bytes.type(NEST + 60, "Leaf", "n:1").pool(NEST, 1, new Part().add(new long[100_000]));
        assertRefused("what stands there goes on beyond its end", bytes);
    }

    @Test
    void typesThatBranchWithoutAValueInArraysAreRefused() {
        assertRefused(
                "type Empty has no fields",
                profile()
                        .type(NEST, "Nest", "all:101[")
                        .type(NEST + 1, "Empty")
                        .pool(NEST, 1, new Part().add(1).add(100_000).add(new long[200_000])));
    }

    /** 2^31 - 1 and more, and less than none: of frames, of constants in a pool, of elements in an array. */
    @ParameterizedTest
    @ValueSource(longs = {1_000_000, Integer.MAX_VALUE, 1L << 40, -1, Long.MIN_VALUE})
    void countsThatTheBytesLeftCannotHoldAreRefused(long count) {
        assertRefused(
                "there cannot be " + count + " things in the ",
                profile().pool(STACK, 1, new Part().add(1, 0, count, 7, 1)));
        assertRefused(
                "there cannot be " + count + " things in the ",
                profile().type(NEST, "Nest", "all:1[").pool(NEST, 1, new Part().add(1, count, 7)));
        assertRefused(
                "there cannot be " + count + " things in the ",
                profile().type(NEST, "Nest", "all:3").pool(NEST, 1, new Part().add(1, 3, count, 7)));
    }

    @Test
    void constantsThatLeadToEachOtherForEverHaveNoName() throws IOException {
        byte[] bytes = new JfrBytes()
                .type(CLASS, "java.lang.Class", "name:10*")
                .type(SYMBOL, "jdk.types.Symbol", "string:3")
                .type(METHOD, "jdk.types.Method", "type:10*", "name:11*", "descriptor:11*")
                .type(FRAME, "jdk.types.StackFrame", "method:12*", "lineNumber:1")
                .type(STACK, "jdk.types.StackTrace", "truncated:4", "frames:13[")
                .type(SAMPLE, "jdk.ExecutionSample", "startTime:2", "stackTrace:14*")
                .pool(JfrBytes.STRING, 2, new Part().add(1, 2, 2).add(2, 2, 1))
                .pool(SYMBOL, 1, new Part().add(1, 2, 1))
                .pool(CLASS, 1, new Part().add(1, 1))
                .pool(METHOD, 1, new Part().add(7, 1, 1, 1))
                .pool(STACK, 1, new Part().add(1, 0, 1, 7, 3))
                .event(new Part().add(SAMPLE, 5, 1))
                .event(new Part().add(SAMPLE, 5, 99))
                .bytes();
        assertEquals("(no stack) 1\n(unknown) 1\n", Collapsed.text(read(bytes, new ProfileReader())));
    }

    @Test
    void eventsThatDoNotFitIntoTheirChunkAreRefused() {
        for (int length : new int[] {0, 1, 2, 3, 5, 100}) {
            byte[] bytes = profile().event(new Part().add(SAMPLE, 5, 1)).bytes();
            bytes[bytes.length - 4] = (byte) length;
            assertRefused(": is damaged at byte ", bytes);
        }
    }

    @Test
    void deepStacksTimesManyEventsAreALimitThatIsSaid() {
        int depth = 20_000;
        Part frames = new Part().add(1, 0, depth);
        for (int i = 0; i < depth; i++) {
            frames.add(7, i & 0x3F);
        }
        JfrBytes bytes = profile().pool(STACK, 1, frames);
        for (int i = 0; i < 100_000; i++) {
            bytes.event(new Part().add(SAMPLE, 5, 1));
        }
        byte[] hostile = bytes.bytes();
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(hostile, new ProfileReader().limit(10_000_000)));
        assertTrue(error.getMessage().contains("raise it (--limit)"), error.getMessage());
    }

    @Test
    void whatLooksLikeAChunkAgainAndAgainIsGoneThroughOnce() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(profile().event(new Part().add(SAMPLE, 5, 1)).bytes());
        for (int i = 0; i < 500_000; i++) {
            all.writeBytes(new byte[] {'F', 'L', 'R', 0});
        }
        assertEquals(
                1, read(all.toByteArray(), new ProfileReader().salvage(true)).total());
    }

    /** Each header claims the rest of the file, whose metadata all have in common. */
    @Test
    void headersThatClaimTheSameBytesAgainAndAgainAreBelievedSomeTimesOnly() throws IOException {
        JfrBytes large = profile();
        for (int i = 0; i < 3_000; i++) {
            large.type(1_000 + i, "Type" + i, "n:1");
        }
        byte[] chunk = large.event(new Part().add(SAMPLE, 5, 1)).bytes();
        int headers = 100_000;
        ByteBuffer all = ByteBuffer.allocate(68 * headers + chunk.length);
        for (int i = 0; i < headers; i++) {
            int start = 68 * i;
            long rest = all.capacity() - start;
            all.put(start, chunk, 0, 68).putLong(start + 8, rest).putLong(start + 16, rest - 1);
            all.putLong(start + 24, rest - chunk.length + 68);
        }
        all.put(68 * headers, chunk);
        ProfileException error =
                assertThrows(ProfileException.class, () -> read(all.array(), new ProfileReader().salvage(true)));
        assertTrue(error.getMessage().contains("no chunk of it is whole"), error.getMessage());
    }

    @Test
    void anInterruptIsSeenWhileReadingAndSaysHowFarItCame() throws IOException {
        JfrBytes bytes = profile();
        for (int i = 0; i < 100_000; i++) {
            bytes.event(new Part().add(SAMPLE, 5, 1));
        }
        byte[] many = bytes.bytes();
        for (long at : new long[] {1, many.length * 3L / 4}) {
            ProfileReader reader = new ProfileReader().onProgress((read, size) -> {
                if (read >= at) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                InterruptedIOException error = assertThrows(InterruptedIOException.class, () -> read(many, reader));
                assertTrue(
                        error.getMessage().matches(".*: reading was interrupted at byte \\d+ of " + many.length),
                        error.getMessage());
                assertTrue(Thread.currentThread().isInterrupted());
            } finally {
                Thread.interrupted();
            }
        }
    }
}

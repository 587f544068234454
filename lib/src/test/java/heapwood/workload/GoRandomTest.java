package heapwood.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GoRandomTest {
    private final GoldenGenerator golden = GoldenGenerator.read();
    private final GoRandom random = new GoRandom(golden.seed());

    @Test
    void drawsTheSame63BitNumbersAsGo() {
        assertEquals(
                golden.int63First20(),
                LongStream.generate(random::int63).limit(20).boxed().toList());
        for (int i = 20; i < 1_000_000; i++) {
            random.int63();
        }
        assertEquals(golden.int63Number1000001(), random.int63());
    }

    @Test
    void drawsTheSameNumbersBelowABoundAsGo() {
        assertEquals(
                golden.intn100First20(),
                IntStream.generate(() -> random.intn(100)).limit(20).boxed().toList());
    }

    @Test
    void keepsLeftOverBytesForTheNextReadWhateverIsDrawnInBetween() {
        assertEquals(golden.readFirst40(), readHex(40));
        assertEquals(golden.thenRead3(), readHex(3));
        assertEquals(golden.thenIntn100(), random.intn(100));
        assertEquals(golden.thenRead5(), readHex(5));
    }

    /** What Go was recorded to draw: seed, first Int63, first Intn(7), first Intn(64), the sum of 100
     * Intn(1<<30 + 1), each of a fresh source. */
    @Test
    void takesAnySeedAndBoundAsGoDoes() {
        for (long[] row : RECORDED) {
            assertEquals(row[1], new GoRandom(row[0]).int63(), "Int63 of seed " + row[0]);
            assertEquals(row[2], new GoRandom(row[0]).intn(7), "Intn(7) of seed " + row[0]);
            assertEquals(row[3], new GoRandom(row[0]).intn(64), "Intn(64) of seed " + row[0]);
            assertEquals(row[4], sumOfHundred(new GoRandom(row[0]), (1 << 30) + 1), "Intn(2^30+1) of seed " + row[0]);
        }
    }

    private static final long[][] RECORDED = {
        {0L, 8717895732742165505L, 5, 58, 55465215931L},
        {1L, 5577006791947779410L, 6, 33, 51819372983L},
        {-1L, 3644962268338389676L, 2, 31, 61043500148L},
        {23061912L, 7311808744063291416L, 4, 16, 54733493401L},
        {2147483647L, 8717895732742165505L, 5, 58, 55465215931L},
        {2147483646L, 3644962268338389676L, 2, 31, 61043500148L},
        {2147483648L, 5577006791947779410L, 6, 33, 51819372983L},
        {9223372036854775807L, 5577006791947779410L, 6, 33, 51819372983L},
        {Long.MIN_VALUE, 7681445645332086223L, 6, 29, 59367271598L},
    };

    private static long sumOfHundred(GoRandom random, int bound) {
        return IntStream.range(0, 100).mapToLong(i -> random.intn(bound)).sum();
    }

    @Test
    void readsTheSameBytesInPiecesOfAnySizeAsInOne() {
        byte[] whole = new byte[10_000];
        new GoRandom(1).read(whole);
        byte[] pieces = new byte[whole.length];
        GoRandom again = new GoRandom(1);
        Random sizes = new Random(1);
        for (int at = 0; at < pieces.length; ) {
            int size = Math.min(sizes.nextInt(30), pieces.length - at);
            again.read(pieces, at, size);
            at += size;
        }
        assertArrayEquals(whole, pieces);
    }

    @Test
    void writesNothingOutsideTheSlice() {
        byte[] target = new byte[100];
        random.read(target, 10, 80);
        assertArrayEquals(new byte[10], Arrays.copyOfRange(target, 0, 10));
        assertArrayEquals(new byte[10], Arrays.copyOfRange(target, 90, 100));
    }

    @Test
    void refusesABoundBelowOneAndASliceOutsideTheArray() {
        assertThrows(IllegalArgumentException.class, () -> random.intn(0));
        assertThrows(IllegalArgumentException.class, () -> random.intn(-5));
        assertThrows(IndexOutOfBoundsException.class, () -> random.read(new byte[4], 2, 3));
    }

    private String readHex(int length) {
        byte[] target = new byte[length];
        random.read(target);
        return HexFormat.of().formatHex(target);
    }
}

package heapwood.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The random numbers of Go's {@code math/rand} with {@code rand.New(rand.NewSource(seed))}: the same seed and the same
 * calls give the same numbers as there.
 *
 * <p>It is an additive lagged Fibonacci generator, x<sub>n</sub> = x<sub>n-607</sub> + x<sub>n-273</sub> modulo
 * 2<sup>64</sup>, whose first 607 values are a published table mixed with a Lehmer generator that the seed starts.
 *
 * <p>An object holds 5 kB and allocates nothing after its construction. It is not safe for use by several threads at
 * once.
 */
public final class GoRandom {
    private static final int LENGTH = 607;
    private static final int LAG = 273;

    /** Go hands out 7 bytes of each 63-bit number and leaves its top 7 bits unused. */
    private static final int BYTES_PER_NUMBER = 7;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] TABLE = readTable();

    /** The last 607 numbers, a ring that is filled downwards. */
    private final long[] ring = new long[LENGTH];

    private int near = 0;
    private int far = LENGTH - LAG;

    /** What {@link #read} has drawn and not yet handed out: this many low bytes of it. */
    private long pending;

    private int pendingBytes;

    /**
     * Takes about 10 µs, and once in a JVM some milliseconds more to read the table.
     *
     * @param seed any number; as in Go, seeds that are equal modulo 2<sup>31</sup> - 1 give the same numbers
     */
    public GoRandom(long seed) {
        Lehmer lehmer = new Lehmer(seed);
        for (int i = 0; i < LENGTH; i++) {
            long high = (long) lehmer.next() << 40;
            long middle = (long) lehmer.next() << 20;
            ring[i] = high ^ middle ^ lehmer.next() ^ TABLE[i];
        }
    }

    /** Go's {@code Int63}: a uniform number from 0 to 2<sup>63</sup> - 1. */
    public long int63() {
        near = near == 0 ? LENGTH - 1 : near - 1;
        far = far == 0 ? LENGTH - 1 : far - 1;
        long number = ring[far] + ring[near];
        ring[far] = number;
        return number & Long.MAX_VALUE;
    }

    /**
     * Go's {@code Intn}: a uniform number from 0 to {@code bound} - 1.
     *
     * @param bound at least 1
     * @throws IllegalArgumentException if it is less
     */
    public int intn(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound of a random number must be at least 1: " + bound);
        }
        if ((bound & (bound - 1)) == 0) {
            return int31() & (bound - 1);
        }
        // The numbers past the last whole multiple of the bound would favor small remainders, so they are drawn again.
        int last = Integer.MAX_VALUE - (int) ((1L << 31) % bound);
        int number = int31();
        while (number > last) {
            number = int31();
        }
        return number % bound;
    }

    private int int31() {
        return (int) (int63() >>> 32);
    }

    /** Go's {@code Read}: {@link #read(byte[], int, int)} of a whole array. */
    public void read(byte[] target) {
        read(target, 0, target.length);
    }

    /**
     * Go's {@code Read}: random bytes, seven from each {@link #int63}, low byte first. Bytes that are left over serve the
     * next call, whatever else is drawn in between.
     *
     * @param target the array to write to
     * @param offset where to start in it
     * @param length how many bytes to write
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code target}
     */
    public void read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        int end = offset + length;
        int at = offset;
        while (at < end && pendingBytes > 0) {
            target[at++] = nextPendingByte();
        }
        // Each store writes eight bytes and the next one, or the loop below, overwrites the eighth.
        for (; at <= end - Long.BYTES; at += BYTES_PER_NUMBER) {
            LONGS.set(target, at, int63());
        }
        while (at < end) {
            if (pendingBytes == 0) {
                pending = int63();
                pendingBytes = BYTES_PER_NUMBER;
            }
            target[at++] = nextPendingByte();
        }
    }

    private byte nextPendingByte() {
        byte next = (byte) pending;
        pending >>>= Byte.SIZE;
        pendingBytes--;
        return next;
    }

    private static long[] readTable() {
        String name = "go-math-rand-values.txt";
        try (InputStream in = Objects.requireNonNull(GoRandom.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines().mapToLong(Long::parseLong).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** x<sub>n</sub> = 48271 x<sub>n-1</sub> modulo 2<sup>31</sup> - 1, from which the seed's numbers come. */
    private static final class Lehmer {
        private static final int MODULUS = Integer.MAX_VALUE;
        private static final int MULTIPLIER = 48_271;

        /** Zero would stay zero, so Go puts this in its place. */
        private static final int IN_PLACE_OF_ZERO = 89_482_311;

        private static final int SKIPPED = 20;

        private int x;

        Lehmer(long seed) {
            int start = (int) Math.floorMod(seed, (long) MODULUS);
            x = start == 0 ? IN_PLACE_OF_ZERO : start;
            for (int i = 0; i < SKIPPED; i++) {
                next();
            }
        }

        int next() {
            x = (int) ((long) MULTIPLIER * x % MODULUS);
            return x;
        }
    }
}

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

    /** The bytes that Go hands out of each 63-bit number; its top 7 bits stay unused. */
    private static final int BYTES_PER_NUMBER = 7;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] TABLE = readTable();

    /** The last 607 numbers, a ring that is filled downwards. */
    private final long[] ring = new long[LENGTH];

    private int near = 0;
    private int far = LENGTH - LAG;

    /** The number that {@link #read} drew last; its lowest {@link #pendingBytes} bytes are not handed out yet. */
    private long pending;

    private int pendingBytes;

    /**
     * Creates a source of random numbers. Takes about 10 µs, and some milliseconds more once in a JVM to read the table.
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

    /** Returns a uniform number from 0 to 2<sup>63</sup> - 1, as Go's {@code Int63} does. */
    public long int63() {
        near = near == 0 ? LENGTH - 1 : near - 1;
        far = far == 0 ? LENGTH - 1 : far - 1;
        long number = ring[far] + ring[near];
        ring[far] = number;
        return number & Long.MAX_VALUE;
    }

    /**
     * Returns a uniform number from 0 to {@code bound} - 1, as Go's {@code Intn} does.
     *
     * @param bound the number above the largest result, at least 1
     * @throws IllegalArgumentException if {@code bound} is less than 1
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

    /**
     * Fills an array with random bytes; see {@link #read(byte[], int, int)}.
     *
     * @param target the array to fill
     */
    public void read(byte[] target) {
        read(target, 0, target.length);
    }

    /**
     * Writes random bytes, as Go's {@code Read} does: seven from each {@link #int63}, low byte first. Bytes that are left
     * over are written by the next call, whatever else is drawn in between.
     *
     * @param target the array to write to
     * @param offset the index of the first byte to write
     * @param length the number of bytes to write
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code target}
     */
    public void read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        int end = offset + length;
        int at = offset;
        while (at < end && pendingBytes > 0) {
            target[at++] = nextPendingByte();
        }
        // Each store writes eight bytes. The next store, or the loop below, overwrites the eighth.
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

    /**
     * The Lehmer generator that makes the first numbers from the seed: x<sub>n</sub> = 48271 x<sub>n-1</sub> modulo
     * 2<sup>31</sup> - 1.
     */
    private static final class Lehmer {
        private static final int MODULUS = Integer.MAX_VALUE;
        private static final int MULTIPLIER = 48_271;

        /** The start that Go takes in place of zero, which would stay zero. */
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

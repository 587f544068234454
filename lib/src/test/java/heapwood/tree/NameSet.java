package heapwood.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Names that are bad for a tree on purpose, made once for many episodes: names with the lengths at which anything in the code
 * changes, and names that differ in one byte or begin each other. All of them follow from a seed.
 *
 * <p>They are sorted by their unsigned bytes, and a name's <em>rank</em> is its index: two names compare as their ranks do.
 */
final class NameSet {
    /** The number of kinds of lengths; see {@link #length}. */
    static final int STYLES = 5;

    /** The number of names of each style, a power of two. */
    static final int EACH = 1 << 12;

    private static final int LARGE = 64;

    /** Around these, something changes: words, pieces of 32 and 96 bytes, short and long headers, quarter pages, pages. */
    private static final int[] BOUNDARIES = {0, 4, 8, 16, 32, 64, 96, 128, 252, 256, 260, 512};

    private static final int[] LARGE_BOUNDARIES = {16_381, 32_768, 65_529, 65_536, 131_072};

    private static final byte[] BYTES = {'a', 'b', 0, -1, ':', '<', 0x7F, -128};

    private static final byte[] SHORT_NAME = {'r'};

    private final long seed;
    private final byte[][] names;

    /** The ranks of the names of each style; after the last style, those of large names. */
    private final int[][] ranks = new int[STYLES + 1][];

    NameSet(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        byte[][][] styles = new byte[STYLES + 1][][];
        Set<String> distinct = new HashSet<>();
        distinct.add(text(SHORT_NAME));
        for (int style = 0; style <= STYLES; style++) {
            styles[style] = new byte[style == STYLES ? LARGE : EACH][];
            for (int i = 0; i < styles[style].length; i++) {
                styles[style][i] = make(random, length(random, style));
                distinct.add(text(styles[style][i]));
            }
        }
        names = distinct.stream()
                .map(Trees::bytes)
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        for (int style = 0; style <= STYLES; style++) {
            ranks[style] = Arrays.stream(styles[style]).mapToInt(this::rank).toArray();
        }
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private int rank(byte[] name) {
        return Arrays.binarySearch(names, name, Arrays::compareUnsigned);
    }

    long seed() {
        return seed;
    }

    byte[] name(int rank) {
        return names[rank];
    }

    /** Returns the rank of a name of some style; the number is taken modulo {@link #EACH}. */
    int rank(int style, int number) {
        return ranks[style][number & EACH - 1];
    }

    /** Returns the rank of a name whose length is around a quarter page, a half, one page or two. */
    int large(int number) {
        return ranks[STYLES][number % LARGE];
    }

    /** Returns the rank of a name of one byte. */
    int shortName() {
        return rank(SHORT_NAME);
    }

    /** Returns the names of some ranks, joined to a key. */
    byte[] join(int[] frames) {
        int length = frames.length - 1;
        for (int frame : frames) {
            length += names[frame].length;
        }
        byte[] key = new byte[length];
        join(frames, key, 0);
        return key;
    }

    /** Writes the names of some ranks into an array, joined to a key, and returns the index of the key's end. */
    int join(int[] frames, byte[] array, int offset) {
        int at = offset;
        for (int i = 0; i < frames.length; i++) {
            if (i > 0) {
                array[at++] = StackTree.SEPARATOR;
            }
            byte[] name = names[frames[i]];
            System.arraycopy(name, 0, array, at, name.length);
            at += name.length;
        }
        return at;
    }

    private static byte[] make(SplittableRandom random, int length) {
        byte[] name = new byte[length];
        Arrays.fill(name, (byte) 'a');
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = 0; i < length; i++) {
                    name[i] = BYTES[random.nextInt(BYTES.length)];
                }
            }
            case 1 -> {
                if (length > 0) {
                    name[random.nextInt(length)] = BYTES[random.nextInt(BYTES.length)];
                }
            }
            default -> {
                for (int i = Math.max(0, length - 4); i < length; i++) {
                    name[i] = (byte) ('0' + random.nextInt(10));
                }
            }
        }
        return name;
    }

    private static int length(SplittableRandom random, int style) {
        return switch (style) {
            case 0 -> random.nextInt(9);
            case 1 -> random.nextInt(601);
            case 2 -> near(random, BOUNDARIES, 5);
            case 3 -> random.nextInt(4) == 0 ? near(random, BOUNDARIES, 5) : random.nextInt(40);
            case 4 -> random.nextInt(8) == 0 ? 248 + random.nextInt(16) : 20 + random.nextInt(20);
            default -> near(random, LARGE_BOUNDARIES, 12);
        };
    }

    private static int near(SplittableRandom random, int[] boundaries, int most) {
        return Math.max(0, boundaries[random.nextInt(boundaries.length)] + random.nextInt(2 * most + 1) - most);
    }
}

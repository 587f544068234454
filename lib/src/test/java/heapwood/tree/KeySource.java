package heapwood.tree;

import java.util.Random;

/**
 * Makes frames and keys that are bad for a tree on purpose: names with the lengths at which anything in the code changes, names
 * that differ in one byte, few names in many places, paths that share much. All of it follows from a seed.
 */
final class KeySource {
    /** Around these, something changes: words, pieces of 32 and 96 bytes, short and long headers, quarter pages, pages. */
    private static final int[] BOUNDARIES = {0, 4, 8, 16, 32, 64, 96, 128, 252, 256, 260, 512};

    private static final int[] LARGE_BOUNDARIES = {16_381, 32_768, 65_529, 65_536, 131_072};

    private static final byte[] BYTES = {'a', 'b', 0, -1, ':', '<', 0x7F, -128};

    private final long seed;
    private final int names;
    private final int lengths;
    private final int depth;
    private final boolean large;

    /** @param size how much the keys may make: 0 little, 1 more */
    KeySource(long seed, int size) {
        this.seed = seed;
        Random random = new Random(seed);
        names = 2 + random.nextInt(size == 0 ? 24 : 300);
        lengths = random.nextInt(5);
        depth = 1 + random.nextInt(size == 0 ? 6 : 30);
        large = random.nextInt(16) == 0;
    }

    byte[][] key(Random random) {
        byte[][] frames = new byte[1 + random.nextInt(depth)][];
        int width = 1 + random.nextInt(names);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(random, width);
        }
        return frames;
    }

    byte[] frame(Random random) {
        return frame(random, names);
    }

    private byte[] frame(Random random, int width) {
        // One of twelve is new, most likely; the others come again and again.
        int number = random.nextInt(12) == 0 ? random.nextInt(1 << 20) : random.nextInt(width);
        return name(number);
    }

    /** The name with a number: always the same. */
    private byte[] name(int number) {
        Random random = new Random(seed ^ number * 0x9E37_79B9_7F4A_7C15L);
        byte[] name = new byte[length(random)];
        int kind = random.nextInt(3);
        for (int i = 0; i < name.length; i++) {
            name[i] = kind == 0 ? BYTES[random.nextInt(BYTES.length)] : (byte) 'a';
        }
        if (kind == 1 && name.length > 0) {
            name[random.nextInt(name.length)] = BYTES[random.nextInt(BYTES.length)];
        }
        for (int i = 0; kind == 2 && i < Math.min(4, name.length); i++) {
            name[name.length - 1 - i] = (byte) ('0' + (number >>> 4 * i & 15));
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] == StackTree.SEPARATOR) {
                name[i] = '=';
            }
        }
        return name;
    }

    private int length(Random random) {
        if (large && random.nextInt(40) == 0) {
            return Math.max(0, LARGE_BOUNDARIES[random.nextInt(LARGE_BOUNDARIES.length)] + random.nextInt(24) - 12);
        }
        return switch (lengths) {
            case 0 -> random.nextInt(9);
            case 1 -> random.nextInt(601);
            case 2 -> near(random);
            case 3 -> random.nextInt(4) == 0 ? near(random) : random.nextInt(40);
            default -> random.nextInt(8) == 0 ? 248 + random.nextInt(16) : 20 + random.nextInt(20);
        };
    }

    private static int near(Random random) {
        return Math.max(0, BOUNDARIES[random.nextInt(BOUNDARIES.length)] + random.nextInt(11) - 5);
    }

    /** A value near 0, near what a byte holds, or any. */
    static long value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(8);
            case 2 -> 250 + random.nextInt(10);
            case 3 -> -random.nextInt(600);
            default -> random.nextLong();
        };
    }

    static byte[] join(byte[][] frames) {
        int length = frames.length - 1;
        for (byte[] frame : frames) {
            length += frame.length;
        }
        byte[] key = new byte[length];
        int at = 0;
        for (int i = 0; i < frames.length; i++) {
            if (i > 0) {
                key[at++] = StackTree.SEPARATOR;
            }
            System.arraycopy(frames[i], 0, key, at, frames[i].length);
            at += frames[i].length;
        }
        return key;
    }
}

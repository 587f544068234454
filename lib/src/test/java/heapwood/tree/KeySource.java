package heapwood.tree;

import java.util.SplittableRandom;

/**
 * Makes the keys of one episode from names of a {@link NameSet}: few names in many places, paths that share much. A key is an array
 * of ranks. All of it follows from a seed.
 */
final class KeySource {
    /** Styles of names, the short ones more often, because more operations are run in the same time with these. */
    private static final int[] STYLES = {0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 4};

    private final NameSet names;
    private final int style;
    private final int first;
    private final int often;
    private final int depth;

    /** One of so many names is any of its style. */
    private final int rare;

    private final boolean large;

    /** @param size how much the keys may make: 0 little, 1 more */
    KeySource(NameSet names, long seed, int size) {
        this.names = names;
        SplittableRandom random = new SplittableRandom(seed);
        first = random.nextInt(NameSet.EACH);
        often = 2 + random.nextInt(size == 0 ? 24 : 300);
        style = STYLES[random.nextInt(STYLES.length)];
        depth = 1 + random.nextInt(size == 0 ? 6 : 30);
        large = random.nextInt(size == 0 ? 20 : 4) == 0;
        // With many names, pages are filled, and swept when trees have been dropped.
        rare = random.nextInt(size == 0 ? 8 : 2) == 0 ? 2 : 12;
    }

    int[] key(SplittableRandom random) {
        int[] frames = new int[1 + random.nextInt(depth)];
        int width = 1 + random.nextInt(often);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(random, width);
        }
        return frames;
    }

    int frame(SplittableRandom random) {
        return frame(random, often);
    }

    private int frame(SplittableRandom random, int width) {
        // The others come again and again.
        int number = random.nextInt(rare) == 0 ? random.nextInt(NameSet.EACH) : random.nextInt(width);
        return large && random.nextInt(30) == 0
                ? names.large(first + random.nextInt(8))
                : names.rank(style, first + number);
    }

    /** A value near 0, near what a byte holds, or any. */
    static long value(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(8);
            case 2 -> 250 + random.nextInt(10);
            case 3 -> -random.nextInt(600);
            default -> random.nextLong();
        };
    }
}

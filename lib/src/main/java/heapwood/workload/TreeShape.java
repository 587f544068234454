package heapwood.workload;

/**
 * The shape of a generated tree: below the frame {@code root}, {@code width} chains of {@code depth} frames each.
 *
 * @param width the number of chains, at least 1
 * @param depth the number of frames in each chain, at least 1
 * @param symbolBytes the number of random bytes in a frame's name, at least 1; the name is their hex, twice as long
 */
public record TreeShape(int width, int depth, int symbolBytes) {
    /** The most elements that an array has on every JVM. */
    private static final int LONGEST_KEY = Integer.MAX_VALUE - 8;

    /**
     * Checks the three numbers.
     *
     * @throws IllegalArgumentException if one of them is less than 1, or a chain's key would not fit into an array
     */
    public TreeShape {
        atLeastOne("width", width);
        atLeastOne("depth", depth);
        atLeastOne("symbolBytes", symbolBytes);
        if (keyLength(depth, symbolBytes) > LONGEST_KEY) {
            throw new IllegalArgumentException("a depth of " + depth + " with symbols of " + symbolBytes
                    + " bytes makes keys of " + keyLength(depth, symbolBytes) + " bytes, and at most " + LONGEST_KEY
                    + " fit into an array: choose a smaller depth or smaller symbols");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("the " + name + " of a tree must be at least 1: " + value);
        }
    }

    /**
     * Returns the number of nodes of such a tree: the root, the frame {@code root}, and each chain's frames. A tree has fewer
     * nodes if two of its chains draw the same first frame, which happens only with symbols of very few bytes.
     */
    public long nodeCount() {
        return 2 + (long) width * depth;
    }

    /**
     * Returns the number of keys that {@link TreeGenerator#insertEveryPrefix(Inserter, TreeShape)} inserts: each chain's
     * prefixes, and its whole key twice.
     */
    public long insertCount() {
        return (long) width * (depth + 1L);
    }

    /** Returns the length in bytes of a chain's whole key. */
    int keyLength() {
        return (int) keyLength(depth, symbolBytes);
    }

    private static long keyLength(int depth, int symbolBytes) {
        return TreeGenerator.ROOT_FRAME_LENGTH + depth * (1 + 2L * symbolBytes);
    }

    /** Returns the shape as the original's output has it: {@code width 200 and depth 500}. */
    @Override
    public String toString() {
        return "width " + width + " and depth " + depth;
    }
}

package heapwood.tree;

/**
 * How a frozen tree's numbers become bits, and which bits share a probability.
 *
 * <p>A number counts up to some limit in unary, each step with a context of its own; what is beyond has the length of its
 * binary form in unary, too, and then its lower bits. A <em>context</em> is a number that selects a probability: seven for
 * each name, the first three for how many children its nodes have and four for which of its successors they are, and
 * then those that all names share.
 */
abstract class FrozenCode {
    static final int CHILD_STEPS = 3;
    static final int RANK_STEPS = 4;
    static final int EACH_NAME = CHILD_STEPS + RANK_STEPS;
    private static final int LENGTHS = 64;

    /** Contexts that are not a name's: lengths of children, ranks and two kinds of selfs, and whether a self is zero. */
    static final int SHARED = 4 * LENGTHS + 2;

    private final int shared;

    /**
     * Returns the number of contexts of a tree with so many names, the root's included.
     *
     * @throws IllegalArgumentException if an array of so many would be too long
     */
    static int contexts(long names) {
        if (names > (Sizes.LONGEST_ARRAY - SHARED) / EACH_NAME) {
            throw new IllegalArgumentException("a tree with " + names + " names is too large to freeze: the most are "
                    + (Sizes.LONGEST_ARRAY - SHARED) / EACH_NAME);
        }
        return (int) names * EACH_NAME + SHARED;
    }

    FrozenCode(int names) {
        shared = names * EACH_NAME;
    }

    /** Codes a bit: writes the one given, or reads one and gives that. */
    abstract int bit(int context, int bit);

    /** Codes a bit that is as likely 0 as 1. */
    abstract int evenBit(int bit);

    /** Codes how many children a node with that name has. */
    final int children(int name, int children) {
        return count(name * EACH_NAME, CHILD_STEPS, shared, children);
    }

    /** Codes which successor of its parent's name a node's name is, by frequency. */
    final int rank(int parentName, int rank) {
        return count(parentName * EACH_NAME + CHILD_STEPS, RANK_STEPS, shared + LENGTHS, rank);
    }

    /** Codes a self value. */
    final long self(boolean leaf, long self) {
        int kind = leaf ? 1 : 0;
        if (bit(shared + 4 * LENGTHS + kind, self == 0 ? 0 : 1) == 0) {
            return 0;
        }
        return positive(shared + (2 + kind) * LENGTHS, self);
    }

    private int count(int context, int steps, int lengths, int value) {
        for (int i = 0; i < steps; i++) {
            if (bit(context + i, value == i ? 0 : 1) == 0) {
                return i;
            }
        }
        long more = positive(lengths, value - (long) steps + 1);
        if (more < 0 || more > Integer.MAX_VALUE - steps) {
            throw new IllegalArgumentException("a count of its nodes is too large");
        }
        return (int) (more + steps - 1);
    }

    /** Any value but 0, unsigned. */
    private long positive(int lengths, long value) {
        int length = 0;
        int expected = 63 - Long.numberOfLeadingZeros(value);
        while (length < 63 && bit(lengths + length, length == expected ? 0 : 1) == 1) {
            length++;
        }
        long result = 1;
        for (int i = length - 1; i >= 0; i--) {
            result = result << 1 | evenBit((int) (value >>> i & 1));
        }
        return result;
    }
}

package heapwood.tree;

/**
 * A tree of stack traces, as a continuous profiler keeps one: each node has a name (a frame), a self value and a total
 * value, and children sorted by name.
 *
 * <p>A stack trace is a <em>key</em>: frames from the root outwards, joined by {@link #SEPARATOR}. Keys are bytes and
 * need not be UTF-8; a frame is whatever stands between two separators, the empty frame included, so {@code ""} is one
 * empty frame and {@code "a;"} is two frames. The root itself has an empty name and is always there.
 *
 * <p>Values are unsigned 64-bit numbers held in a {@code long}; sums wrap at 2<sup>64</sup>. Siblings are ordered by
 * their names' unsigned bytes, a prefix first.
 *
 * <p>Both implementations answer identically, and one contract suite runs on both. They are not safe for use by several
 * threads at once.
 *
 * <p>A call that throws because of its arguments leaves the tree as it was.
 */
public interface StackTree {
    /** The byte between two frames of a key: {@code ;}. */
    byte SEPARATOR = ';';

    /**
     * Adds {@code value} to the self value of the node that the key names, making the nodes on the way that are missing.
     * The key is read during the call only; the caller may reuse its array.
     *
     * @param key the array that holds the key
     * @param offset where the key starts in it, in bytes
     * @param length the key's length in bytes; zero names the root's child with the empty name
     * @param value what to add, unsigned
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     */
    void insert(byte[] key, int offset, int length, long value);

    /** {@link #insert(byte[], int, int, long)} of a whole array. */
    default void insert(byte[] key, long value) {
        insert(key, 0, key.length, value);
    }

    /**
     * Reports every node, the root first, in pre-order over sorted siblings, with the key that the original reports for
     * it: a node's key is its parent's key, {@code ;}, and its name. The root's name is empty, so its key is {@code ;},
     * its child {@code foo} has {@code ;;foo} and that one's child {@code bar} has {@code ;;foo;bar}. Unless a tree does it in
     * another way, keys are built during a {@link #walk}.
     *
     * @param visitor called once a node
     * @throws IllegalStateException if a key would not fit into an array
     */
    default void iterate(KeyVisitor visitor) {
        walk(new KeyBuilder(visitor));
    }

    /**
     * Reports every node in the order of {@link #iterate}, without building keys.
     *
     * @param visitor called once a node
     */
    void walk(NodeVisitor visitor);

    /** The number of nodes, the root included. Constant time. */
    long nodeCount();

    /** The root's total: the sum of all values inserted, unsigned, modulo 2<sup>64</sup>. Constant time. */
    long total();

    /** Receives what {@link StackTree#iterate} reports. */
    @FunctionalInterface
    interface KeyVisitor {
        /**
         * @param key a buffer that starts with the node's key; it is overwritten after the call, and must not be written
         * @param length the key's length in bytes
         * @param self the node's self value, unsigned
         */
        void node(byte[] key, int length, long self);
    }

    /** Receives what {@link StackTree#walk} reports. */
    @FunctionalInterface
    interface NodeVisitor {
        /**
         * @param depth how many edges below the root the node is: 0 for the root itself
         * @param names an array that holds the node's name; valid during the call only, and must not be written
         * @param offset where the name starts in it
         * @param length the name's length in bytes
         * @param self the node's self value, unsigned
         * @param total its self value plus its children's totals, unsigned
         */
        void node(int depth, byte[] names, int offset, int length, long self, long total);
    }
}

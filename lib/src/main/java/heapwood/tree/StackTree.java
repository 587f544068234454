package heapwood.tree;

/**
 * A tree of stack traces, as a continuous profiler keeps them. Each node has a name (a frame), a self value and a total
 * value, and children sorted by name.
 *
 * <p>A stack trace is a <em>key</em>: frames from the root outwards, joined by {@link #SEPARATOR}. Keys are bytes and
 * need not be UTF-8. A frame is all bytes between two separators, and may be empty: {@code ""} is one empty frame and
 * {@code "a;"} is two frames. The root itself has an empty name and is always there.
 *
 * <p>Values are unsigned 64-bit numbers held in a {@code long}; sums wrap at 2<sup>64</sup>. Siblings are ordered by
 * their names' unsigned bytes, a prefix first.
 *
 * <p>All implementations give identical results, and one contract suite runs on all of them. They are not safe for use by
 * several threads at once.
 *
 * <p>A call that throws because of its arguments leaves the tree as it was.
 */
public interface StackTree {
    /** The byte between two frames of a key: {@code ;}. */
    byte SEPARATOR = ';';

    /**
     * Adds {@code value} to the self value of the node that the key names, and makes the nodes on its path that are missing.
     * The key is read during the call only; the caller may reuse its array.
     *
     * @param key the array that holds the key
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes; zero names the root's child with the empty name
     * @param value the value to add, unsigned
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     */
    void insert(byte[] key, int offset, int length, long value);

    /**
     * Inserts a key that is a whole array; see {@link #insert(byte[], int, int, long)}.
     *
     * @param key the key's bytes; read during the call only
     * @param value the value to add, unsigned
     */
    default void insert(byte[] key, long value) {
        insert(key, 0, key.length, value);
    }

    /**
     * Reports every node with its key, the root first, in pre-order over sorted siblings. Keys are those that the original
     * reports: a node's key is its parent's key, {@code ;}, and its name. The root's name is empty, so its key is {@code ;}.
     * Its child {@code foo} has the key {@code ;;foo}, and the child {@code bar} of that node has {@code ;;foo;bar}. Takes time
     * linear in the length of all keys. The default implementation builds keys during a {@link #walk}.
     *
     * <p>A visitor may read any tree and change others. If it changes this one, the nodes reported after that are not defined, and
     * an exception is possible. If it throws, the walk ends with what it threw, and the tree is as it was.
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

    /** Returns the number of nodes, the root included. Constant time. */
    long nodeCount();

    /** Returns the root's total: the sum of all values inserted, unsigned, modulo 2<sup>64</sup>. Constant time. */
    long total();

    /** A visitor of nodes with their keys, for {@link StackTree#iterate}. */
    @FunctionalInterface
    interface KeyVisitor {
        /**
         * Receives a node with its key.
         *
         * @param key a buffer that starts with the node's key; it is overwritten after the call, and must not be written
         * @param length the key's length in bytes
         * @param self the node's self value, unsigned
         */
        void node(byte[] key, int length, long self);
    }

    /** A visitor of nodes with their depths and names, for {@link StackTree#walk}. */
    @FunctionalInterface
    interface NodeVisitor {
        /**
         * Receives a node with its depth, name and values.
         *
         * @param depth the number of edges between the root and the node: 0 for the root itself
         * @param names an array that holds the node's name; valid during the call only, and must not be written
         * @param offset the index in bytes of the name's start
         * @param length the name's length in bytes
         * @param self the node's self value, unsigned
         * @param total its self value plus its children's totals, unsigned
         */
        void node(int depth, byte[] names, int offset, int length, long self, long total);
    }
}

package heapwood.tree;

import java.util.Arrays;

/** A visitor that builds the keys for {@link StackTree#iterate} during a walk over nodes, in one buffer that is reused. */
final class KeyBuilder implements StackTree.NodeVisitor {
    private final StackTree.KeyVisitor visitor;
    private byte[] key = new byte[256];

    /** The length of the key of the last node at each depth, by depth. */
    private int[] lengths = new int[16];

    KeyBuilder(StackTree.KeyVisitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void node(int depth, byte[] names, int offset, int length, long self, long total) {
        int parentLength = depth == 0 ? 0 : lengths[depth - 1];
        long keyLength = parentLength + 1L + length;
        reserve(depth, keyLength);
        key[parentLength] = StackTree.SEPARATOR;
        System.arraycopy(names, offset, key, parentLength + 1, length);
        lengths[depth] = (int) keyLength;
        visitor.node(key, (int) keyLength, self);
    }

    private void reserve(int depth, long keyLength) {
        if (keyLength > key.length) {
            key = enlarged(key, keyLength, 0);
        }
        if (depth == lengths.length) {
            lengths = Arrays.copyOf(lengths, Sizes.grown(depth, 16, depth));
        }
    }

    /**
     * Returns a larger copy of a buffer that is too small for a key.
     *
     * @param spare the number of bytes needed behind the key
     * @throws IllegalStateException if the key does not fit into an array
     */
    static byte[] enlarged(byte[] key, long keyLength, int spare) {
        return Arrays.copyOf(key, capacity(key.length, keyLength, spare));
    }

    /** Returns the length of the copy that {@link #enlarged} makes of a buffer of length {@code present}. */
    static int capacity(int present, long keyLength, int spare) {
        if (keyLength + spare > Sizes.LONGEST_ARRAY) {
            throw new IllegalStateException("the key of a node has " + keyLength + " bytes, more than an array holds ("
                    + Sizes.LONGEST_ARRAY + "): use walk, which builds no keys");
        }
        return (int) Math.min(Sizes.LONGEST_ARRAY, Math.max(keyLength + spare, present * 2L));
    }
}

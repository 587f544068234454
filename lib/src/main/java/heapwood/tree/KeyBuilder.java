package heapwood.tree;

import java.util.Arrays;

/** Turns a walk over nodes into the keys that {@link StackTree#iterate} reports, in one buffer that it reuses. */
final class KeyBuilder implements StackTree.NodeVisitor {
    private final StackTree.KeyVisitor visitor;
    private byte[] key = new byte[256];

    /** depth -> the length of the key of the last node seen at that depth. */
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
     * A larger copy of a buffer that is too small for a key.
     *
     * @param spare how many bytes there have to be behind the key
     * @throws IllegalStateException if no array holds the key
     */
    static byte[] enlarged(byte[] key, long keyLength, int spare) {
        return Arrays.copyOf(key, capacity(key.length, keyLength, spare));
    }

    /** What {@link #enlarged} makes of a length. */
    static int capacity(int present, long keyLength, int spare) {
        if (keyLength + spare > Sizes.LONGEST_ARRAY) {
            throw new IllegalStateException("the key of a node has " + keyLength + " bytes, more than an array holds ("
                    + Sizes.LONGEST_ARRAY + "): use walk, which builds no keys");
        }
        return (int) Math.min(Sizes.LONGEST_ARRAY, Math.max(keyLength + spare, present * 2L));
    }
}

package heapwood.tree;

import java.util.Arrays;

/** Where decoding a frozen tree stands: after some node, whose fields it has. */
final class FrozenCursor {
    /** Deeper than any stack; a few bytes of a hostile file could claim a thousand times as much. */
    static final int MOST_DEPTH = 1 << 22;

    private final FrozenNames names;
    private final RangeDecoder decoder;
    private final FrozenCode code;

    /** Nodes decoded. */
    private long position;

    /** depth -> name, and how many children are still to come, of the last node and those above it. */
    private int[] path = new int[16];

    private int[] left = new int[16];

    private int depth = -1;
    private int name;
    private int children;
    private long self;

    /** A cursor before the first node. */
    FrozenCursor(FrozenNames names, byte[] probabilities, RangeDecoder decoder) {
        this.names = names;
        this.decoder = decoder;
        code = new FrozenCode(names.count()) {
            @Override
            int bit(int context, int bit) {
                return decoder.bit(probabilities[context] & 0xFF);
            }

            @Override
            int evenBit(int bit) {
                return decoder.bit(128);
            }
        };
    }

    /**
     * Decodes the next node.
     *
     * @throws IllegalArgumentException if there cannot be one
     */
    void next() {
        name = 0;
        if (position > 0) {
            int last = depth;
            while (depth >= 0 && left[depth] == 0) {
                depth--;
            }
            if (depth < 0) {
                throw new IllegalArgumentException("it has more nodes than children");
            }
            left[depth]--;
            name = names.successor(path[depth], code.rank(path[depth], -1));
            if (last > depth && name <= path[depth + 1]) {
                throw new IllegalArgumentException("its nodes are out of order");
            }
        }
        reserve(++depth);
        children = code.children(name, -1);
        self = code.self(children == 0, 1);
        path[depth] = name;
        left[depth] = children;
        position++;
    }

    private void reserve(int level) {
        if (level > MOST_DEPTH) {
            throw new IllegalArgumentException("it has a stack of more than " + MOST_DEPTH + " frames");
        }
        if (level >= path.length) {
            int capacity = Sizes.grown(path.length, level + 1, path.length);
            path = Arrays.copyOf(path, capacity);
            left = Arrays.copyOf(left, capacity);
        }
    }

    /** Stands where another cursor stood, but for the levels of its path, which {@link #level} sets. */
    void resume(long nodes, int lastDepth, int streamPosition, int range, int rangeCode) {
        position = nodes;
        depth = lastDepth;
        decoder.resume(streamPosition, range, rangeCode);
        reserve(depth);
    }

    /** Sets a level of the path. */
    void level(int level, int itsName, int itsLeft) {
        path[level] = itsName;
        left[level] = itsLeft;
    }

    /** Whether all children came. */
    boolean complete() {
        for (int i = 0; i <= depth; i++) {
            if (left[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many names of a path are this node's path's, too, before they differ. */
    int common(int[] names) {
        int most = Math.min(depth, names.length);
        int common = 0;
        while (common < most && path[common + 1] == names[common]) {
            common++;
        }
        return common;
    }

    /** Whether this node comes before the one with that path, is it, or comes after it. */
    int compare(int[] names) {
        int common = common(names);
        return common < Math.min(depth, names.length)
                ? Integer.compare(path[common + 1], names[common])
                : Integer.compare(depth, names.length);
    }

    RangeDecoder decoder() {
        return decoder;
    }

    long position() {
        return position;
    }

    int depth() {
        return depth;
    }

    /** The name at a level of the path. */
    int nameAt(int level) {
        return path[level];
    }

    /** How many children of the node at a level of the path are still to come. */
    int leftAt(int level) {
        return left[level];
    }

    int name() {
        return name;
    }

    int children() {
        return children;
    }

    long self() {
        return self;
    }
}

package heapwood.tree;

import java.util.Arrays;

/**
 * The key inserted last and the nodes on its path, kept so that the next key's common frames need no look-up.
 *
 * <p>Structure: a copy of the key's bytes, since a caller may change its array; and, for each frame, the index of its end in the
 * copy and its node. A frame is common if the bytes up to its end agree and the new key's frame ends there too.
 * Nodes never move, so a finger stays valid until its tree is dropped.
 *
 * <p>At most 4 MiB and 65,536 frames of a key are kept; frames beyond that are looked up each time.
 */
final class Finger {
    private static final int MOST_BYTES = 1 << 22;
    private static final int MOST_FRAMES = 1 << 16;
    private static final int CACHE_LINE = 64;
    private static final int MOST_TOUCHED = 12 * CACHE_LINE;
    private static final int NONE = -1;

    private int tree = NONE;
    private byte[] key = new byte[64];
    private int length;
    private int[] ends = new int[8];
    private int[] nodes = new int[8];
    private int frames;
    private int touched;

    /**
     * Keeps the frames that a key has in common with the remembered one, and drops the others. The finger is not used again
     * until {@link #remember}.
     *
     * @return the number of common frames
     */
    int resume(int tree, byte[] key, int offset, int length) {
        reserve(length);
        boolean known = this.tree == tree;
        this.tree = NONE;
        if (!known) {
            frames = 0;
            this.length = 0;
            return 0;
        }
        touch(key, offset, length);
        int common = Arrays.mismatch(this.key, 0, this.length, key, offset, offset + length);
        if (common < 0) {
            common = length;
        }
        boolean frameEnds = common == length || key[offset + common] == StackTree.SEPARATOR;
        int last = frameEnds ? common : common - 1;
        int kept = frames;
        while (kept > 0 && ends[kept - 1] > last) {
            kept--;
        }
        frames = kept;
        this.length = common;
        return kept;
    }

    /** Makes room for a key, so that {@link #remember}, which is called after the tree has changed, allocates nothing. */
    private void reserve(int length) {
        int bytes = Math.min(length, MOST_BYTES);
        if (bytes > key.length) {
            key = Arrays.copyOf(key, Math.min(MOST_BYTES, bytes + bytes / 2));
        }
    }

    /**
     * Reads a byte of each of the first cache lines of a long key. If the key is not in a cache, these lines are then fetched
     * together and not one after the other.
     */
    private void touch(byte[] key, int offset, int length) {
        int sum = 0;
        for (int i = CACHE_LINE; i < Math.min(length, MOST_TOUCHED); i += CACHE_LINE) {
            sum += key[offset + i];
        }
        // Stored, because the reads would be optimized away otherwise.
        touched = sum;
    }

    /** Returns the node of the last common frame. */
    int node() {
        return nodes[frames - 1];
    }

    /** Returns the index of the last common frame's end, in bytes from the key's start. */
    int end() {
        return ends[frames - 1];
    }

    /** Adds the next frame, by its end in bytes from the key's start and its node. */
    void push(int end, int node) {
        if (end > MOST_BYTES || frames == MOST_FRAMES) {
            return;
        }
        if (frames == ends.length) {
            int capacity = Sizes.grown(frames, 16, frames / 2);
            int[] largerEnds = Arrays.copyOf(ends, capacity);
            nodes = Arrays.copyOf(nodes, capacity);
            ends = largerEnds;
        }
        ends[frames] = end;
        nodes[frames] = node;
        frames++;
    }

    /** Remembers the key whose frames were resumed and pushed. */
    void remember(int tree, byte[] key, int offset, int length) {
        int bytes = Math.min(length, MOST_BYTES);
        if (bytes > this.length) {
            System.arraycopy(key, offset + this.length, this.key, this.length, bytes - this.length);
        }
        this.length = bytes;
        this.tree = tree;
    }

    /** Forgets the remembered key if it is one of that tree. */
    void forget(int tree) {
        if (this.tree == tree) {
            this.tree = NONE;
        }
    }

    /** Returns the number of bytes of the arrays' elements. */
    long bytes() {
        return key.length + (ends.length + nodes.length) * (long) Integer.BYTES;
    }

    /** Checks that each remembered node has the remembered frame as its name and the node before it as its parent. */
    void check(CompactForest forest) {
        if (tree == NONE) {
            return;
        }
        forest.trees.check(tree);
        int parent = forest.trees.root(tree);
        int from = 0;
        for (int i = 0; i < frames; i++) {
            Check.same(parent, forest.parent(nodes[i]), "parent of a remembered node");
            Check.same(
                    ends[i],
                    forest.names.endOf(forest.slots.get(nodes[i]), key, from, length),
                    "end of a remembered frame");
            from = ends[i] + 1;
            parent = nodes[i];
        }
    }
}

package heapwood.tree;

/**
 * The next few frames of a key, scanned ahead of their look-up.
 *
 * <p>In a large pool the table's place for a hash is seldom in a cache. A look-up of each frame by itself would wait for memory
 * each time. Here the places of several frames are read first, so that these waits overlap.
 */
final class FrameBatch {
    private static final int MOST = 8;

    /** The frames' hashes, followed by the index of each frame's end. */
    private final int[] frames = new int[2 * MOST];

    private long seen;

    /**
     * Scans the next frames of a key, from {@code from} on.
     *
     * @return the number of frames scanned; if the last one does not end at {@code end}, the key has more
     */
    int scan(NamePool names, byte[] key, int from, int end) {
        int count = 0;
        int start = from;
        while (count < MOST && start <= end) {
            long scanned = names.scan(key, start, end);
            frames[count] = NameHash.hash(scanned);
            frames[MOST + count] = NameHash.end(scanned);
            start = frames[MOST + count++] + 1;
        }
        if (count > 1) {
            // Summed and stored, because the reads would be optimized away otherwise.
            seen = names.atHomes(frames, count);
        }
        return count;
    }

    int hash(int frame) {
        return frames[frame];
    }

    int end(int frame) {
        return frames[MOST + frame];
    }

    /** Returns the number of bytes of the array's elements. */
    static long bytes() {
        return 2L * MOST * Integer.BYTES;
    }
}

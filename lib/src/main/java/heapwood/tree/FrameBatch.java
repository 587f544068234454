package heapwood.tree;

/**
 * The next few frames of a key, scanned ahead of their look-up.
 *
 * <p>In a large pool the table's place for a hash is seldom in a cache. Looked up one after the other, each frame waits
 * for memory by itself; here the places of several are read first, and wait together.
 */
final class FrameBatch {
    private static final int MOST = 8;

    /** The frames' hashes, and after them where each ends. */
    private final int[] frames = new int[2 * MOST];

    private long seen;

    /**
     * Scans frames from {@code from} on.
     *
     * @return how many; the last one's end is the key's, or there are more
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
            // Summed and kept, or reading the places would be optimized away.
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

    /** Bytes of the arrays' elements. */
    static long bytes() {
        return 2L * MOST * Integer.BYTES;
    }
}

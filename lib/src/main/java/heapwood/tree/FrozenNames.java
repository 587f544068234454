package heapwood.tree;

import java.util.Arrays;

/**
 * A frozen tree's names, in the order of their bytes and numbered so from 1, and which names follow each one: in four arrays,
 * however many names.
 *
 * <p>Name i is {@code bytes[starts[i], starts[i + 1])}. Its successors, the most frequent one first, are {@code
 * successors[firsts[i], firsts[i + 1])}. Name 0 is the root's, and empty.
 */
final class FrozenNames {
    private final int count;
    private byte[] bytes = new byte[256];
    private final int[] starts;
    private int[] successors = new int[64];
    private final int[] firsts;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they cannot be a frozen tree's
     */
    FrozenNames(Head head, int count) {
        this.count = count;
        starts = new int[count + 1];
        firsts = new int[count + 1];
        for (int name = 0; name < count; name++) {
            readName(head, name);
        }
        bytes = Arrays.copyOf(bytes, starts[count]);
        for (int name = 0; name < count; name++) {
            readSuccessors(head, name);
        }
        successors = Arrays.copyOf(successors, firsts[count]);
    }

    /** Names that are in order, and their successors. */
    FrozenNames(byte[] bytes, int[] starts, int[] successors, int[] firsts) {
        count = starts.length - 1;
        this.bytes = bytes;
        this.starts = starts;
        this.successors = successors;
        this.firsts = firsts;
    }

    private void readName(Head head, int name) {
        int start = starts[name];
        int common = head.count();
        int rest = head.countOfWhatFollows();
        if (common > (name == 0 ? 0 : length(name - 1))) {
            throw new IllegalArgumentException("a name begins like one that is too short");
        }
        long end = start + (long) common + rest;
        if (end > Math.min(head.mostNameBytes(), Sizes.LONGEST_ARRAY)) {
            throw new IllegalArgumentException("its names are too long for its size");
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Sizes.grown(bytes.length, 0, bytes.length / 2)));
        }
        if (common > 0) {
            System.arraycopy(bytes, starts[name - 1], bytes, start, common);
        }
        head.copy(bytes, start + common, rest);
        starts[name + 1] = (int) end;
        if (Separators.next(bytes, start, (int) end) < end) {
            throw new IllegalArgumentException("a name has a separator in it");
        }
        if (name > 1 && compare(name - 1, bytes, start, (int) end) >= 0) {
            throw new IllegalArgumentException("its names are out of order");
        }
    }

    private void readSuccessors(Head head, int name) {
        int length = head.countOfWhatFollows();
        int first = firsts[name];
        if (length > successors.length - first) {
            successors = Arrays.copyOf(
                    successors, Math.max(first + length, Sizes.grown(successors.length, 0, successors.length / 2)));
        }
        for (int i = first; i < first + length; i++) {
            successors[i] = head.count();
            if (successors[i] == 0 || successors[i] >= count) {
                throw new IllegalArgumentException("a name is followed by one that does not exist");
            }
        }
        firsts[name + 1] = first + length;
    }

    /** How many there are, the root's included. */
    int count() {
        return count;
    }

    /** The array that holds them. */
    byte[] bytes() {
        return bytes;
    }

    int start(int name) {
        return starts[name];
    }

    int length(int name) {
        return starts[name + 1] - starts[name];
    }

    /** How many names follow one. */
    int successors(int name) {
        return firsts[name + 1] - firsts[name];
    }

    /**
     * The name that follows another one most often, or second, and so on.
     *
     * @throws IllegalArgumentException if not so many do
     */
    int successor(int name, int rank) {
        if (rank >= successors(name)) {
            throw new IllegalArgumentException("a node has a name that never follows its parent's");
        }
        return successors[firsts[name] + rank];
    }

    /** The name with these bytes, or 0 if there is none. */
    int find(byte[] key, int from, int to) {
        int low = 1;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, key, from, to);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    private int compare(int name, byte[] key, int from, int to) {
        return Arrays.compareUnsigned(bytes, starts[name], starts[name + 1], key, from, to);
    }

    /** Bytes of the arrays' elements. */
    long heapBytes() {
        return bytes.length + (starts.length + successors.length + firsts.length) * (long) Integer.BYTES;
    }
}

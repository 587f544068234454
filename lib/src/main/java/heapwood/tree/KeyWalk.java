package heapwood.tree;

/**
 * The walk behind {@link StackTree#iterate}. A path is represented by the length of its key. All keys are built in one buffer:
 * each name is written at the end of its parent's key.
 */
final class KeyWalk extends TreeWalk {
    /** The number of bytes copied for each name of at most that length; the buffer has room for as many behind the key. */
    private static final int PIECE = 96;

    private final StackTree.KeyVisitor visitor;
    private byte[] key = new byte[256];

    KeyWalk(CompactForest forest, Branches branches, StackTree.KeyVisitor visitor) {
        super(forest, branches, false);
        this.visitor = visitor;
    }

    void run() {
        key[0] = StackTree.SEPARATOR;
        visitor.node(key, 1, 0);
        run(1, 0);
    }

    @Override
    void along(int start, int position, int path, long total) {
        int[] array = slots.array(start);
        int bytes = Slots.bytesFrom(array);
        int first = slots.index(start);
        int length = path;
        for (int i = first; ; i++) {
            length = append(length, array[i]);
            long self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
            if (self == CompactForest.LARGE) {
                self = forest.self(start + i - first);
            }
            visitor.node(key, length, self);
            if (branches.isFork(position + i - first)) {
                push(start + i - first, position + i - first, length, 0);
                return;
            }
            if (array[i + 1] < 0) {
                return;
            }
        }
    }

    /** Appends a separator and a name to the first {@code before} bytes of the key, and returns the new length. */
    private int append(int before, int name) {
        byte[] array = names.array(name);
        int offset = names.offset(name);
        int length = NameRecords.length(array, offset);
        int from = NameRecords.start(array, offset);
        int to = before + 1;
        if (length > key.length - to - PIECE) {
            key = KeyBuilder.enlarged(key, to + (long) length, PIECE);
        }
        key[before] = StackTree.SEPARATOR;
        if (from + PIECE <= array.length) {
            // Most names are no longer than a piece. Copies of one fixed size save mispredicted branches.
            System.arraycopy(array, from, key, to, PIECE);
        }
        if (length > PIECE || from + PIECE > array.length) {
            System.arraycopy(array, from, key, to, length);
        }
        return to + length;
    }
}

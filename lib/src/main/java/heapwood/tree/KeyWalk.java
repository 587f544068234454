package heapwood.tree;

/**
 * What {@link StackTree#iterate} does; what it knows of a path is the length of the key up to there. The key is in one
 * buffer, in which names are written where their parents' keys end.
 */
final class KeyWalk extends TreeWalk {
    /** How many bytes are copied for a name that has no more; the buffer has room for as many behind the key. */
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

    /** Writes a separator and a name behind the first bytes of the key, and returns how many there are then. */
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
            // Most names are no longer than a piece, and one size for all of these spares the processor guesses.
            System.arraycopy(array, from, key, to, PIECE);
        }
        if (length > PIECE || from + PIECE > array.length) {
            System.arraycopy(array, from, key, to, length);
        }
        return to + length;
    }
}

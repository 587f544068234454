package heapwood.tree;

/** The walk behind {@link StackTree#walk}. A path is represented by its number of nodes, the root left out. */
final class NodeWalk extends TreeWalk {
    private static final byte[] NO_NAME = {};

    private final StackTree.NodeVisitor visitor;

    NodeWalk(CompactForest forest, Branches branches, StackTree.NodeVisitor visitor) {
        super(forest, branches, true);
        this.visitor = visitor;
    }

    void run(long total) {
        visitor.node(0, NO_NAME, 0, 0, 0, total);
        run(0, total);
    }

    @Override
    void along(int start, int position, int path, long total) {
        int[] array = slots.array(start);
        int bytes = Slots.bytesFrom(array);
        int first = slots.index(start);
        int depth = path;
        long left = total;
        for (int i = first; ; i++) {
            long self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
            if (self == CompactForest.LARGE) {
                self = forest.self(start + i - first);
            }
            report(++depth, array[i], self, left);
            left -= self;
            if (branches.isFork(position + i - first)) {
                push(start + i - first, position + i - first, depth, left);
                return;
            }
            if (array[i + 1] < 0) {
                return;
            }
        }
    }

    private void report(int depth, int name, long self, long total) {
        byte[] array = names.array(name);
        int offset = names.offset(name);
        visitor.node(depth, array, NameRecords.start(array, offset), NameRecords.length(array, offset), self, total);
    }
}

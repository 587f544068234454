package heapwood.tree;

/** What {@link StackTree#walk} does; what it knows of a path is how many nodes are on it, the root left out. */
final class NodeWalk extends TreeWalk {
    private static final byte[] NO_NAME = {};

    private final StackTree.NodeVisitor visitor;
    private final long total;

    NodeWalk(CompactForest forest, ForkIndex index, long total, StackTree.NodeVisitor visitor) {
        super(forest, index);
        this.total = total;
        this.visitor = visitor;
    }

    @Override
    int root() {
        visitor.node(0, NO_NAME, 0, 0, 0, total);
        return 0;
    }

    @Override
    void along(int start, int forkNode, int fork, int branch, int path) {
        int[] array = slots.array(start);
        int bytes = Slots.bytesFrom(array);
        int slot = start;
        int depth = path;
        long total = total(branch);
        for (int i = slots.index(start); ; i++) {
            long self = array[bytes + (i >>> 2)] >>> ((i & 3) << 3) & 0xFF;
            if (self == CompactForest.LARGE) {
                self = largeSelf(slot);
            }
            report(++depth, array[i], self, total);
            total -= self;
            if (slot == forkNode) {
                push(fork, depth);
                return;
            }
            if (array[i + 1] < 0) {
                return;
            }
            slot++;
        }
    }

    private void report(int depth, int name, long self, long total) {
        byte[] array = names.array(name);
        int offset = names.offset(name);
        visitor.node(depth, array, NameRecords.start(array, offset), NameRecords.length(array, offset), self, total);
    }
}

package heapwood.tree;

/**
 * A tree of stack traces in int-indexed arrays: one tree of a {@link CompactForest}, which explains the layout. Its results are
 * exactly those of {@link ReferenceTree}. It takes a few dozen objects, however many nodes there are.
 */
public final class CompactTree implements StackTree {
    private final CompactForest forest;
    private final int tree;

    /** Creates a tree in a forest of its own. */
    public CompactTree() {
        forest = new CompactForest();
        tree = forest.newTree();
    }

    CompactTree(CompactForest forest, int tree) {
        this.forest = forest;
        this.tree = tree;
    }

    /** Returns the forest that holds this tree. */
    public CompactForest forest() {
        return forest;
    }

    /** Returns this tree's handle in its forest. */
    public int handle() {
        return tree;
    }

    @Override
    public void insert(byte[] key, int offset, int length, long value) {
        forest.insert(tree, key, offset, length, value);
    }

    @Override
    public void iterate(KeyVisitor visitor) {
        forest.iterate(tree, visitor);
    }

    @Override
    public void walk(NodeVisitor visitor) {
        forest.walk(tree, visitor);
    }

    @Override
    public long nodeCount() {
        return forest.nodeCount(tree);
    }

    @Override
    public long total() {
        return forest.total(tree);
    }

    /** Returns the number of distinct names in the forest, the roots' names left out. Constant time. */
    public int nameCount() {
        return forest.nameCount();
    }
}

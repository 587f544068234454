package heapwood.tree;

final class CompactTreeTest extends StackTreeContract {
    @Override
    StackTree newTree() {
        return new CompactTree();
    }
}

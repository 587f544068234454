package heapwood.tree;

final class ReferenceTreeTest extends StackTreeContract {
    @Override
    StackTree newTree() {
        return new ReferenceTree();
    }
}

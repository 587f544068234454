package heapwood.tree;

import heapwood.ladder.ChildArrayTree;

final class ChildArrayTreeTest extends StackTreeContract {
    @Override
    StackTree newTree() {
        return new ChildArrayTree();
    }
}

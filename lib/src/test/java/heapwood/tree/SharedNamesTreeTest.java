package heapwood.tree;

import heapwood.ladder.SharedNamesTree;

final class SharedNamesTreeTest extends StackTreeContract {
    @Override
    StackTree newTree() {
        return new SharedNamesTree();
    }
}

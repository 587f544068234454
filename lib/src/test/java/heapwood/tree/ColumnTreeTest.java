package heapwood.tree;

import heapwood.ladder.ColumnTree;

final class ColumnTreeTest extends StackTreeContract {
    @Override
    StackTree newTree() {
        return new ColumnTree();
    }
}

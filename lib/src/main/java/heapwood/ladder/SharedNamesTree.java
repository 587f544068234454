package heapwood.ladder;

import heapwood.tree.ReferenceTree;

/**
 * A tree whose nodes share equal names: the first step. It has two live objects for each inner node, one for each leaf, and one
 * for each distinct name. It saves memory where names repeat. Where every name is new it saves nothing and costs a table more.
 */
public final class SharedNamesTree extends ReferenceTree {
    private final NameSet names;

    /** Creates a tree with names of its own. */
    public SharedNamesTree() {
        this(new NameSet());
    }

    /** Creates a tree that shares its names with others. */
    SharedNamesTree(NameSet names) {
        this.names = names;
    }

    @Override
    protected byte[] newName(byte[] key, int from, int to) {
        return names.of(key, from, to);
    }
}

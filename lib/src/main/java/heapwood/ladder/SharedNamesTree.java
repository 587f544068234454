package heapwood.ladder;

import heapwood.tree.ReferenceTree;

/**
 * The first step: nodes with the same name share it. Two live objects for each inner node, one for each leaf, and one for each
 * distinct name. It saves what names repeat; where every name is new it saves nothing, and the table comes on top.
 */
public final class SharedNamesTree extends ReferenceTree {
    private final NameSet names;

    /** A tree with names of its own. */
    public SharedNamesTree() {
        this(new NameSet());
    }

    /** A tree that shares its names with others. */
    SharedNamesTree(NameSet names) {
        this.names = names;
    }

    @Override
    protected byte[] newName(byte[] key, int from, int to) {
        return names.of(key, from, to);
    }
}

package heapwood.workload;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of tree, by the name that parameters and options give it. */
public enum TreeKind {
    /** The kind of {@link ReferenceTree}: objects, as in the original. */
    REFERENCE,

    /** The kind of {@link CompactTree}: int-indexed arrays. Trees that are made together share a {@link CompactForest}. */
    COMPACT;

    /**
     * Returns the kind with a name.
     *
     * @param name a name as {@link #toString} returns it, in upper or lower case
     * @throws IllegalArgumentException if no kind has that name; the message names all kinds
     */
    public static TreeKind of(String name) {
        for (TreeKind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        String known = Arrays.stream(values()).map(TreeKind::toString).collect(Collectors.joining(" or "));
        throw new IllegalArgumentException("there is no tree named \"" + name + "\": choose " + known);
    }

    /** Returns a new, empty tree that shares nothing with others. */
    public StackTree newTree() {
        return newTrees(1).get(0);
    }

    /**
     * Returns new, empty trees that are kept together: compact ones share one forest.
     *
     * @param number the number of trees, at least 0
     * @return the trees, in an unmodifiable list
     */
    public List<StackTree> newTrees(int number) {
        return switch (this) {
            case REFERENCE -> make(number, ReferenceTree::new);
            case COMPACT -> {
                CompactForest forest = new CompactForest();
                yield make(number, () -> forest.tree(forest.newTree()));
            }
        };
    }

    /**
     * Returns the objects that keep trees reachable: each reference tree itself, and each forest of the compact trees once.
     * A compact tree is a handle that can be made again.
     *
     * @param trees trees of either kind
     * @return the objects to hold, without duplicates
     */
    public static List<Object> holders(Collection<? extends StackTree> trees) {
        return trees.stream()
                .map(tree -> tree instanceof CompactTree compact ? compact.forest() : tree)
                .distinct()
                .toList();
    }

    private static List<StackTree> make(int number, Supplier<StackTree> maker) {
        return Stream.generate(maker).limit(number).toList();
    }

    /** Returns the kind's name in lower case, as {@link #of} takes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

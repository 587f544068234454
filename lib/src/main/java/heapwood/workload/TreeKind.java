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

/** The trees of the kit, by the names that parameters and options give them. */
public enum TreeKind {
    /** {@link ReferenceTree}: objects, as in the original. */
    REFERENCE,

    /** {@link CompactTree}: int-indexed arrays. Trees that are made together share a {@link CompactForest}. */
    COMPACT;

    /**
     * The kind with this name.
     *
     * @param name as {@link #toString} has it, in upper or lower case
     * @throws IllegalArgumentException if there is none; the message names all
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

    /** An empty tree that is kept alone. */
    public StackTree newTree() {
        return newTrees(1).get(0);
    }

    /**
     * Empty trees that are kept together.
     *
     * @param number how many, at least 0
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
     * What has to be kept so that trees live on: each reference tree itself; of compact trees each forest, once, for such a
     * tree is a handle that can be made again.
     *
     * @param trees of either kind
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

    /** The kind's name in lower case, as {@link #of} takes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

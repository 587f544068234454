package heapwood.workload;

import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trees of the kit, by the names that parameters and options give them. */
public enum TreeKind {
    /** {@link ReferenceTree}: objects, as in the original. */
    REFERENCE;

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

    /** An empty tree that shares nothing with others. */
    public StackTree newTree() {
        return newTrees(1).get(0);
    }

    /**
     * Empty trees that are kept together.
     *
     * @param number how many, at least 0
     */
    public List<StackTree> newTrees(int number) {
        return IntStream.range(0, number)
                .<StackTree>mapToObj(i -> new ReferenceTree())
                .toList();
    }

    /** The kind's name in lower case, as {@link #of} takes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package heapwood.lab.plan;

import heapwood.ladder.Layout;
import heapwood.ladder.Rung;
import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A workload of the same trees at one step of the ladder from objects to arrays, or in a reader's own layout.
 *
 * @param rung the step; null for a reader's own trees
 * @param own the reader's own trees; null for a step
 * @param forest the generated trees, whose own kind does not matter; null if there is a profile
 * @param profile the profile whose tree is built; null if there is a forest
 */
public record Climb(Rung rung, OwnTrees own, Forest forest, RealProfile profile) implements Workload {
    /** Checks that exactly one of step and own trees is given, and of forest and profile. */
    public Climb {
        if ((rung == null) == (own == null)) {
            throw new IllegalArgumentException("a climb takes a step or a class of trees, one of both");
        }
        if ((forest == null) == (profile == null)) {
            throw new IllegalArgumentException("a climb takes a forest or a profile, one of both");
        }
    }

    /**
     * Returns a step with generated trees.
     *
     * @param rung the step
     * @param forest the trees; their kind is ignored
     */
    public static Climb of(Rung rung, Forest forest) {
        return new Climb(rung, null, forest.as(TreeKind.REFERENCE), null);
    }

    /**
     * Returns a reader's own layout with generated trees.
     *
     * @param own the class of trees
     * @param forest the trees; their kind is ignored
     */
    public static Climb of(OwnTrees own, Forest forest) {
        return new Climb(null, own, forest.as(TreeKind.REFERENCE), null);
    }

    /**
     * Returns a reader's own layout with a profile's tree.
     *
     * @param own the class of trees
     * @param profile the profile; its kind of tree is ignored
     */
    public static Climb of(OwnTrees own, RealProfile profile) {
        return new Climb(null, own, null, profile.as(TreeKind.REFERENCE));
    }

    /**
     * Returns a step with a profile's tree.
     *
     * @param rung the step
     * @param profile the profile; its kind of tree is ignored
     */
    public static Climb of(Rung rung, RealProfile profile) {
        return new Climb(rung, null, null, profile.as(TreeKind.REFERENCE));
    }

    private Workload stacks() {
        return forest == null ? profile : forest;
    }

    /** Returns the reference tree's kind, since all steps get the heap that the reference tree needs. */
    @Override
    public TreeKind kind() {
        return TreeKind.REFERENCE;
    }

    @Override
    public long nodes() {
        return stacks().nodes();
    }

    @Override
    public long referenceObjects() {
        return stacks().referenceObjects();
    }

    @Override
    public long expectedBytes(boolean compressedReferences) {
        return stacks().expectedBytes(compressedReferences);
    }

    /** Returns a layout of these trees, in the child. */
    public Layout layout() {
        return own == null ? rung : own.layout();
    }

    @Override
    public StackTree newTree() {
        return layout().newTrees(1).get(0);
    }

    @Override
    public String classPath() {
        return own == null ? "" : own.classPath();
    }

    @Override
    public List<StackTree> build() {
        return buildWith(layout(), tree -> tree::insert);
    }

    /**
     * Makes the trees and inserts their stacks.
     *
     * @param layout the maker of the trees, from {@link #layout}
     * @param inserterOf returns what takes the stacks of a tree; called once a tree, before its first stack
     */
    public List<StackTree> buildWith(Layout layout, Function<StackTree, Inserter> inserterOf) {
        List<StackTree> trees = layout.newTrees(forest == null ? 1 : forest.trees());
        if (forest == null) {
            profile.insertInto(inserterOf.apply(trees.get(0)));
        } else {
            TreeGenerator generator = new TreeGenerator(forest.seed());
            for (StackTree tree : trees) {
                generator.insertFullKeys(inserterOf.apply(tree), forest.shape());
            }
        }
        return trees;
    }

    @Override
    public void insertInto(Inserter into) {
        stacks().insertInto(into);
    }

    @Override
    public String key() {
        return (own == null ? rung : own.key()) + ": " + stacks().key();
    }

    @Override
    public void describe(Map<Column, Object> row) {
        stacks().describe(row);
        row.put(Column.TREE, own == null ? rung : own.name());
    }

    /** Returns a text such as {@code names shared: reference tree of javac-cpu.collapsed.gz}. */
    @Override
    public String toString() {
        return Stream.of(own == null ? rung : own.name(), stacks())
                .map(Object::toString)
                .reduce((a, b) -> a + ": " + b)
                .orElseThrow();
    }
}

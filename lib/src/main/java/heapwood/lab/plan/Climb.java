package heapwood.lab.plan;

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
 * A workload of the same trees at one step of the ladder from objects to arrays.
 *
 * @param rung the step
 * @param forest the generated trees, whose own kind does not matter; null if there is a profile
 * @param profile the profile whose tree is built; null if there is a forest
 */
public record Climb(Rung rung, Forest forest, RealProfile profile) implements Workload {
    /** Checks that exactly one of forest and profile is given. */
    public Climb {
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
        return new Climb(rung, forest.as(TreeKind.REFERENCE), null);
    }

    /**
     * Returns a step with a profile's tree.
     *
     * @param rung the step
     * @param profile the profile; its kind of tree is ignored
     */
    public static Climb of(Rung rung, RealProfile profile) {
        return new Climb(rung, null, profile.as(TreeKind.REFERENCE));
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

    @Override
    public List<StackTree> build() {
        return buildWith(tree -> tree::insert);
    }

    /**
     * Makes the trees and inserts their stacks.
     *
     * @param inserterOf returns what takes the stacks of a tree; called once a tree, before its first stack
     */
    public List<StackTree> buildWith(Function<StackTree, Inserter> inserterOf) {
        List<StackTree> trees = rung.newTrees(forest == null ? 1 : forest.trees());
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
        return rung + ": " + stacks().key();
    }

    @Override
    public void describe(Map<String, Object> row) {
        stacks().describe(row);
        row.put("tree", rung);
    }

    /** Returns a text such as {@code names shared: reference tree of javac-cpu.collapsed.gz}. */
    @Override
    public String toString() {
        return Stream.of(rung, stacks())
                .map(Object::toString)
                .reduce((a, b) -> a + ": " + b)
                .orElseThrow();
    }
}

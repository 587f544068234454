package heapwood.ladder;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A step from objects to arrays. Each step gives up something that the step before it still has. */
public enum Rung implements Layout {
    /** Nodes as objects, each with a name and an array of children: the original's layout. */
    OBJECTS {
        @Override
        public List<StackTree> newTrees(int number) {
            return make(number, ReferenceTree::new);
        }
    },
    /** Nodes as objects that share equal names. */
    NAMES_SHARED {
        @Override
        public List<StackTree> newTrees(int number) {
            NameSet names = new NameSet();
            return make(number, () -> new SharedNamesTree(names));
        }
    },
    /** Nodes as objects, with the children of all nodes in one array. */
    CHILDREN_IN_ONE_ARRAY {
        @Override
        public List<StackTree> newTrees(int number) {
            NameSet names = new NameSet();
            return make(number, () -> new ChildArrayTree(names));
        }
    },
    /** Nodes and names as numbers, with their fields in columns: no object for a node, and none for a name. */
    NODES_IN_COLUMNS {
        @Override
        public List<StackTree> newTrees(int number) {
            NameColumn names = new NameColumn();
            return make(number, () -> new ColumnTree(names));
        }
    },
    /** All trees in the arrays of one forest. A first child needs no link, and totals are summed up during a walk. */
    ONE_FOREST {
        @Override
        public List<StackTree> newTrees(int number) {
            CompactForest forest = new CompactForest();
            return make(number, () -> forest.tree(forest.newTree()));
        }
    },
    /** Frozen trees, which cannot change any more and take a few bits a node. */
    FROZEN {
        @Override
        public List<StackTree> newTrees(int number) {
            return ONE_FOREST.newTrees(number);
        }

        @Override
        public List<Object> kept(List<StackTree> trees) {
            return trees.stream().<Object>map(FrozenTree::freeze).toList();
        }
    };

    /**
     * Returns the step with a name.
     *
     * @param name a name as {@link #toString} returns it
     * @throws IllegalArgumentException if no step has that name; the message names all steps
     */
    public static Rung of(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no step named \"" + name + "\": choose from " + Arrays.toString(values())));
    }

    /**
     * Returns the objects that hold filled trees in this step's form.
     *
     * @param trees trees made by {@link #newTrees}, filled
     * @return the trees themselves; or the one forest that holds them all; or the frozen trees
     */
    @Override
    public List<Object> kept(List<StackTree> trees) {
        return trees.stream()
                .<Object>map(tree -> tree instanceof CompactTree compact ? compact.forest() : tree)
                .distinct()
                .toList();
    }

    /**
     * Reports every node that an object from {@link #kept} holds, with its key.
     *
     * @param kept an object that {@link #kept} returned
     * @param visitor called once a node
     */
    @Override
    public void iterate(Object kept, StackTree.KeyVisitor visitor) {
        if (kept instanceof FrozenTree frozen) {
            frozen.iterate(visitor);
        } else if (kept instanceof CompactForest forest) {
            // Nothing was dropped, so handles are dense.
            for (int tree = 0; tree < forest.treeCount(); tree++) {
                forest.iterate(tree, visitor);
            }
        } else {
            ((StackTree) kept).iterate(visitor);
        }
    }

    @Override
    public OwnForest newForest() {
        if (this == ONE_FOREST) {
            return new SharedForest();
        }
        return () -> newTrees(1).get(0);
    }

    /** The compact trees of one forest. */
    private static final class SharedForest implements OwnForest {
        private final CompactForest forest = new CompactForest();

        @Override
        public StackTree newTree() {
            return forest.tree(forest.newTree());
        }

        @Override
        public void drop(StackTree tree) {
            forest.drop(((CompactTree) tree).handle());
        }
    }

    private static List<StackTree> make(int number, Supplier<StackTree> maker) {
        return Stream.generate(maker).limit(number).toList();
    }

    /** Returns the step's name in words, for example {@code names shared}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

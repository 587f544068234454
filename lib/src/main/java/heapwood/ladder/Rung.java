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

/** The steps from objects to arrays, each with what it gives up. */
public enum Rung {
    /** A node, a name and an array of children each: the original's layout. */
    OBJECTS {
        @Override
        public List<StackTree> newTrees(int number) {
            return make(number, ReferenceTree::new);
        }
    },
    /** No name of its own for each node. */
    NAMES_SHARED {
        @Override
        public List<StackTree> newTrees(int number) {
            NameSet names = new NameSet();
            return make(number, () -> new SharedNamesTree(names));
        }
    },
    /** No array of its own for each node's children. */
    CHILDREN_IN_ONE_ARRAY {
        @Override
        public List<StackTree> newTrees(int number) {
            NameSet names = new NameSet();
            return make(number, () -> new ChildArrayTree(names));
        }
    },
    /** No object for a node, and none for a name. */
    NODES_IN_COLUMNS {
        @Override
        public List<StackTree> newTrees(int number) {
            NameColumn names = new NameColumn();
            return make(number, () -> new ColumnTree(names));
        }
    },
    /** No columns of its own for each tree; a first child needs no link, and totals are summed up when asked for. */
    ONE_FOREST {
        @Override
        public List<StackTree> newTrees(int number) {
            CompactForest forest = new CompactForest();
            return make(number, () -> forest.tree(forest.newTree()));
        }
    },
    /** No change any more: a few bits a node. */
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
     * The step with this name.
     *
     * @param name as {@link #toString} has it
     * @throws IllegalArgumentException if there is none; the message names all
     */
    public static Rung of(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no step named \"" + name + "\": choose from " + Arrays.toString(values())));
    }

    /**
     * Empty trees that are kept together: they share what this step lets trees share.
     *
     * @param number how many, at least 0
     */
    public abstract List<StackTree> newTrees(int number);

    /**
     * What has to be kept so that filled trees live on, in this step's form.
     *
     * @param trees made by {@link #newTrees}, filled
     * @return the trees themselves; the forest that is all of them; or trees frozen
     */
    public List<Object> kept(List<StackTree> trees) {
        return trees.stream()
                .<Object>map(tree -> tree instanceof CompactTree compact ? compact.forest() : tree)
                .distinct()
                .toList();
    }

    /**
     * Reports every node of what is kept, with its key.
     *
     * @param kept one of those that {@link #kept} gave
     * @param visitor called once a node
     */
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

    private static List<StackTree> make(int number, Supplier<StackTree> maker) {
        return Stream.generate(maker).limit(number).toList();
    }

    /** In words: {@code names shared}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package heapwood.score;

import heapwood.ladder.OwnForest;
import heapwood.tree.StackTree;
import java.util.Arrays;
import java.util.List;

/** A caller's way to fill a tree, one that the contract allows. */
enum Style {
    /** Each key is an array of its own, and stays as it is. */
    PLAIN {
        @Override
        void insert(StackTree tree, List<Insert> inserts, Steps steps) {
            for (Insert insert : inserts) {
                steps.next();
                tree.insert(insert.key().clone(), insert.value());
            }
        }
    },
    /** Each key lies inside a longer array, between other bytes. */
    SLICES {
        @Override
        void insert(StackTree tree, List<Insert> inserts, Steps steps) {
            for (Insert insert : inserts) {
                steps.next();
                int length = insert.key().length;
                byte[] around = new byte[length + 5];
                Arrays.fill(around, (byte) 'x');
                System.arraycopy(insert.key(), 0, around, 3, length);
                tree.insert(around, 3, length, insert.value());
            }
        }
    },
    /** Each key is an array of its own, which the caller overwrites after the call. */
    OVERWRITTEN {
        @Override
        void insert(StackTree tree, List<Insert> inserts, Steps steps) {
            for (Insert insert : inserts) {
                steps.next();
                byte[] key = insert.key().clone();
                tree.insert(key, 0, key.length, insert.value());
                Arrays.fill(key, (byte) '#');
            }
        }
    },
    /** All keys come one after the other in the same array. */
    REUSED {
        @Override
        void insert(StackTree tree, List<Insert> inserts, Steps steps) {
            int longest = inserts.stream()
                    .mapToInt(insert -> insert.key().length)
                    .max()
                    .orElse(0);
            byte[] buffer = new byte[longest];
            for (Insert insert : inserts) {
                steps.next();
                System.arraycopy(insert.key(), 0, buffer, 0, insert.key().length);
                tree.insert(buffer, 0, insert.key().length, insert.value());
            }
        }
    },
    /** The tree is walked after each insertion. */
    WALKED {
        @Override
        void insert(StackTree tree, List<Insert> inserts, Steps steps) {
            for (Insert insert : inserts) {
                steps.next();
                tree.insert(insert.key().clone(), insert.value());
                tree.walk((depth, names, offset, length, self, total) -> {});
            }
        }
    },
    /** A second tree gets the same keys in the opposite order, between those of the first. */
    TWO_TREES {
        @Override
        List<StackTree> fill(OwnForest forest, List<Insert> inserts, Steps steps) {
            StackTree first = forest.newTree();
            StackTree second = forest.newTree();
            for (int i = 0; i < inserts.size(); i++) {
                steps.next();
                Insert one = inserts.get(i);
                Insert other = inserts.get(inserts.size() - 1 - i);
                first.insert(one.key().clone(), one.value());
                second.insert(other.key().clone(), other.value());
            }
            return List.of(first, second);
        }
    },
    /** An equal tree was filled and dropped before. */
    DROPPED {
        @Override
        List<StackTree> fill(OwnForest forest, List<Insert> inserts, Steps steps) {
            StackTree before = forest.newTree();
            PLAIN.insert(before, inserts, steps);
            forest.drop(before);
            StackTree tree = forest.newTree();
            PLAIN.insert(tree, inserts, steps);
            return List.of(tree);
        }
    };

    /** A counter of insertions, read when one does not return. */
    static final class Steps {
        private volatile int number;

        void next() {
            number++;
        }

        int number() {
            return number;
        }
    }

    /**
     * Makes and fills trees, all of which are then to answer like a tree with all insertions.
     *
     * @param forest a new forest
     * @param inserts the insertions
     * @param steps a counter of insertions begun
     */
    List<StackTree> fill(OwnForest forest, List<Insert> inserts, Steps steps) {
        StackTree tree = forest.newTree();
        insert(tree, inserts, steps);
        return List.of(tree);
    }

    void insert(StackTree tree, List<Insert> inserts, Steps steps) {
        throw new UnsupportedOperationException(name());
    }
}

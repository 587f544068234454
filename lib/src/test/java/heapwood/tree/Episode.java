package heapwood.tree;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two forests and what their trees must answer, and operations on both sides. Any difference is an AssertionError.
 *
 * <p>What an operation returns is compared always, and after it the number of nodes and the total of the tree that it was about. One
 * of four trees is compared as a whole before it is dropped. The <em>complete check</em> of a forest is a walk through all its structures ({@link
 * ForestCheck}) and a comparison of all that its trees report. An episode ends with that of both forests, and with a walk through
 * their structures when all trees are dropped. Besides, it comes after a random one of so many operations: see {@link
 * #Episode(NameSet, long, int, int, Failures)}.
 */
final class Episode {
    /** The structures of a forest of more nodes than this are walked more seldom: of one that is n times larger, at each nth turn. */
    private static final int MANY = 2000;

    /** Trees of more nodes than this do not grow by being merged or copied. */
    private static final int LARGE = 1000;

    private static final int MOST_TREES = 5;

    /** If each operation is followed by a check, the trees that it was not about are compared at every so many. */
    private static final int EVERYTHING = 8;

    private final class Tree {
        final Side side;
        final int handle;
        final OracleTree oracle = new OracleTree(names);

        Tree(Side side, int handle) {
            this.side = side;
            this.handle = handle;
        }
    }

    /** A forest, and the ranks of the frames interned in it, by id. */
    private static final class Side {
        final CompactForest forest;

        /** Whether the forest has so little room that operations may find it full. */
        final boolean narrow;

        final List<Tree> trees = new ArrayList<>();
        int[] frames = new int[16];
        int interned;

        Side(CompactForest forest, boolean narrow) {
            this.forest = forest;
            this.narrow = narrow;
        }
    }

    /** What a visitor throws. */
    private static final class Thrown extends RuntimeException {
        Thrown() {
            super(null, null, false, false);
        }
    }

    /** What ends an operation that found its forest full. */
    private static final class Full extends RuntimeException {
        Full() {
            super(null, null, false, false);
        }
    }

    /** Where an allocation fails, on purpose. */
    interface Failures {
        /** Runs an operation until it succeeds; after each failure, {@code unchanged} has to hold. */
        void run(Runnable operation, Runnable unchanged);
    }

    private static final ForestCheck CHECK = new ForestCheck();

    private final NameSet names;
    private final KeySource keys;
    private final int each;
    private final Failures failures;
    private final Side[] sides = new Side[2];
    private int step;

    /** The number of nodes that could have been walked since the last walk through structures, at {@link #MANY} a turn. */
    private long unchecked;

    /** The tree that the present operation is about. */
    private Tree touched;

    private SplittableRandom random;

    /**
     * Makes two empty forests.
     *
     * @param size how large trees may become: 0 small, 1 larger
     * @param each the number of operations of which, at random, one is followed by a complete check; 1 for a walk through the
     *     structures after each operation, a comparison of the tree that it changed, and a complete check after every eighth
     */
    Episode(NameSet names, long seed, int size, int each, Failures failures) {
        this.names = names;
        this.each = each;
        this.failures = failures;
        keys = new KeySource(names, seed, size);
        SplittableRandom shape = new SplittableRandom(~seed);
        boolean narrow = size == 0 && shape.nextInt(24) == 0;
        for (int i = 0; i < sides.length; i++) {
            int slots = narrow ? 64 << shape.nextInt(6) : Integer.MAX_VALUE - 0xFFFF;
            long nameBytes = narrow ? 0x1_0000L << shape.nextInt(2) : 1L << 33;
            sides[i] = new Side(new CompactForest(slots, nameBytes, shape.nextLong()), narrow);
        }
    }

    void run(Operation operation) {
        random = new SplittableRandom(operation.seed());
        touched = null;
        Side side = sides[random.nextInt(5) == 0 ? 1 : 0];
        try {
            run(operation.kind(), side);
        } catch (Full e) {
            Check.that(side.narrow, "a forest with much room is not full");
        }
        step++;
        if (each == 1 || random.nextInt(each) == 0) {
            check(side, operation.kind().changes);
        } else if (touched != null && side.trees.contains(touched)) {
            compareSums(touched);
        }
    }

    private void run(Operation.Kind kind, Side side) {
        switch (kind) {
            case INSERT -> insert(any(side));
            case INSERT_IDS -> insertIds(any(side));
            case INTERN -> intern(side, keys.frame(random));
            case READ -> read(any(side));
            case NEW_TREE -> newTree(side);
            case DROP -> dropOneOrAll(any(side));
            case RECLAIM -> reclaim(side);
            case MERGE -> merge(any(side), any(side));
            case MERGE_SELF -> mergeSelf(any(side));
            case MERGE_OTHER_FOREST -> merge(any(side), any(other(side)));
            case THROW_IN_VISITOR -> throwInVisitor(any(side));
            case CALL_BACK -> callBack(any(side));
            case COPY_BY_WALKING -> copyByWalking(any(side));
            case WRONG -> wrong(any(side));
            case FREEZE -> freeze(any(side));
            case DEEP -> deep(any(side));
        }
    }

    /** Checks and compares everything, whatever its size. */
    void finish() {
        for (Side side : sides) {
            CHECK.check(side.forest);
            compare(side);
        }
        for (Side side : sides) {
            for (Tree tree : side.trees) {
                side.forest.drop(tree.handle);
            }
            CHECK.check(side.forest);
            Check.same(0, side.forest.treeCount(), "trees when all are dropped");
            Check.same(side.interned, side.forest.nameCount(), "names when all trees are gone");
        }
    }

    private void check(Side side, boolean changes) {
        long nodes = 0;
        for (Tree tree : side.trees) {
            nodes += tree.oracle.nodes;
        }
        unchecked += MANY;
        if (unchecked < nodes) {
            return;
        }
        unchecked = 0;
        CHECK.check(side.forest);
        if (each > 1 || step % EVERYTHING == 0 || touched == null) {
            compare(side);
        } else if (changes && side.trees.contains(touched)) {
            compare(touched);
        }
    }

    private void compare(Side side) {
        Check.same(side.trees.size(), side.forest.treeCount(), "trees");
        for (Tree tree : side.trees) {
            compare(tree);
        }
    }

    private void compare(Tree tree) {
        CompactForest forest = tree.side.forest;
        compareSums(tree);
        if ((step & 1) == 0) {
            OracleTree.Keys expected = tree.oracle.keys();
            forest.iterate(tree.handle, expected);
            expected.finish();
        } else {
            OracleTree.Nodes expected = tree.oracle.nodes();
            forest.walk(tree.handle, expected);
            expected.finish();
        }
    }

    private static void compareSums(Tree tree) {
        Check.same(tree.oracle.nodes, tree.side.forest.nodeCount(tree.handle), "nodes");
        Check.same(tree.oracle.total, tree.side.forest.total(tree.handle), "total");
    }

    /** Runs what may fail for lack of memory or of room in the forest, and must then leave all as it was. */
    private void attempt(Runnable operation) {
        failures.run(
                () -> {
                    try {
                        operation.run();
                    } catch (IllegalStateException e) {
                        throw new Full();
                    }
                },
                () -> {
                    for (Side side : sides) {
                        CHECK.check(side.forest);
                        step++;
                        compare(side);
                    }
                });
    }

    private Tree any(Side side) {
        touched = side.trees.isEmpty() ? newTree(side) : side.trees.get(random.nextInt(side.trees.size()));
        return touched;
    }

    private Tree newTree(Side side) {
        if (side.trees.size() >= MOST_TREES) {
            drop(side.trees.get(random.nextInt(side.trees.size())));
        }
        int[] handle = new int[1];
        attempt(() -> handle[0] = side.forest.newTree());
        for (Tree tree : side.trees) {
            Check.that(tree.handle != handle[0], "a handle is given out once");
        }
        Tree tree = new Tree(side, handle[0]);
        side.trees.add(tree);
        return tree;
    }

    /** After all are dropped, pages of names are empty that have been full. */
    private void dropOneOrAll(Tree tree) {
        drop(tree);
        if (random.nextInt(12) == 0) {
            while (!tree.side.trees.isEmpty()) {
                drop(tree.side.trees.get(0));
            }
        }
    }

    private void drop(Tree tree) {
        if (random.nextInt(4) == 0) {
            compare(tree);
        }
        attempt(() -> tree.side.forest.drop(tree.handle));
        tree.side.trees.remove(tree);
    }

    private void reclaim(Side side) {
        int nodes = random.nextInt(8) == 0 ? Integer.MAX_VALUE : random.nextInt(300) - 10;
        boolean[] left = new boolean[1];
        attempt(() -> left[0] = side.forest.reclaim(nodes));
        Check.that(nodes < Integer.MAX_VALUE || !left[0], "all is reclaimed");
    }

    private void insert(Tree tree) {
        insert(tree, keys.key(random), KeySource.value(random));
    }

    private void insert(Tree tree, int[] frames, long value) {
        byte[] key = names.join(frames);
        int offset = random.nextInt(3);
        byte[] array = key;
        if (offset > 0) {
            array = new byte[offset + key.length + random.nextInt(3)];
            Arrays.fill(array, (byte) (random.nextBoolean() ? ';' : 'a'));
            System.arraycopy(key, 0, array, offset, key.length);
        }
        byte[] inserted = array;
        attempt(() -> tree.side.forest.insert(tree.handle, inserted, offset, key.length, value));
        Arrays.fill(inserted, (byte) 'z');
        tree.oracle.insert(frames, value);
    }

    private int intern(Side side, int frame) {
        int known = 0;
        while (known < side.interned && side.frames[known] != frame) {
            known++;
        }
        int[] id = new int[1];
        attempt(() -> id[0] = side.forest.intern(names.name(frame)));
        Check.same(known, id[0], "id of a frame");
        if (known == side.interned) {
            if (known == side.frames.length) {
                side.frames = Arrays.copyOf(side.frames, 2 * known);
            }
            side.frames[side.interned++] = frame;
        }
        return known;
    }

    /** A key of frames that were interned: most of them before, so that ids do not become many. */
    private int[] ids(Side side) {
        int[] ids = new int[1 + random.nextInt(6)];
        for (int i = 0; i < ids.length; i++) {
            boolean old = side.interned > 0 && (side.interned > 20 || random.nextInt(4) > 0);
            ids[i] = old ? random.nextInt(side.interned) : intern(side, keys.frame(random));
        }
        return ids;
    }

    private static int[] frames(Side side, int[] ids) {
        int[] frames = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            frames[i] = side.frames[ids[i]];
        }
        return frames;
    }

    private void insertIds(Tree tree) {
        int[] ids = ids(tree.side);
        long value = KeySource.value(random);
        int offset = random.nextInt(3);
        int[] array = new int[offset + ids.length + random.nextInt(3)];
        System.arraycopy(ids, 0, array, offset, ids.length);
        attempt(() -> tree.side.forest.insert(tree.handle, array, offset, ids.length, value));
        Arrays.fill(array, -1);
        tree.oracle.insert(frames(tree.side, ids), value);
    }

    private void read(Tree tree) {
        CompactForest forest = tree.side.forest;
        int[] frames = keys.key(random);
        byte[] key = names.join(frames);
        OracleTree.Node expected = tree.oracle.find(frames);
        boolean[] contains = new boolean[1];
        long[] values = new long[2];
        boolean sum = random.nextInt(4) == 0;
        attempt(() -> {
            contains[0] = forest.contains(tree.handle, key, 0, key.length);
            values[0] = forest.self(tree.handle, key, 0, key.length);
            values[1] = sum ? forest.total(tree.handle, key, 0, key.length) : 0;
        });
        Check.that(contains[0] == (expected != null), "a node is found if it is there");
        Check.same(expected == null ? 0 : expected.self, values[0], "self of a key");
        Check.same(expected == null || !sum ? 0 : OracleTree.total(expected), values[1], "total of a key");
    }

    private void merge(Tree tree, Tree source) {
        if (tree.oracle.nodes + source.oracle.nodes > LARGE && tree != source) {
            drop(source);
            return;
        }
        attempt(() -> tree.side.forest.merge(tree.handle, source.side.forest, source.handle));
        tree.oracle.merge(source.oracle);
        touched = tree;
        if (random.nextInt(each == 1 ? 1 : 8) == 0) {
            compare(source);
        }
    }

    private Side other(Side side) {
        return side == sides[0] ? sides[1] : sides[0];
    }

    private void mergeSelf(Tree tree) {
        merge(tree, tree);
    }

    private void throwInVisitor(Tree tree) {
        int after = random.nextInt(1 + (int) tree.oracle.nodes);
        int[] seen = {0};
        try {
            if (random.nextBoolean()) {
                tree.side.forest.iterate(tree.handle, (key, length, self) -> {
                    if (seen[0]++ == after) {
                        throw new Thrown();
                    }
                });
            } else {
                tree.side.forest.walk(tree.handle, (depth, names, offset, length, self, total) -> {
                    if (seen[0]++ == after) {
                        throw new Thrown();
                    }
                });
            }
            Check.same(after, tree.oracle.nodes, "nodes that a visitor saw");
        } catch (Thrown e) {
            Check.same(after + 1L, seen[0], "nodes that a visitor saw until it threw");
        }
    }

    /** A visitor that reads the tree it visits, and reads and changes another one. */
    private void callBack(Tree tree) {
        CompactForest forest = tree.side.forest;
        Tree other = any(tree.side);
        SplittableRandom inner = random.split();
        OracleTree.Keys expected = tree.oracle.keys();
        int[] left = {3};
        forest.iterate(tree.handle, (key, length, self) -> {
            expected.node(key, length, self);
            if (left[0] == 0 || inner.nextInt(4) > 0) {
                return;
            }
            left[0]--;
            if (length > 1) {
                Check.that(forest.contains(tree.handle, key, 2, length - 2), "a reported key is there");
                Check.same(self, forest.self(tree.handle, key, 2, length - 2), "self of a reported key");
            }
            switch (inner.nextInt(5)) {
                case 0 -> {
                    OracleTree.Nodes nodes = tree.oracle.nodes();
                    forest.walk(tree.handle, nodes);
                    nodes.finish();
                }
                case 1 -> {
                    if (other != tree && !tree.side.narrow) {
                        int[] frames = keys.key(inner);
                        byte[] inserted = names.join(frames);
                        forest.insert(other.handle, inserted, 0, inserted.length, self);
                        other.oracle.insert(frames, self);
                    }
                }
                case 2 -> {
                    if (other != tree && !tree.side.narrow && other.oracle.nodes + tree.oracle.nodes < LARGE) {
                        forest.merge(other.handle, forest, tree.handle);
                        other.oracle.merge(tree.oracle);
                    }
                }
                case 3 -> {
                    if (!tree.side.narrow) {
                        int passing = forest.newTree();
                        forest.merge(passing, forest, tree.handle);
                        forest.drop(passing);
                    }
                }
                default -> {
                    try {
                        forest.walk(other.handle, (depth, names, offset, nameLength, s, t) -> {
                            throw new Thrown();
                        });
                        throw new AssertionError("a visitor's exception was lost");
                    } catch (Thrown e) {
                        // As it must be.
                    }
                }
            }
        });
        expected.finish();
    }

    /** What people do: each key of one tree is inserted into another of the same forest, during the walk. */
    private void copyByWalking(Tree tree) {
        if (tree.side.narrow || tree.oracle.nodes > LARGE) {
            drop(tree);
            return;
        }
        Tree copy = newTree(tree.side);
        if (!tree.side.trees.contains(tree)) {
            return;
        }
        CompactForest forest = tree.side.forest;
        touched = copy;
        forest.iterate(tree.handle, (key, length, self) -> {
            if (length > 1) {
                forest.insert(copy.handle, key, 2, length - 2, self);
            }
        });
        copy.oracle.merge(tree.oracle);
    }

    private void wrong(Tree tree) {
        CompactForest forest = tree.side.forest;
        byte[] key = {'a', ';', 'b'};
        int[] ids = ids(tree.side);
        int unknown = tree.side.interned + random.nextInt(3);
        int none = tree.handle + 1000 + random.nextInt(3);
        switch (random.nextInt(7)) {
            case 0 -> refused(tree.side, IllegalArgumentException.class, () -> forest.insert(none, key, 0, 3, 1));
            case 1 ->
                refused(tree.side, IndexOutOfBoundsException.class, () -> forest.insert(tree.handle, key, 2, 2, 1));
            case 2 ->
                refused(
                        tree.side,
                        IllegalArgumentException.class,
                        () -> forest.insert(tree.handle, new int[] {unknown}, 0, 1, 1));
            case 3 -> {
                int[] longer = Arrays.copyOf(ids, ids.length + 1 + random.nextInt(3));
                Arrays.fill(longer, ids.length, longer.length, unknown);
                refused(
                        tree.side,
                        IllegalArgumentException.class,
                        () -> forest.insert(tree.handle, longer, 0, longer.length, 1));
            }
            case 4 -> refused(tree.side, IllegalArgumentException.class, () -> forest.intern(key));
            case 5 -> refused(tree.side, IllegalArgumentException.class, () -> forest.drop(none));
            default ->
                refused(tree.side, IllegalArgumentException.class, () -> forest.merge(tree.handle, forest, none));
        }
    }

    private static void refused(Side side, Class<? extends RuntimeException> expected, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            boolean full = side.narrow && e instanceof IllegalStateException;
            Check.that(full || expected.isInstance(e), "a wrong call is refused as such");
            return;
        }
        throw new AssertionError("a wrong call was not refused");
    }

    private void freeze(Tree tree) {
        FrozenTree[] read = new FrozenTree[1];
        attempt(() -> {
            try {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                FrozenTree.freeze(tree.side.forest.tree(tree.handle)).write(out);
                read[0] = FrozenTree.read(new ByteArrayInputStream(out.toByteArray()));
            } catch (IOException e) {
                throw new AssertionError("a frozen tree cannot be read", e);
            }
        });
        FrozenTree frozen = read[0];
        Check.same(tree.oracle.nodes, frozen.nodeCount(), "nodes of a frozen tree");
        Check.same(tree.oracle.total, frozen.total(), "total of a frozen tree");
        OracleTree.Keys expected = tree.oracle.keys();
        attempt(() -> frozen.iterate((key, length, self) -> {}));
        frozen.iterate(expected);
        expected.finish();
        for (int i = 0; i < 4; i++) {
            int[] frames = keys.key(random);
            byte[] key = names.join(frames);
            OracleTree.Node node = tree.oracle.find(frames);
            Check.that(frozen.contains(key, 0, key.length) == (node != null), "a frozen node is found if it is there");
            Check.same(node == null ? 0 : node.self, frozen.self(key, 0, key.length), "self of a frozen key");
        }
        if (tree.oracle.nodes < LARGE) {
            Tree thawed = newTree(tree.side);
            attempt(() -> frozen.thaw(tree.side.forest.tree(thawed.handle)));
            thawed.oracle.merge(tree.oracle);
        }
    }

    /** So many nodes with one name that its count of references is at its limits, and a long way down. */
    private void deep(Tree tree) {
        int frame = keys.frame(random);
        int[] frames = new int[20_000 + random.nextInt(48_000)];
        Arrays.fill(frames, names.name(frame).length > 20 ? names.shortName() : frame);
        if (random.nextBoolean()) {
            insert(tree, frames, KeySource.value(random));
        } else {
            int[] ids = new int[frames.length];
            Arrays.fill(ids, intern(tree.side, frames[0]));
            attempt(() -> tree.side.forest.insert(tree.handle, ids, 0, ids.length, 1));
            tree.oracle.insert(frames, 1);
        }
        CHECK.check(tree.side.forest);
    }
}

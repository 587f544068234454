package heapwood.tree;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Two forests and what their trees must answer, and operations on both sides. After each operation the forest is checked
 * ({@link ForestCheck}) and its answers are compared with those of the oracles: always if the forest is small, and now and then
 * if it is not. Any difference is an AssertionError.
 */
final class Episode {
    /** A forest of so many nodes is checked after each operation; one that is n times larger, after each nth. */
    private static final int SMALL = Integer.getInteger("heapwood.checked", 50);

    /** Trees of more nodes than this do not grow by being merged or copied. */
    private static final int LARGE = 1000;

    private static final int MOST_TREES = 5;

    /** At every so many operations all trees are compared, else the one that changed. */
    private static final int EVERYTHING = 8;

    private static final class Tree {
        final Side side;
        final int handle;
        final OracleTree oracle = new OracleTree();

        Tree(Side side, int handle) {
            this.side = side;
            this.handle = handle;
        }
    }

    /** A forest, the frames interned in it, and the handles that were dropped. */
    private static final class Side {
        final CompactForest forest = new CompactForest();
        final List<byte[]> frames = new ArrayList<>();
        final List<Tree> trees = new ArrayList<>();
    }

    /** What a visitor throws. */
    private static final class Thrown extends RuntimeException {}

    /** Where an allocation fails, on purpose. */
    interface Failures {
        /** Runs an operation until it succeeds; after each failure, {@code unchanged} has to hold. */
        void run(Runnable operation, Runnable unchanged);
    }

    private static final ForestCheck CHECK = new ForestCheck();

    private final KeySource keys;
    private final Failures failures;
    private final Side[] sides = {new Side(), new Side()};
    private int step;

    /** How many nodes could have been checked since the last check, at {@link #SMALL} an operation. */
    private long unchecked;

    /** The tree that the present operation is about. */
    private Tree touched;

    private Random random;

    Episode(long seed, int size, Failures failures) {
        keys = new KeySource(seed, size);
        this.failures = failures;
    }

    void run(Operation operation) {
        random = new Random(operation.seed());
        touched = null;
        Side side = sides[random.nextInt(5) == 0 ? 1 : 0];
        switch (operation.kind()) {
            case INSERT -> insert(any(side));
            case INSERT_IDS -> insertIds(any(side));
            case INTERN -> intern(side, keys.frame(random));
            case READ -> read(any(side));
            case NEW_TREE -> newTree(side);
            case DROP -> drop(any(side));
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
        check(side);
    }

    /** Checks and compares everything, whatever its size. */
    void finish() {
        for (Side side : sides) {
            CHECK.check(side.forest);
            compare(side);
        }
        for (Side side : sides) {
            while (!side.trees.isEmpty()) {
                drop(side.trees.get(0));
            }
            CHECK.check(side.forest);
            Check.same(side.frames.size(), side.forest.nameCount(), "names when all trees are gone");
        }
    }

    private void check(Side side) {
        step++;
        long nodes = 0;
        for (Tree tree : side.trees) {
            nodes += tree.oracle.nodes;
        }
        unchecked += SMALL;
        if (unchecked < nodes) {
            return;
        }
        unchecked = 0;
        CHECK.check(side.forest);
        if (step % EVERYTHING == 0 || touched == null) {
            compare(side);
        } else if (side.trees.contains(touched)) {
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
        Check.same(tree.oracle.nodes, forest.nodeCount(tree.handle), "nodes");
        Check.same(tree.oracle.total, forest.total(tree.handle), "total");
        if ((step & 1) == 0) {
            OracleTree.Keys keys = tree.oracle.keys();
            forest.iterate(tree.handle, keys);
            keys.finish();
        } else {
            OracleTree.Nodes nodes = tree.oracle.nodes();
            forest.walk(tree.handle, nodes);
            nodes.finish();
        }
    }

    /** Runs what may fail for lack of memory, and must then leave all as it was. */
    private void attempt(Runnable operation) {
        failures.run(operation, () -> {
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

    private void drop(Tree tree) {
        attempt(() -> tree.side.forest.drop(tree.handle));
        tree.side.trees.remove(tree);
    }

    private void insert(Tree tree) {
        byte[][] frames = keys.key(random);
        insert(tree, frames, KeySource.value(random));
    }

    private void insert(Tree tree, byte[][] frames, long value) {
        byte[] key = KeySource.join(frames);
        int offset = random.nextInt(3);
        byte[] array = new byte[offset + key.length + random.nextInt(3)];
        Arrays.fill(array, (byte) (random.nextBoolean() ? ';' : 'a'));
        System.arraycopy(key, 0, array, offset, key.length);
        attempt(() -> tree.side.forest.insert(tree.handle, array, offset, key.length, value));
        Arrays.fill(array, (byte) 'z');
        tree.oracle.insert(frames, value);
    }

    private int intern(Side side, byte[] frame) {
        int known = -1;
        for (int i = 0; i < side.frames.size() && known < 0; i++) {
            known = Arrays.equals(side.frames.get(i), frame) ? i : -1;
        }
        int[] id = new int[1];
        attempt(() -> id[0] = side.forest.intern(frame));
        Check.same(known < 0 ? side.frames.size() : known, id[0], "id of a frame");
        if (known < 0) {
            side.frames.add(frame);
        }
        return id[0];
    }

    /** A key of frames that were interned: most of them before, so that ids do not become many. */
    private int[] ids(Side side) {
        int[] ids = new int[1 + random.nextInt(6)];
        for (int i = 0; i < ids.length; i++) {
            boolean old = !side.frames.isEmpty() && (side.frames.size() > 20 || random.nextInt(4) > 0);
            ids[i] = old ? random.nextInt(side.frames.size()) : intern(side, keys.frame(random));
        }
        return ids;
    }

    private static byte[][] frames(Side side, int[] ids) {
        byte[][] frames = new byte[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            frames[i] = side.frames.get(ids[i]);
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
        byte[][] frames = keys.key(random);
        byte[] key = KeySource.join(frames);
        OracleTree.Node expected = tree.oracle.find(frames);
        boolean[] contains = new boolean[1];
        long[] values = new long[2];
        attempt(() -> {
            contains[0] = forest.contains(tree.handle, key, 0, key.length);
            values[0] = forest.self(tree.handle, key, 0, key.length);
            values[1] = forest.total(tree.handle, key, 0, key.length);
        });
        Check.that(contains[0] == (expected != null), "a node is found if it is there");
        Check.same(expected == null ? 0 : expected.self, values[0], "self of a key");
        Check.same(expected == null ? 0 : OracleTree.total(expected), values[1], "total of a key");
    }

    private void merge(Tree tree, Tree source) {
        if (tree.oracle.nodes + source.oracle.nodes > LARGE && tree != source) {
            drop(source);
            return;
        }
        attempt(() -> tree.side.forest.merge(tree.handle, source.side.forest, source.handle));
        tree.oracle.merge(source.oracle);
        touched = tree;
        compare(source);
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
        Random inner = new Random(random.nextLong());
        OracleTree.Keys expected = tree.oracle.keys();
        int[] left = {6};
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
            switch (inner.nextInt(3)) {
                case 0 -> {
                    OracleTree.Nodes nodes = tree.oracle.nodes();
                    forest.walk(tree.handle, nodes);
                    nodes.finish();
                }
                case 1 -> {
                    if (other != tree) {
                        byte[][] frames = keys.key(inner);
                        byte[] inserted = KeySource.join(frames);
                        forest.insert(other.handle, inserted, 0, inserted.length, self);
                        other.oracle.insert(frames, self);
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
        if (tree.oracle.nodes > LARGE) {
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
        int unknown = tree.side.frames.size() + random.nextInt(3);
        int none = tree.handle + 1000 + random.nextInt(3);
        switch (random.nextInt(7)) {
            case 0 -> refused(IllegalArgumentException.class, () -> forest.insert(none, key, 0, 3, 1));
            case 1 -> refused(IndexOutOfBoundsException.class, () -> forest.insert(tree.handle, key, 2, 2, 1));
            case 2 ->
                refused(IllegalArgumentException.class, () -> forest.insert(tree.handle, new int[] {unknown}, 0, 1, 1));
            case 3 -> {
                int[] longer = Arrays.copyOf(ids, ids.length + 1 + random.nextInt(3));
                Arrays.fill(longer, ids.length, longer.length, unknown);
                refused(IllegalArgumentException.class, () -> forest.insert(tree.handle, longer, 0, longer.length, 1));
            }
            case 4 -> refused(IllegalArgumentException.class, () -> forest.intern(key));
            case 5 -> refused(IllegalArgumentException.class, () -> forest.drop(none));
            default -> refused(IllegalArgumentException.class, () -> forest.merge(tree.handle, forest, none));
        }
    }

    private static void refused(Class<? extends RuntimeException> expected, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            Check.that(expected.isInstance(e), "a wrong call is refused as such");
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
            byte[][] frames = keys.key(random);
            byte[] key = KeySource.join(frames);
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
        byte[] frame = keys.frame(random);
        byte[][] frames = new byte[20_000 + random.nextInt(48_000)][];
        Arrays.fill(frames, frame.length > 20 ? new byte[] {'r'} : frame);
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

package heapwood.tree;

import java.util.Arrays;

/**
 * Adds a frozen tree to one of a forest, node by node: no keys are built, whose lengths together grow with the square of a tree's
 * depth. As {@link Merge} does, it makes the nodes that are missing first, takes them back if that fails, and then adds the values.
 */
final class Thaw {
    private static final int[] NO_NODES = {};

    private final FrozenTree source;
    private final FrozenNames sourceNames;
    private final CompactForest target;
    private final int tree;

    /** frozen name -> its name in the forest, which counts a reference more during the call, or 0 while that is not known. */
    private final int[] names;

    /** depth -> the node of the target that is on the path to the present one. */
    private int[] path = new int[16];

    /** Nodes of the target that get a value, and their values. */
    private int[] valued = NO_NODES;

    private long[] values = new long[0];
    private int valuedCount;

    /** Nodes made, in their order. */
    private int[] made = NO_NODES;

    private int madeCount;
    private int newLargeSelfs;

    Thaw(FrozenTree source, FrozenNames sourceNames, CompactForest target, int tree) {
        this.source = source;
        this.sourceNames = sourceNames;
        this.target = target;
        this.tree = tree;
        names = new int[sourceNames.count()];
    }

    void run() {
        try {
            makeNodes();
            target.largeSelfs.reserve(newLargeSelfs);
        } catch (RuntimeException | Error e) {
            while (madeCount > 0) {
                target.writer.removeLast(tree, made[--madeCount]);
            }
            throw e;
        } finally {
            for (int name : names) {
                if (name != 0) {
                    target.names.release(name);
                }
            }
        }
        addValues();
    }

    private void makeNodes() {
        FrozenCursor cursor = source.cursor();
        cursor.next();
        path[0] = target.trees.root(tree);
        for (long i = 1; i < source.nodeCount(); i++) {
            cursor.next();
            int depth = cursor.depth();
            path = room(path, depth);
            path[depth] = node(path[depth - 1], cursor.name());
            if (cursor.self() != 0) {
                addValue(path[depth], cursor.self());
            }
        }
    }

    private void addValue(int node, long self) {
        valued = room(valued, valuedCount);
        if (values.length < valued.length) {
            values = Arrays.copyOf(values, valued.length);
        }
        valued[valuedCount] = node;
        values[valuedCount++] = self;
        newLargeSelfs += target.growsLarge(node, self) ? 1 : 0;
    }

    private int node(int parent, int frozenName) {
        if (names[frozenName] == 0) {
            names[frozenName] = target.names.retain(
                    sourceNames.bytes(), sourceNames.start(frozenName), sourceNames.length(frozenName));
        }
        int child = target.child(tree, parent, names[frozenName]);
        return child == 0 ? make(parent, names[frozenName]) : child;
    }

    private int make(int parent, int name) {
        made = room(made, madeCount);
        target.writer.begin(tree, parent);
        target.writer.reserve();
        target.names.retain(name);
        int node = target.writer.add(name);
        target.writer.end();
        made[madeCount++] = node;
        return node;
    }

    /** Allocates nothing, so it cannot fail halfway. */
    private void addValues() {
        for (int i = 0; i < valuedCount; i++) {
            target.addSelf(valued[i], values[i]);
        }
        target.trees.addTotal(tree, source.total());
    }

    private static int[] room(int[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, Sizes.grown(array.length, 16, array.length / 2));
    }
}

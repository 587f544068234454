package heapwood.tree;

import java.util.Arrays;

/**
 * The frames that a caller has interned, and the key of frame ids inserted last. Ids are dense from 0. Each has a name, which
 * stays as long as the forest.
 *
 * <p>The last key is kept as its ids, their names, and the nodes on its path. The nodes are kept as runs of nodes side by side, two
 * ints each: the run's first frame and that frame's node.
 */
final class FrameIds {
    private static final int NONE = -1;

    private final NamePool pool;

    /** The name of each frame, by id. */
    private int[] byId = LongMap.NO_KEYS;

    /** The id of each frame, plus 1, by name. */
    private final LongMap ids = new LongMap();

    private int tree = NONE;
    private int[] last = LongMap.NO_KEYS;
    private int[] names = LongMap.NO_KEYS;
    private int length;
    private int[] runs = new int[8];
    private int used;

    /** The number of ids that the present key has in common with the last one. */
    private int kept;

    FrameIds(NamePool pool) {
        this.pool = pool;
    }

    /** Returns the id of a frame, and interns the frame if it is new. */
    int idOf(int hash, byte[] frame, int offset, int length) {
        int name = pool.find(hash, frame, offset, length);
        if (name > 0 && ids.get(name) != 0) {
            return (int) ids.get(name) - 1;
        }
        int id = ids.size();
        if (id == byId.length) {
            byId = Arrays.copyOf(byId, Sizes.grown(id, 16, id / 2));
        }
        ids.reserve(1);
        if (name > 0) {
            pool.retain(name);
        } else {
            name = pool.add(~name, hash, frame, offset, length);
        }
        byId[id] = name;
        ids.put(name, id + 1L);
        return id;
    }

    /** Returns the number of ids that a key has in common with the last one. Keeps only these, as {@link Finger#resume} does. */
    int resume(int tree, int[] key, int offset, int length) {
        int common = 0;
        if (this.tree == tree) {
            int most = Math.min(this.length, length);
            common = Arrays.mismatch(last, 0, most, key, offset, offset + most);
            common = common < 0 ? most : common;
        }
        kept = common;
        this.tree = NONE;
        while (used > 0 && (common == 0 || runs[used - 2] >= common)) {
            used -= 2;
        }
        if (length > last.length) {
            int capacity = Sizes.grown(length, 16, length / 2);
            int[] longerLast = Arrays.copyOf(last, capacity);
            names = Arrays.copyOf(names, capacity);
            last = longerLast;
        }
        return common;
    }

    /** Returns the node of the last common frame. */
    int node() {
        return runs[used - 1] + kept - 1 - runs[used - 2];
    }

    /**
     * Returns an array that starts with the names of a key's frames.
     *
     * @throws IllegalArgumentException if no frame has one of the ids
     */
    int[] names(int[] key, int offset, int length) {
        int known = ids.size();
        for (int i = kept; i < length; i++) {
            int id = key[offset + i];
            if (id < 0 || id >= known) {
                throw new IllegalArgumentException(
                        "no frame has the id " + id + ": intern gave the ids from 0 to " + (known - 1));
            }
            last[i] = id;
            names[i] = byId[id];
        }
        return names;
    }

    /** Adds a run of nodes, by its first frame and that frame's node. */
    void push(int frame, int node) {
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, Sizes.grown(used, 16, used));
        }
        runs[used] = frame;
        runs[used + 1] = node;
        used += 2;
    }

    /** Remembers the key whose ids were resumed and named, and whose runs were pushed. */
    void remember(int tree, int length) {
        this.tree = tree;
        this.length = length;
    }

    void forget(int tree) {
        if (this.tree == tree) {
            this.tree = NONE;
        }
    }

    /** Returns the number of bytes of the arrays' elements. */
    long bytes() {
        return (byId.length + last.length + names.length + runs.length) * (long) Integer.BYTES + ids.bytes();
    }

    /** Counts the references to names. Checks that ids and names agree, and that the last key's nodes have its frames' names. */
    void check(CompactForest forest, int[] references) {
        ids.check();
        for (int id = 0; id < ids.size(); id++) {
            references[byId[id]]++;
            Check.same(id + 1L, ids.get(byId[id]), "id of a frame's name");
        }
        if (tree == NONE) {
            return;
        }
        forest.trees.check(tree);
        int parent = forest.trees.root(tree);
        for (int i = 0, run = 0; i < length; i++) {
            run += run + 2 < used && runs[run + 2] == i ? 2 : 0;
            int node = runs[run + 1] + i - runs[run];
            Check.same(parent, forest.parent(node), "parent of a remembered node");
            Check.same(byId[last[i]], forest.slots.get(node), "name of a remembered node");
            Check.same(byId[last[i]], names[i], "remembered name");
            parent = node;
        }
    }
}

package heapwood.tree;

import java.util.Arrays;

/**
 * The frames that a caller has interned, and the key of frame ids inserted last. Ids are dense from 0. Each has a name, which
 * stays as long as the forest. The last key's ids and the nodes on its path are kept as in a {@link Finger}.
 */
final class FrameIds {
    private static final int NONE = -1;

    private final NamePool pool;

    /** The name of each frame, by id. */
    private int[] names = LongMap.NO_KEYS;

    /** The id of each frame, plus 1, by name. */
    private final LongMap ids = new LongMap();

    private int tree = NONE;
    private int[] last = LongMap.NO_KEYS;
    private int[] nodes = LongMap.NO_KEYS;
    private int length;

    /** The number of ids that the present key has in common with the last one. */
    private int kept;

    FrameIds(NamePool pool) {
        this.pool = pool;
    }

    int size() {
        return ids.size();
    }

    /** Returns the id of a frame, and interns the frame if it is new. */
    int idOf(int hash, byte[] frame, int offset, int length) {
        int name = pool.find(hash, frame, offset, length);
        if (name > 0 && ids.get(name) != 0) {
            return (int) ids.get(name) - 1;
        }
        int id = ids.size();
        if (id == names.length) {
            names = Arrays.copyOf(names, Sizes.grown(id, 16, id / 2));
        }
        ids.reserve(1);
        if (name > 0) {
            pool.retain(name);
        } else {
            name = pool.add(~name, hash, frame, offset, length);
        }
        names[id] = name;
        ids.put(name, id + 1L);
        return id;
    }

    /**
     * Returns the name of an interned frame.
     *
     * @throws IllegalArgumentException if no frame has that id
     */
    int name(int id) {
        if (id < 0 || id >= ids.size()) {
            throw new IllegalArgumentException(
                    "no frame has the id " + id + ": intern gave the ids from 0 to " + (ids.size() - 1));
        }
        return names[id];
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
        if (length > last.length) {
            int capacity = Sizes.grown(length, 16, length / 2);
            int[] longerLast = Arrays.copyOf(last, capacity);
            nodes = Arrays.copyOf(nodes, capacity);
            last = longerLast;
        }
        return common;
    }

    int node(int frame) {
        return nodes[frame];
    }

    void set(int frame, int node) {
        nodes[frame] = node;
    }

    /**
     * Follows a chain as far as its names are those of a key's frames.
     *
     * @param array the array that holds the chain
     * @param start the index in it of the node that the frame {@code first} is compared with
     * @param node that node's slot
     * @return the number of frames followed
     */
    int follow(int[] array, int start, int node, int[] key, int offset, int first, int length) {
        int[] names = this.names;
        int[] nodes = this.nodes;
        int known = ids.size();
        int i = first;
        for (int at = start; i < length; i++, at++) {
            int id = key[offset + i];
            if (id < 0 || id >= known || array[at] != names[id]) {
                break;
            }
            nodes[i] = node + i - first;
        }
        return i - first;
    }

    void remember(int tree, int[] key, int offset, int length) {
        System.arraycopy(key, offset + kept, last, kept, length - kept);
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
        return (names.length + last.length + nodes.length) * (long) Integer.BYTES + ids.bytes();
    }

    /** Counts the references to names. Checks that ids and names agree, and that the last key's nodes have its frames' names. */
    void check(CompactForest forest, int[] references) {
        ids.check();
        for (int id = 0; id < ids.size(); id++) {
            references[names[id]]++;
            Check.same(id + 1L, ids.get(names[id]), "id of a frame's name");
        }
        if (tree == NONE) {
            return;
        }
        forest.trees.check(tree);
        int parent = forest.trees.root(tree);
        for (int i = 0; i < length; i++) {
            Check.same(parent, forest.parent(nodes[i]), "parent of a remembered node");
            Check.same(names[last[i]], forest.slots.get(nodes[i]), "name of a remembered node");
            parent = nodes[i];
        }
    }
}

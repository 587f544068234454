package heapwood.tree;

import java.util.Arrays;

/**
 * Frames that a caller has interned: ids dense from 0, each with its name, which stays while the forest does. And the finger
 * of keys made of them: the ids inserted last and the nodes on their way.
 */
final class FrameIds {
    private static final int NONE = -1;

    private final NamePool pool;

    /** id -> name. */
    private int[] names = LongMap.NO_KEYS;

    /** name -> id + 1. */
    private final LongMap ids = new LongMap();

    private int tree = NONE;
    private int[] last = LongMap.NO_KEYS;
    private int[] nodes = LongMap.NO_KEYS;
    private int length;

    /** How many ids the key in hand has in common with the last one. */
    private int kept;

    FrameIds(NamePool pool) {
        this.pool = pool;
    }

    int size() {
        return ids.size();
    }

    /** The id of a name. */
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

    /** @throws IllegalArgumentException if nothing was interned with that id */
    int name(int id) {
        if (id < 0 || id >= ids.size()) {
            throw new IllegalArgumentException(
                    "no frame has the id " + id + ": intern gave the ids from 0 to " + (ids.size() - 1));
        }
        return names[id];
    }

    /** How many ids a key has in common with the one before it; as with {@link Finger}, only these are kept. */
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
     * Goes along a chain as far as its names are those of a key's frames.
     *
     * @param array holds the chain
     * @param start where in it the node is that the frame {@code first} is compared with
     * @param node that node
     * @return how many frames it went
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

    /** Bytes of the arrays' elements. */
    long bytes() {
        return (names.length + last.length + nodes.length) * (long) Integer.BYTES + ids.bytes();
    }

    /** Counts the references to names, and checks that ids and names belong to each other, and the nodes of the last key. */
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

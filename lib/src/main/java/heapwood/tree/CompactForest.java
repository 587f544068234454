package heapwood.tree;

import java.util.Objects;

/**
 * Many trees of stack traces in a few large arrays: however many nodes, some dozens of objects. A tree is an int handle;
 * {@link CompactTree} is one as a {@link StackTree}.
 *
 * <p><b>Terms.</b> Each distinct name is kept once and has an <em>id</em>, a positive int. All nodes live in one stream of
 * int <em>slots</em>; a node <em>is</em> the slot that holds its name's id. A <em>chain</em> is a run of slots, {@code [~parent,
 * name, name, …]}: its <em>head</em> holds the complement of the parent's slot, which makes it negative; the first name is
 * a child of that parent, and each further one is a child of the one before. Minus one ends what is in use.
 *
 * <p><b>Look-up formulas</b>, for the node in slot s:
 *
 * <ul>
 *   <li>name: {@code stream[s]}; self: the byte beside it, or if that is 255 the value in a map by s;
 *   <li>parent: {@code stream[s - 1] < 0 ? ~stream[s - 1] : s - 1};
 *   <li>child with a name: {@code s + 1} if {@code stream[s + 1]} is that name, or else the slot after the head that a hash
 *       table finds by (s, name);
 *   <li>total: nowhere; a walk sums it up.
 * </ul>
 *
 * <p><b>Example.</b> With names main = 1, run = 4, read = 6, write = 9, and a root in slot 17, the keys {@code
 * main;run;read}, {@code main;run;write} and {@code main;read} make
 *
 * <pre>
 * slot   16     17    18    19    20    21    22    23    24    25
 * int    -1   ~17     1     4     6   ~19     9   ~18     6    -1
 *      block  root  main   run  read  head write  head  read   end
 * </pre>
 *
 * <p>and the table knows the heads in 21, by (19, 9), and in 23, by (18, 6); a tree as small as this one is searched instead. Three frames of a new stack that share nothing
 * cost three ints, three bytes and, once, a head and its place in the table.
 *
 * <p><b>Structure and growth.</b> Each tree takes blocks from the stream ({@link Slots}), an eighth of its size at a time, so
 * that its chains stay together and its space comes back when it is dropped. {@link NamePool} counts the nodes that have a
 * name, and removes it with the last. {@link Chains}, {@link LongMap} and {@link TreeTable} are what the formulas
 * above call table, map and tree. The last key inserted is remembered ({@link Finger}): what the next one shares with it is
 * compared, not looked up.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CompactForest {
    /** The byte of a node whose self value is in the map: any that is as large or larger. */
    static final int LARGE = 255;

    private static final int MOST_SLOTS = Integer.MAX_VALUE - 0xFFFF;
    private static final long MOST_NAME_BYTES = 1L << 33;

    final Slots slots;
    final NamePool names;
    final Chains chains;
    final LongMap largeSelfs = new LongMap();
    final TreeTable trees = new TreeTable();
    final PathWriter writer;
    final FrameIds frames;
    final Finger finger = new Finger();
    private final FrameBatch batch = new FrameBatch();

    /** A forest without trees. */
    public CompactForest() {
        this(MOST_SLOTS, MOST_NAME_BYTES, HashSeed.next());
    }

    /** A forest with lower limits, for tests of what happens there. */
    CompactForest(int mostSlots, long mostNameBytes) {
        this(mostSlots, mostNameBytes, HashSeed.next());
    }

    /** A forest whose hash tables have a known seed, for tests of what an attacker could do who knew it. */
    CompactForest(int mostSlots, long mostNameBytes, long seed) {
        slots = new Slots(mostSlots);
        names = new NamePool(mostNameBytes, seed);
        chains = new Chains(slots, trees, seed);
        frames = new FrameIds(names);
        writer = new PathWriter(slots, names, chains, trees);
    }

    /**
     * Makes a tree that has a root only.
     *
     * @return its handle; handles of dropped trees are given out again
     * @throws IllegalStateException if the forest is full
     */
    public int newTree() {
        int tree = trees.add();
        try {
            PathWriter.takeBlock(slots, trees, tree, Slots.END);
        } catch (RuntimeException | Error e) {
            trees.drop(tree);
            throw e;
        }
        int root = trees.next(tree);
        slots.set(root, ~root);
        slots.set(root + 1, Slots.END);
        trees.setRoot(tree, root);
        trees.setNext(tree, root + 1);
        return tree;
    }

    /** That tree as a {@link StackTree}; it may be used beside the forest's own methods, until it is dropped. */
    public CompactTree tree(int tree) {
        trees.check(tree);
        return new CompactTree(this, tree);
    }

    /**
     * Removes a tree. Its nodes, and the names that no other tree uses, are free for what is inserted next. Takes time
     * linear in its nodes.
     *
     * @throws IllegalArgumentException if there is no such tree
     */
    public void drop(int tree) {
        trees.check(tree);
        finger.forget(tree);
        frames.forget(tree);
        chains.removeAll(tree);
        int last = trees.block(tree);
        for (int block = last; block != Slots.END; block = slots.get(block)) {
            clear(block);
        }
        slots.releaseLinked(last);
        trees.drop(tree);
    }

    /**
     * Adds {@code value} to the self value of the node of a tree that the key names; see {@link StackTree#insert(byte[],
     * int, int, long)}. Allocates only when an array of the forest has to grow.
     *
     * @throws IllegalArgumentException if there is no such tree
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     * @throws IllegalStateException if the forest is full; the tree is then unchanged
     */
    public void insert(int tree, byte[] key, int offset, int length, long value) {
        trees.check(tree);
        Objects.checkFromIndexSize(offset, length, key.length);
        reserveSelf(value);
        int known = finger.resume(tree, key, offset, length);
        int node = known == 0 ? trees.root(tree) : finger.node();
        int from = known == 0 ? offset : offset + finger.end() + 1;
        if (from <= offset + length) {
            node = descend(tree, node, key, offset, from, offset + length);
        }
        finger.remember(tree, key, offset, length);
        addSelf(node, value);
        trees.addTotal(tree, value);
    }

    /**
     * Interns a frame for {@link #insert(int, int[], int, int, long)}. Its name stays in the forest from now on.
     *
     * @return its id: dense from 0, and the same for the same bytes
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code frame}
     * @throws IllegalArgumentException if the frame contains a separator
     */
    public int intern(byte[] frame, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, frame.length);
        long scanned = names.scan(frame, offset, offset + length);
        if (NameHash.end(scanned) != offset + length) {
            throw new IllegalArgumentException("a frame contains the separator ';' at byte "
                    + (NameHash.end(scanned) - offset) + ": replace it, it would be two frames in a key");
        }
        return frames.idOf(NameHash.hash(scanned), frame, offset, length);
    }

    /** {@link #intern(byte[], int, int)} of a whole array. */
    public int intern(byte[] frame) {
        return intern(frame, 0, frame.length);
    }

    /**
     * Adds {@code value} to the self value of the node that a key names, given as ids of interned frames, the root's child
     * first. Does exactly what inserting the frames joined by separators does.
     *
     * @param key the array that holds the ids; read during the call only
     * @param offset where the key starts in it
     * @param length how many ids it has, at least one
     * @throws IllegalArgumentException if there is no such tree or frame, or the key has none; the tree is unchanged then
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     * @throws IllegalStateException if the forest is full; the tree is unchanged then
     */
    public void insert(int tree, int[] key, int offset, int length, long value) {
        trees.check(tree);
        Objects.checkFromIndexSize(offset, length, key.length);
        if (length == 0) {
            throw new IllegalArgumentException("a key of frame ids needs one frame at least");
        }
        reserveSelf(value);
        int known = frames.resume(tree, key, offset, length);
        int node = known == 0 ? trees.root(tree) : frames.node(known - 1);
        int i = known;
        while (i < length) {
            int name = frames.name(key[offset + i]);
            if (slots.get(node + 1) == name) {
                int followed =
                        frames.follow(slots.array(node + 1), slots.index(node + 1), node + 1, key, offset, i, length);
                i += followed;
                node += followed;
                continue;
            }
            int head = chains.find(tree, node, name);
            if (head == 0) {
                node = extend(tree, node, key, offset, i, length);
                break;
            }
            node = head + 1;
            frames.set(i++, node);
        }
        frames.remember(tree, key, offset, length);
        addSelf(node, value);
        trees.addTotal(tree, value);
    }

    /** @throws IllegalArgumentException if a key of frame ids has one that nothing was interned with */
    void checkFrames(int[] key, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            frames.name(key[i]);
        }
    }

    /** Whether a tree has the node that a key names. Takes time linear in the key. */
    public boolean contains(int tree, byte[] key, int offset, int length) {
        return find(tree, key, offset, length) != 0;
    }

    /** The self value of the node that a key names, unsigned, or 0 if there is none. Takes time linear in the key. */
    public long self(int tree, byte[] key, int offset, int length) {
        int node = find(tree, key, offset, length);
        return node == 0 ? 0 : self(node);
    }

    /** The total of the node that a key names, unsigned, or 0 if there is none. Takes time linear in the tree. */
    public long total(int tree, byte[] key, int offset, int length) {
        int node = find(tree, key, offset, length);
        return node == 0 ? 0 : new Branches(this, tree).sumTotals().totalOf(node);
    }

    /**
     * Adds all values of a tree, which stays as it is, to a tree of this forest. Takes time linear in the source, and for
     * that time 4 bytes for each of its slots.
     *
     * @param tree the tree to add to
     * @param source the forest that the other tree is in; may be this one
     * @param sourceTree the tree to add; may be the same one, whose values then double
     * @throws IllegalArgumentException if there is no such tree
     * @throws IllegalStateException if the forest is full; the tree is unchanged then
     */
    public void merge(int tree, CompactForest source, int sourceTree) {
        trees.check(tree);
        source.trees.check(sourceTree);
        long total = source.trees.total(sourceTree);
        new Merge(source, sourceTree, this, tree).run();
        trees.addTotal(tree, total);
    }

    /**
     * Reports every node of a tree with its key; see {@link StackTree#iterate}. Allocates 4 bytes for each slot of the tree and
     * 12 for each chain, for the time of the walk.
     */
    public void iterate(int tree, StackTree.KeyVisitor visitor) {
        trees.check(tree);
        new KeyWalk(this, new Branches(this, tree), visitor).run();
    }

    /**
     * Reports every node of a tree; see {@link StackTree#walk}. Allocates 4 bytes for each slot of the tree and 20 for
     * each chain, for the time of the walk.
     *
     * @throws IllegalArgumentException if there is no such tree
     */
    public void walk(int tree, StackTree.NodeVisitor visitor) {
        trees.check(tree);
        new NodeWalk(this, new Branches(this, tree).sumTotals(), visitor).run(trees.total(tree));
    }

    /** What this forest takes, by part. Constant time. */
    public Footprint footprint() {
        NameRecords records = names.records();
        long nodes = Slots.bytes(slots.usedSlots());
        long tables = names.tableBytes()
                + names.carried().bytes()
                + chains.bytes()
                + largeSelfs.bytes()
                + trees.bytes()
                + frames.bytes()
                + finger.bytes()
                + FrameBatch.bytes()
                + records.directoryBytes()
                + slots.directoryBytes();
        long slack = records.allocatedBytes() - records.liveBytes() + Slots.bytes(slots.capacity()) - nodes;
        return new Footprint(records.liveBytes(), nodes, tables, slack);
    }

    /** The number of a tree's nodes, the root included. Constant time. */
    public long nodeCount(int tree) {
        trees.check(tree);
        return trees.nodes(tree);
    }

    /** The sum of all values inserted into a tree, unsigned, modulo 2<sup>64</sup>. Constant time. */
    public long total(int tree) {
        trees.check(tree);
        return trees.total(tree);
    }

    /** The number of distinct names in all trees, those of their roots left out. Constant time. */
    public int nameCount() {
        return names.size();
    }

    /** The number of trees. Constant time. */
    public int treeCount() {
        return trees.live();
    }

    /**
     * Goes from a node along the frames from {@code first} on. Most often the next frame is the next slot's name, so that
     * is compared before the frame is scanned and looked up.
     */
    private int descend(int tree, int start, byte[] key, int offset, int first, int end) {
        int node = start;
        int from = first;
        while (true) {
            int[] array = slots.array(node + 1);
            for (int i = slots.index(node + 1); array[i] >= 0; i++) {
                int to = names.endOf(array[i], key, from, end);
                if (to == NamePool.DIFFERS) {
                    break;
                }
                finger.push(to - offset, ++node);
                if (to == end) {
                    return node;
                }
                from = to + 1;
            }
            long scanned = names.scan(key, from, end);
            int to = NameHash.end(scanned);
            int name = names.find(NameHash.hash(scanned), key, from, to - from);
            int head = name < 0 ? 0 : chains.find(tree, node, name);
            if (head == 0) {
                return extend(tree, node, name, scanned, key, offset, from, end);
            }
            node = head + 1;
            finger.push(to - offset, node);
            if (to == end) {
                return node;
            }
            from = to + 1;
        }
    }

    /**
     * Makes nodes for all frames from {@code first} on, none of which is there yet; or, if there is no room, none. The first
     * one has been scanned and looked up already.
     */
    private int extend(int tree, int parent, int name, long scanned, byte[] key, int offset, int first, int end) {
        int to = NameHash.end(scanned);
        writer.begin(tree, parent);
        try {
            writer.reserve();
            int node = writer.add(withReference(name, NameHash.hash(scanned), key, first, to - first));
            finger.push(to - offset, node);
            for (int from = to + 1; from <= end; ) {
                int count = batch.scan(names, key, from, end);
                for (int i = 0; i < count; i++) {
                    to = batch.end(i);
                    int hash = batch.hash(i);
                    writer.reserve();
                    node = writer.add(
                            withReference(names.find(hash, key, from, to - from), hash, key, from, to - from));
                    finger.push(to - offset, node);
                    from = to + 1;
                }
            }
            writer.end();
            return node;
        } catch (RuntimeException | Error e) {
            writer.undo();
            throw e;
        }
    }

    private int withReference(int name, int hash, byte[] key, int from, int length) {
        if (name < 0) {
            return names.add(~name, hash, key, from, length);
        }
        names.retain(name);
        return name;
    }

    private int extend(int tree, int parent, int[] key, int offset, int first, int length) {
        int node = parent;
        writer.begin(tree, parent);
        try {
            for (int i = first; i < length; i++) {
                int name = frames.name(key[offset + i]);
                writer.reserve();
                names.retain(name);
                node = writer.add(name);
                frames.set(i, node);
            }
            writer.end();
            return node;
        } catch (RuntimeException | Error e) {
            writer.undo();
            throw e;
        }
    }

    /** The child of a node with that name, or 0. */
    int child(int tree, int node, int name) {
        if (slots.get(node + 1) == name) {
            return node + 1;
        }
        int head = chains.find(tree, node, name);
        return head == 0 ? 0 : head + 1;
    }

    /** The node that a key names, or 0. */
    private int find(int tree, byte[] key, int offset, int length) {
        trees.check(tree);
        Objects.checkFromIndexSize(offset, length, key.length);
        int end = offset + length;
        int node = trees.root(tree);
        for (int from = offset; node != 0 && from <= end; ) {
            long scanned = names.scan(key, from, end);
            int to = NameHash.end(scanned);
            int name = names.find(NameHash.hash(scanned), key, from, to - from);
            node = name < 0 ? 0 : child(tree, node, name);
            from = to + 1;
        }
        return node;
    }

    /** The parent of a node that is not its tree's root. */
    int parent(int node) {
        int before = slots.get(node - 1);
        return before < 0 ? ~before : node - 1;
    }

    long self(int node) {
        int self = slots.getByte(node);
        return self == LARGE ? largeSelfs.get(node) : self;
    }

    /** Makes room for the value of a node that is made for it, so that an insertion fails before it makes any. */
    private void reserveSelf(long value) {
        if (Long.compareUnsigned(value, LARGE) >= 0) {
            largeSelfs.reserve(1);
        }
    }

    /** Whether a node's self value needs a place in the map once so much is added. */
    boolean growsLarge(int node, long value) {
        int self = slots.getByte(node);
        return self != LARGE && Long.compareUnsigned(self + value, LARGE) >= 0;
    }

    /** Adds to a node's self value, modulo 2<sup>64</sup>. */
    void addSelf(int node, long value) {
        int self = slots.getByte(node);
        long sum = value + (self == LARGE ? largeSelfs.get(node) : self);
        if (Long.compareUnsigned(sum, LARGE) < 0) {
            slots.setByte(node, (int) sum);
            if (self == LARGE) {
                largeSelfs.remove(node);
            }
        } else {
            largeSelfs.put(node, sum);
            slots.setByte(node, LARGE);
        }
    }

    /** Gives up what a block's nodes have elsewhere. */
    private void clear(int block) {
        int[] array = slots.array(block);
        int start = slots.index(block);
        int i = start + 1;
        for (; array[i] != Slots.END; i++) {
            int slot = block + i - start;
            if (array[i] >= 0 && slots.getByte(slot) == LARGE) {
                largeSelfs.remove(slot);
            }
        }
        names.releaseAll(array, start + 1, i);
    }
}

package heapwood.tree;

import java.util.Arrays;
import java.util.Objects;

/**
 * A forest of trees of stack traces, in a few large arrays: some dozens of objects, however many nodes there are. A tree is an int
 * handle; {@link CompactTree} offers one as a {@link StackTree}.
 *
 * <p><b>Terms.</b> Each distinct name is kept once and has an <em>id</em>, a positive int. All nodes live in one stream of
 * int <em>slots</em>; a node <em>is</em> the slot that holds its name's id. A <em>chain</em> is a run of slots, {@code [~parent,
 * name, name, …]}. Its <em>head</em> holds the complement of the parent's slot, which makes it negative. The first name is
 * a child of that parent, and each further name is a child of the name before it. Minus one ends the slots in use of a block.
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
 * <p>The hash table has the heads in slots 21, by (19, 9), and 23, by (18, 6); but a tree as small as this one is searched
 * instead. Three frames of a new stack that share nothing cost three ints, three bytes and, once, a head and its place in the table.
 *
 * <p><b>Structure and growth.</b> Each tree takes blocks from the stream ({@link Slots}), an eighth of its size at a time, so
 * that its chains stay together and its space comes back when it is dropped. {@link NamePool} counts the nodes that have a
 * name, and removes the name with the last of them. {@link Chains} is the hash table of the formulas above, {@link LongMap} the map;
 * {@link TreeTable} holds the fields of each tree. {@link Finger} keeps the last key inserted: the frames that the next key shares
 * with it are compared, not looked up.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CompactForest {
    /** The byte of a node whose self value is in the map: all self values from 255 on are. */
    static final int LARGE = 255;

    private static final int MOST_SLOTS = Integer.MAX_VALUE - 0xFFFF;
    private static final long MOST_NAME_BYTES = 1L << 33;

    /** The number of slots of dropped trees that are reclaimed for each new node. */
    private static final long RECLAIMED_PER_NODE = 2;

    final Slots slots;
    final NamePool names;
    final Chains chains;
    final LongMap largeSelfs = new LongMap();
    final TreeTable trees = new TreeTable();
    final PathWriter writer;
    final FrameIds frames;
    final Finger finger = new Finger();
    private final FrameBatch batch = new FrameBatch();
    private final Reclaimer reclaimer = new Reclaimer(this);

    /** Creates a forest without trees. */
    public CompactForest() {
        this(MOST_SLOTS, MOST_NAME_BYTES, HashSeed.next());
    }

    /** Creates a forest with lower limits, for tests of these. */
    CompactForest(int mostSlots, long mostNameBytes) {
        this(mostSlots, mostNameBytes, HashSeed.next());
    }

    /** Creates a forest whose hash tables have a known seed, for tests of attacks by someone who has the seed. */
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
        reclaimer.run(1);
        int tree = trees.add();
        try {
            takeFirstBlock(tree);
        } catch (RuntimeException | Error e) {
            trees.giveUp(tree);
            throw e;
        }
        int root = trees.next(tree);
        slots.set(root, ~root);
        slots.set(root + 1, Slots.END);
        trees.setRoot(tree, root);
        trees.setNext(tree, root + 1);
        return tree;
    }

    private void takeFirstBlock(int tree) {
        try {
            PathWriter.takeBlock(slots, trees, tree, Slots.END);
        } catch (IllegalStateException e) {
            makeRoom(e);
            PathWriter.takeBlock(slots, trees, tree, Slots.END);
        }
    }

    /**
     * Reclaims all that dropped trees have.
     *
     * @throws IllegalStateException if they have nothing: the forest is full indeed
     */
    private void makeRoom(IllegalStateException full) {
        if (reclaimer.run(Long.MAX_VALUE) == 0) {
            throw full;
        }
    }

    /**
     * Returns a tree as a {@link StackTree}. It may be used beside the forest's own methods, until it is dropped. Allocates a
     * small object.
     *
     * @param tree the tree's handle
     * @throws IllegalArgumentException if there is no such tree
     */
    public CompactTree tree(int tree) {
        trees.check(tree);
        return new CompactTree(this, tree);
    }

    /**
     * Removes a tree. Constant time. The space of its nodes, and of the names that no other tree uses, is reclaimed by later calls:
     * for each node that they make, they reclaim two. A forest that would otherwise be full reclaims everything.
     *
     * @param tree the tree's handle
     * @throws IllegalArgumentException if there is no such tree
     */
    public void drop(int tree) {
        trees.check(tree);
        finger.forget(tree);
        frames.forget(tree);
        trees.drop(tree);
    }

    /**
     * Reclaims some of what dropped trees have. Nobody needs to call this. It is for a program that has time now, so that its next
     * insertions have less to do. Allocates nothing.
     *
     * @param nodes the number of nodes to reclaim, about; a few dozen more may be done
     * @return whether anything is left to reclaim
     */
    public boolean reclaim(int nodes) {
        reclaimer.run(nodes);
        return trees.pending() != TreeTable.NONE;
    }

    /**
     * Adds {@code value} to the self value of the node of a tree that the key names; see {@link StackTree#insert(byte[],
     * int, int, long)}. Takes time linear in the key. Allocates only when an array of the forest has to grow.
     *
     * @param tree the tree's handle
     * @param key the array that holds the key; read during the call only
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes
     * @param value the value to add, unsigned
     * @throws IllegalArgumentException if there is no such tree
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     * @throws IllegalStateException if the forest is full; the tree is then unchanged
     */
    public void insert(int tree, byte[] key, int offset, int length, long value) {
        trees.check(tree);
        Objects.checkFromIndexSize(offset, length, key.length);
        try {
            insertKey(tree, key, offset, length, value);
        } catch (IllegalStateException e) {
            makeRoom(e);
            insertKey(tree, key, offset, length, value);
        }
    }

    private void insertKey(int tree, byte[] key, int offset, int length, long value) {
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
     * Interns a frame for {@link #insert(int, int[], int, int, long)}. Its name stays in the forest from now on. Takes time
     * linear in the frame's length.
     *
     * @param frame the array that holds the frame; read during the call only
     * @param offset the index in bytes of the frame's start
     * @param length the frame's length in bytes
     * @return the frame's id: dense from 0, and the same for the same bytes
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
        try {
            return frames.idOf(NameHash.hash(scanned), frame, offset, length);
        } catch (IllegalStateException e) {
            makeRoom(e);
            return frames.idOf(NameHash.hash(scanned), frame, offset, length);
        }
    }

    /**
     * Interns a frame that is a whole array; see {@link #intern(byte[], int, int)}.
     *
     * @param frame the frame's bytes
     * @return the frame's id
     * @throws IllegalArgumentException if the frame contains a separator
     */
    public int intern(byte[] frame) {
        return intern(frame, 0, frame.length);
    }

    /**
     * Adds {@code value} to the self value of the node that a key of frame ids names. The ids are those of interned frames,
     * the root's child first. The effect is exactly that of inserting the frames joined by separators.
     *
     * @param tree the tree's handle
     * @param key the array that holds the ids; read during the call only
     * @param offset the index of the key's first id
     * @param length the number of ids, at least one
     * @param value the value to add, unsigned
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
        try {
            insertKey(tree, key, offset, length, value);
        } catch (IllegalStateException e) {
            makeRoom(e);
            insertKey(tree, key, offset, length, value);
        }
    }

    private void insertKey(int tree, int[] key, int offset, int length, long value) {
        reserveSelf(value);
        int known = frames.resume(tree, key, offset, length);
        int node = known == 0 ? trees.root(tree) : frames.node();
        if (known < length) {
            node = descend(tree, node, frames.names(key, offset, length), known, length);
        }
        frames.remember(tree, length);
        addSelf(node, value);
        trees.addTotal(tree, value);
    }

    /** Follows names from {@code first} on down from a node, makes the nodes that are missing, and returns the last node. */
    private int descend(int tree, int start, int[] names, int first, int end) {
        int node = start;
        int i = first;
        while (i < end) {
            int[] array = slots.array(node + 1);
            int at = slots.index(node + 1);
            if (array[at] != names[i]) {
                int head = chains.find(tree, node, names[i]);
                if (head == 0) {
                    return extend(tree, node, names, i, end);
                }
                node = head;
                continue;
            }
            // A negative int ends a chain, so a mismatch comes at its end at the latest.
            int same = Arrays.mismatch(array, at, array.length, names, i, end);
            same = same < 0 ? end - i : same;
            frames.push(i, node + 1);
            i += same;
            node += same;
        }
        return node;
    }

    /**
     * Returns whether a tree has the node that a key names. Takes time linear in the key.
     *
     * @param tree the tree's handle
     * @param key the array that holds the key
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes
     * @throws IllegalArgumentException if there is no such tree
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     */
    public boolean contains(int tree, byte[] key, int offset, int length) {
        return find(tree, key, offset, length) != 0;
    }

    /**
     * Returns the self value of the node that a key names, unsigned, or 0 if there is no such node. Takes time linear in the
     * key.
     *
     * @param tree the tree's handle
     * @param key the array that holds the key
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes
     * @throws IllegalArgumentException if there is no such tree
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     */
    public long self(int tree, byte[] key, int offset, int length) {
        int node = find(tree, key, offset, length);
        return node == 0 ? 0 : self(node);
    }

    /**
     * Returns the total of the node that a key names, unsigned, or 0 if there is no such node. Takes time linear in the tree,
     * and for that time allocates 4 bytes for each of its slots and 20 for each chain.
     *
     * @param tree the tree's handle
     * @param key the array that holds the key
     * @param offset the index in bytes of the key's start
     * @param length the key's length in bytes
     * @throws IllegalArgumentException if there is no such tree
     * @throws IndexOutOfBoundsException if the slice does not lie inside {@code key}
     */
    public long total(int tree, byte[] key, int offset, int length) {
        int node = find(tree, key, offset, length);
        return node == 0 ? 0 : new Branches(this, tree).sumTotals().totalOf(node);
    }

    /**
     * Adds all values of another tree to a tree of this forest. The other tree is unchanged. Takes time linear in the source,
     * and for that time allocates 4 bytes for each of the source's slots.
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
        add(tree, () -> new Merge(source, sourceTree, this, tree).run());
        trees.addTotal(tree, total);
    }

    /** Runs an addition of nodes to a tree, once more if there was no room before all is reclaimed. */
    void add(int tree, Runnable addition) {
        int before = trees.nodes(tree);
        try {
            addition.run();
        } catch (IllegalStateException e) {
            makeRoom(e);
            addition.run();
        }
        reclaimer.run(RECLAIMED_PER_NODE * (trees.nodes(tree) - before));
    }

    /**
     * Reports every node of a tree with its key; see {@link StackTree#iterate}. Allocates 4 bytes for each slot of the tree and
     * 12 for each chain, for the time of the walk.
     *
     * @param tree the tree's handle
     * @param visitor called once a node
     * @throws IllegalArgumentException if there is no such tree
     */
    public void iterate(int tree, StackTree.KeyVisitor visitor) {
        trees.check(tree);
        new KeyWalk(this, new Branches(this, tree), visitor).run();
    }

    /**
     * Reports every node of a tree; see {@link StackTree#walk}. Allocates 4 bytes for each slot of the tree and 20 for
     * each chain, for the time of the walk.
     *
     * @param tree the tree's handle
     * @param visitor called once a node
     * @throws IllegalArgumentException if there is no such tree
     */
    public void walk(int tree, StackTree.NodeVisitor visitor) {
        trees.check(tree);
        new NodeWalk(this, new Branches(this, tree).sumTotals(), visitor).run(trees.total(tree));
    }

    /** Returns the memory that this forest takes, in bytes by part. Constant time. */
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

    /**
     * Returns the number of a tree's nodes, the root included. Constant time.
     *
     * @param tree the tree's handle
     * @throws IllegalArgumentException if there is no such tree
     */
    public long nodeCount(int tree) {
        trees.check(tree);
        return trees.nodes(tree);
    }

    /**
     * Returns the sum of all values inserted into a tree, unsigned, modulo 2<sup>64</sup>. Constant time.
     *
     * @param tree the tree's handle
     * @throws IllegalArgumentException if there is no such tree
     */
    public long total(int tree) {
        trees.check(tree);
        return trees.total(tree);
    }

    /**
     * Returns the number of distinct names in all trees and of interned frames, the roots' names left out. Reclaims first what dropped
     * trees have. If they have nothing, constant time.
     */
    public int nameCount() {
        reclaimer.run(Long.MAX_VALUE);
        return names.size();
    }

    /** Returns the number of trees that were made and not dropped. Constant time. */
    public int treeCount() {
        return trees.live();
    }

    /**
     * Follows the frames from {@code first} on down from a node, and makes the nodes that are missing. The next frame is most
     * often the name in the next slot, so that name is compared before the frame is scanned and looked up.
     *
     * @return the node of the last frame
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
                return extend(tree, node, scanned, key, offset, from, end);
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
     * Makes nodes for all frames from {@code first} on, none of which exists yet. Makes none if there is no room for all. The
     * first frame has been scanned already.
     *
     * @return the node of the last frame
     */
    private int extend(int tree, int parent, long scanned, byte[] key, int offset, int first, int end) {
        int to = NameHash.end(scanned);
        writer.begin(tree, parent);
        try {
            writer.reserve();
            int node = writer.add(names.retain(NameHash.hash(scanned), key, first, to - first));
            finger.push(to - offset, node);
            for (int from = to + 1; from <= end; ) {
                int count = batch.scan(names, key, from, end);
                for (int i = 0; i < count; i++) {
                    to = batch.end(i);
                    writer.reserve();
                    node = writer.add(names.retain(batch.hash(i), key, from, to - from));
                    finger.push(to - offset, node);
                    from = to + 1;
                }
            }
            writer.end();
        } catch (RuntimeException | Error e) {
            writer.undo();
            throw e;
        }
        reclaimer.run(RECLAIMED_PER_NODE * writer.made());
        return writer.node();
    }

    private int extend(int tree, int parent, int[] names, int first, int end) {
        writer.begin(tree, parent);
        try {
            for (int i = first; i < end; ) {
                int made = writer.addRun(names, i, end);
                frames.push(i, writer.node() - made + 1);
                i += made;
            }
            writer.end();
        } catch (RuntimeException | Error e) {
            writer.undo();
            throw e;
        }
        reclaimer.run(RECLAIMED_PER_NODE * writer.made());
        return writer.node();
    }

    /** Returns the child of a node with that name, or 0 if there is none. */
    int child(int tree, int node, int name) {
        if (slots.get(node + 1) == name) {
            return node + 1;
        }
        int head = chains.find(tree, node, name);
        return head == 0 ? 0 : head + 1;
    }

    /** Returns the node that a key names, or 0 if there is none. */
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

    /** Returns the parent of a node that is not its tree's root. */
    int parent(int node) {
        int before = slots.get(node - 1);
        return before < 0 ? ~before : node - 1;
    }

    long self(int node) {
        int self = slots.getByte(node);
        return self == LARGE ? largeSelfs.get(node) : self;
    }

    /** Makes room in the map for a value, so that an insertion fails before it makes nodes. */
    private void reserveSelf(long value) {
        if (Long.compareUnsigned(value, LARGE) >= 0) {
            largeSelfs.reserve(1);
        }
    }

    /** Returns whether a node's self value needs a new place in the map once {@code value} is added. */
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
}

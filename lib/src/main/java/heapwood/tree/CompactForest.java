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
 * <p>and the table knows the heads in 21, by (19, 9), and in 23, by (18, 6). Three frames of a new stack that share nothing
 * cost three ints, three bytes and, once, a head and its place in the table.
 *
 * <p><b>Structure and growth.</b> Each tree takes blocks from the stream ({@link Slots}), an eighth of its size at a time, so
 * that its chains stay together and its space comes back when it is dropped. {@link NamePool} counts the nodes that have a
 * name, and removes it with the last. {@link ChainTable}, {@link LongMap} and {@link TreeTable} are what the formulas
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

    private final Slots slots;
    private final NamePool names;
    private final ChainTable chains;
    private final LongMap largeSelfs = new LongMap();
    private final TreeTable trees = new TreeTable();
    private final Finger finger = new Finger();
    private final FrameBatch batch = new FrameBatch();

    /** A forest without trees. */
    public CompactForest() {
        this(MOST_SLOTS, MOST_NAME_BYTES);
    }

    /** A forest with lower limits, for tests of what happens there. */
    CompactForest(int mostSlots, long mostNameBytes) {
        slots = new Slots(mostSlots);
        names = new NamePool(mostNameBytes);
        chains = new ChainTable(slots);
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
            takeBlock(tree, Slots.END);
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
        int[] blocks = ChainIndex.blocks(slots, trees.block(tree));
        for (int block : blocks) {
            clear(block, trees.root(tree));
        }
        for (int block : blocks) {
            slots.release(block);
        }
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

    /** Reports every node of a tree with its key; see {@link StackTree#iterate}. */
    public void iterate(int tree, StackTree.KeyVisitor visitor) {
        walk(tree, new KeyBuilder(visitor));
    }

    /**
     * Reports every node of a tree; see {@link StackTree#walk}. Allocates some 30 bytes for each chain, for the time of the
     * walk.
     *
     * @throws IllegalArgumentException if there is no such tree
     */
    public void walk(int tree, StackTree.NodeVisitor visitor) {
        trees.check(tree);
        ChainIndex index = new ChainIndex(slots, names, largeSelfs, trees.block(tree), trees.chains(tree) + 1);
        new TreeWalk(slots, names, largeSelfs, index, visitor).run();
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

    private int descend(int tree, int start, byte[] key, int offset, int first, int end) {
        int node = start;
        for (int from = first; ; ) {
            long scanned = NameHash.scan(key, from, end);
            int to = NameHash.end(scanned);
            int name = names.find(NameHash.hash(scanned), key, from, to - from);
            int child = name < 0 ? 0 : child(node, name);
            if (child == 0) {
                return extend(tree, node, key, offset, from, end);
            }
            finger.push(to - offset, child);
            node = child;
            if (to == end) {
                return node;
            }
            from = to + 1;
        }
    }

    /** Makes nodes for all frames from {@code first} on, none of which is there yet; or, if there is no room, none. */
    private int extend(int tree, int parent, byte[] key, int offset, int first, int end) {
        int node = parent;
        int made = 0;
        int slot = trees.next(tree);
        int limit = trees.limit(tree);
        try {
            for (int from = first; from <= end; ) {
                int count = batch.scan(names, key, from, end);
                for (int i = 0; i < count; i++) {
                    int to = batch.end(i);
                    if (node + 1 != slot || slot == limit) {
                        trees.setNext(tree, slot);
                        makeRoomForChain(tree);
                        limit = trees.limit(tree);
                        slot = trees.next(tree) + 1;
                    }
                    int name = nameWithReference(batch.hash(i), key, from, to - from);
                    slots.set(slot, name);
                    if (node + 1 != slot) {
                        addChain(tree, node, slot - 1);
                    }
                    node = slot++;
                    made++;
                    finger.push(to - offset, node);
                    from = to + 1;
                }
            }
            slots.set(slot, Slots.END);
            trees.setNext(tree, slot);
            trees.addNodes(tree, made);
            return node;
        } catch (RuntimeException | Error e) {
            trees.addNodes(tree, made);
            while (made-- > 0) {
                node = removeLast(tree, node);
            }
            throw e;
        }
    }

    private int nameWithReference(int hash, byte[] key, int from, int length) {
        int name = names.find(hash, key, from, length);
        if (name < 0) {
            return names.add(~name, hash, key, from, length);
        }
        names.retain(name);
        return name;
    }

    /** The child of a node with that name, or 0. */
    private int child(int node, int name) {
        if (slots.get(node + 1) == name) {
            return node + 1;
        }
        int head = chains.find(node, name);
        return head == 0 ? 0 : head + 1;
    }

    /** Sees to it that a chain has room for its head and a node, in the stream and in the table. */
    private void makeRoomForChain(int tree) {
        if (trees.next(tree) + 2 > trees.limit(tree)) {
            slots.set(trees.next(tree), Slots.END);
            takeBlock(tree, trees.block(tree));
        }
        chains.reserve();
    }

    private void addChain(int tree, int parent, int head) {
        slots.set(head, ~parent);
        chains.add(head);
        trees.addChains(tree, 1);
    }

    private void takeBlock(int tree, int before) {
        int eighth = Math.max(1, trees.nodes(tree) / 8);
        int order = Math.max(Slots.LEAST_ORDER, Math.min(Slots.PAGE_ORDER, 31 - Integer.numberOfLeadingZeros(eighth)));
        int block = slots.acquire(order);
        int limit = block + (1 << slots.order(block)) - 1;
        slots.set(block, before);
        slots.set(block + 1, Slots.END);
        slots.set(limit, Slots.END);
        trees.setBlock(tree, block, limit);
    }

    /**
     * Takes back the node made last, which has no value and no children.
     *
     * @return its parent
     */
    private int removeLast(int tree, int node) {
        names.release(slots.get(node));
        int end = node;
        int parent = node - 1;
        if (slots.get(node - 1) < 0) {
            parent = ~slots.get(node - 1);
            if (parent != node - 1) {
                end = node - 1;
                chains.remove(end);
                trees.addChains(tree, -1);
            }
        }
        cut(tree, end);
        trees.addNodes(tree, -1);
        return parent;
    }

    /** Ends what is in use before a slot; the next node goes there, if that is in the tree's present block. */
    private void cut(int tree, int slot) {
        int block = trees.block(tree);
        slots.set(slot, Slots.END);
        trees.setNext(tree, slot > block && slot <= trees.limit(tree) ? slot : block + 1);
    }

    private void addSelf(int node, long value) {
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
    private void clear(int block, int root) {
        int[] array = slots.array(block);
        int start = slots.index(block);
        for (int i = start + 1; array[i] != Slots.END; i++) {
            int slot = block + i - start;
            if (array[i] >= 0) {
                names.release(array[i]);
                if (slots.getByte(slot) == LARGE) {
                    largeSelfs.remove(slot);
                }
            } else if (slot != root) {
                chains.remove(slot);
            }
        }
    }
}

package heapwood.tree;

import java.util.Arrays;

/**
 * The addition of one tree to another: the source's chains are inserted as keys, under the target's names. The missing nodes are made
 * first, so that a lack of room shows while they can still be removed. The values are added after that.
 *
 * <p>The source's slots are read in the order in which they were made, parents before children. {@code targets} holds the
 * target's node for each of them, or the complement of a node that this merge has made.
 */
final class Merge {
    private static final int LONGEST_TABLE = 1 << 30;

    private final CompactForest source;
    private final CompactForest target;
    private final int targetTree;
    private final TreeSlots slots;

    /** The target's node of each of the source's slots, by its position. */
    private final int[] targets;

    /** The target's names of a chain. */
    private int[] chain = LongMap.NO_KEYS;

    /**
     * The names of the source in the upper halves, and the target's in the lower ones. A hash table with open addressing, at most half
     * full. Each of the target's names counts a reference more during the merge.
     */
    private long[] renamed = new long[64];

    private int renamedCount;
    private final long multiplier = HashSeed.multiplier(HashSeed.next());

    Merge(CompactForest source, int sourceTree, CompactForest target, int targetTree) {
        this.source = source;
        this.target = target;
        this.targetTree = targetTree;
        slots = new TreeSlots(source.slots, source.trees.block(sourceTree));
        targets = new int[slots.count()];
    }

    void run() {
        // A tree may be merged into itself. The blocks were read before, and no node is missing then.
        try {
            for (int block : slots.blocks()) {
                makeNodes(block);
            }
            target.largeSelfs.reserve(values(false));
        } catch (RuntimeException | Error e) {
            takeBack();
            throw e;
        } finally {
            for (long entry : renamed) {
                if (entry != 0) {
                    target.names.release((int) entry);
                }
            }
        }
        values(true);
    }

    private void makeNodes(int block) {
        int[] array = source.slots.array(block);
        int start = source.slots.index(block);
        int position = slots.position(block) - start;
        if (chain.length < 1 << source.slots.order(block)) {
            chain = new int[1 << source.slots.order(block)];
        }
        for (int i = start + 1; array[i] != Slots.END; ) {
            int head = i++;
            int parent = ~array[head];
            int node;
            if (parent == block + head - start) {
                node = target.trees.root(targetTree);
                targets[position + head] = node;
            } else {
                node = node(targets[slots.position(parent)]);
            }
            int count = 0;
            for (; array[i] >= 0; i++) {
                chain[count++] = source == target ? array[i] : renamed(array[i]);
            }
            insert(node, count, position + head + 1);
        }
    }

    /** Follows the first names of {@link #chain} from a node, and makes the nodes that are missing. */
    private void insert(int parent, int count, int position) {
        int node = parent;
        int i = 0;
        while (i < count) {
            int[] array = target.slots.array(node + 1);
            int at = target.slots.index(node + 1);
            if (array[at] != chain[i]) {
                int head = target.chains.find(targetTree, node, chain[i]);
                if (head == 0) {
                    make(node, i, count, position);
                    return;
                }
                node = head;
                continue;
            }
            for (; i < count && array[at] == chain[i]; i++, at++) {
                targets[position + i] = ++node;
            }
        }
    }

    private void make(int parent, int first, int count, int position) {
        PathWriter writer = target.writer;
        writer.begin(targetTree, parent);
        int i = first;
        try {
            while (i < count) {
                int made = writer.addRun(chain, i, count);
                for (int node = writer.node() - made + 1; node <= writer.node(); node++) {
                    targets[position + i++] = ~node;
                }
            }
            writer.end();
        } catch (RuntimeException | Error e) {
            Arrays.fill(targets, position + first, position + i, 0);
            writer.undo();
            throw e;
        }
    }

    private int renamed(int name) {
        int place = place(name);
        return renamed[place] == 0 ? rename(name) : (int) renamed[place];
    }

    private int rename(int name) {
        if (isFull(renamedCount, renamed.length)) {
            long[] old = renamed;
            renamed = new long[old.length * 2];
            for (long entry : old) {
                if (entry != 0) {
                    renamed[place((int) (entry >>> Integer.SIZE))] = entry;
                }
            }
        }
        byte[] array = source.names.array(name);
        int offset = source.names.offset(name);
        int its = target.names.retain(array, NameRecords.start(array, offset), NameRecords.length(array, offset));
        renamed[place(name)] = (long) name << Integer.SIZE | its;
        renamedCount++;
        return its;
    }

    /**
     * Returns whether the table of names has to grow. The longest one has a free place for ever: a forest has fewer names than that,
     * because all but a few hundred take eight bytes of 8 GiB.
     */
    static boolean isFull(int count, int length) {
        return count >= length / 2 && length < LONGEST_TABLE;
    }

    private int place(int name) {
        int place = (int) (name * multiplier >>> Integer.numberOfLeadingZeros(renamed.length - 1) + Integer.SIZE);
        while (renamed[place] != 0 && (int) (renamed[place] >>> Integer.SIZE) != name) {
            place = place + 1 & renamed.length - 1;
        }
        return place;
    }

    /**
     * Goes through the source's values.
     *
     * @param add whether to add them, which allocates nothing if the target's map has room for what this method returns
     * @return the number of the target's nodes whose self values become large
     */
    private int values(boolean add) {
        int count = 0;
        for (int block : slots.blocks()) {
            int[] array = source.slots.array(block);
            int bytes = Slots.bytesFrom(array) + source.slots.index(block) / 4;
            int position = slots.position(block);
            int size = 1 << source.slots.order(block);
            // Most nodes have no value, and the bytes behind the last one are zero. The block's first byte is not a
            // value.
            int four = array[bytes] & ~0xFF;
            for (int i = 0; i < size; i += 4, four = i < size ? array[bytes + i / 4] : 0) {
                for (int at = i; four != 0; at++, four >>>= Byte.SIZE) {
                    if ((four & 0xFF) == 0) {
                        continue;
                    }
                    int node = node(targets[position + at]);
                    long self = source.self(block + at);
                    if (add) {
                        target.addSelf(node, self);
                    } else {
                        count += target.growsLarge(node, self) ? 1 : 0;
                    }
                }
            }
        }
        return count;
    }

    /** Removes the nodes made, the last one first. */
    private void takeBack() {
        int[] blocks = slots.blocks();
        for (int b = blocks.length - 1; b >= 0; b--) {
            int position = slots.position(blocks[b]);
            for (int i = position + (1 << source.slots.order(blocks[b])) - 1; i >= position; i--) {
                if (targets[i] < 0) {
                    target.writer.removeLast(targetTree, ~targets[i]);
                }
            }
        }
    }

    /** Returns the node of an element of {@link #targets}. */
    private static int node(int target) {
        return Math.max(target, ~target);
    }
}

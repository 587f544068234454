package heapwood.tree;

import java.util.Arrays;

/**
 * The addition of one tree to another. The missing nodes are made first, so that a lack of room shows while they can still be
 * removed. The values are added after that.
 *
 * <p>The source's slots are read in the order in which they were made, parents before children. {@code targets} holds the
 * target's node for each of them, with the slots of one block together and the blocks in the order of their slots.
 */
final class Merge {
    private final CompactForest source;
    private final CompactForest target;
    private final int targetTree;
    private final int[] blocks;
    private final int[] sortedBlocks;

    /** The index in {@code targets} of each block's first slot, by the block's index in {@code sortedBlocks}. */
    private final int[] starts;

    private final int[] targets;

    /** The target's names by the source's. */
    private final LongMap names = new LongMap();

    Merge(CompactForest source, int sourceTree, CompactForest target, int targetTree) {
        this.source = source;
        this.target = target;
        this.targetTree = targetTree;
        blocks = source.slots.linked(source.trees.block(sourceTree));
        sortedBlocks = blocks.clone();
        Arrays.sort(sortedBlocks);
        starts = new int[blocks.length + 1];
        for (int i = 0; i < blocks.length; i++) {
            starts[i + 1] = starts[i] + (1 << source.slots.order(sortedBlocks[i]));
        }
        targets = new int[starts[blocks.length]];
    }

    void run() {
        // A tree may be merged into itself. The blocks were read before, and no node is missing then.
        try {
            for (int block : blocks) {
                makeNodes(block);
            }
            target.largeSelfs.reserve(newLargeSelfs());
        } catch (RuntimeException | Error e) {
            takeBack();
            throw e;
        }
        for (int block : blocks) {
            addValues(block);
        }
    }

    private void makeNodes(int block) {
        int at = starts[Arrays.binarySearch(sortedBlocks, block)];
        int parent = 0;
        for (int slot = block + 1; source.slots.get(slot) != Slots.END; slot++) {
            int value = source.slots.get(slot);
            if (value >= 0) {
                parent = target(parent, value, at + slot - block);
            } else if (~value == slot) {
                parent = target.trees.root(targetTree);
                targets[at + slot - block] = parent;
            } else {
                parent = node(targets[position(~value)]);
            }
        }
    }

    /** Returns the target's node for a node of the source, and makes it if it is missing. */
    private int target(int parent, int sourceName, int position) {
        int name = name(sourceName);
        int child = name == 0 ? 0 : target.child(targetTree, parent, name);
        if (child == 0) {
            child = make(parent, sourceName, name);
            targets[position] = ~child;
        } else {
            targets[position] = child;
        }
        return child;
    }

    private int make(int parent, int sourceName, int known) {
        PathWriter writer = target.writer;
        writer.begin(targetTree, parent);
        writer.reserve();
        int name = known;
        if (known == 0) {
            names.reserve(1);
            name = addName(sourceName);
            names.put(sourceName, name);
        } else {
            target.names.retain(known);
        }
        int node = writer.add(name);
        writer.end();
        return node;
    }

    /** Returns the target's name for a name of the source, or 0 if it has none yet. */
    private int name(int sourceName) {
        if (source == target) {
            return sourceName;
        }
        int name = (int) names.get(sourceName);
        if (name == 0) {
            byte[] array = source.names.array(sourceName);
            int offset = source.names.offset(sourceName);
            int start = NameRecords.start(array, offset);
            int length = NameRecords.length(array, offset);
            int hash = NameHash.hash(target.names.scan(array, start, start + length));
            name = Math.max(0, target.names.find(hash, array, start, length));
            if (name != 0) {
                names.put(sourceName, name);
            }
        }
        return name;
    }

    private int addName(int sourceName) {
        byte[] array = source.names.array(sourceName);
        int offset = source.names.offset(sourceName);
        int start = NameRecords.start(array, offset);
        int length = NameRecords.length(array, offset);
        int hash = NameHash.hash(target.names.scan(array, start, start + length));
        return target.names.add(~target.names.find(hash, array, start, length), hash, array, start, length);
    }

    /** Returns the number of the target's nodes whose self value becomes large by the merge. */
    private int newLargeSelfs() {
        int count = 0;
        for (int block : blocks) {
            int at = starts[Arrays.binarySearch(sortedBlocks, block)];
            for (int slot = block + 1; source.slots.get(slot) != Slots.END; slot++) {
                if (source.slots.get(slot) >= 0 && source.slots.getByte(slot) != 0) {
                    count += target.growsLarge(node(targets[at + slot - block]), source.self(slot)) ? 1 : 0;
                }
            }
        }
        return count;
    }

    private void addValues(int block) {
        int at = starts[Arrays.binarySearch(sortedBlocks, block)];
        for (int slot = block + 1; source.slots.get(slot) != Slots.END; slot++) {
            if (source.slots.get(slot) >= 0) {
                long self = source.self(slot);
                if (self != 0) {
                    target.addSelf(node(targets[at + slot - block]), self);
                }
            }
        }
    }

    /** Removes the nodes made, the last one first. */
    private void takeBack() {
        for (int b = blocks.length - 1; b >= 0; b--) {
            int sorted = Arrays.binarySearch(sortedBlocks, blocks[b]);
            for (int i = starts[sorted + 1] - 1; i >= starts[sorted]; i--) {
                if (targets[i] < 0) {
                    target.writer.removeLast(targetTree, ~targets[i]);
                }
            }
        }
    }

    /** Returns the node of an element of {@code targets}, in which nodes made by this merge are complements. */
    private static int node(int target) {
        return target < 0 ? ~target : target;
    }

    private int position(int slot) {
        int at = Arrays.binarySearch(sortedBlocks, slot);
        int sorted = at >= 0 ? at : -at - 2;
        return starts[sorted] + slot - sortedBlocks[sorted];
    }
}

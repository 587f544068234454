package heapwood.time;

import heapwood.tree.HashSeed;
import java.util.Arrays;

/**
 * A tree of all stacks that ever occurred in a series. Nodes have dense numbers in the order of insertion, from 0 for
 * the root, so a parent's number is smaller than its children's. A node consists of its parent and its name, and is
 * never removed.
 */
final class StackTable {
    static final int ROOT = 0;

    private final NameTable names = new NameTable();
    private final long multiplier = HashSeed.multiplier(HashSeed.next());

    /** The parent of each node. The next arrays have each node's name, and its depth in edges below the root. */
    private int[] parents = new int[64];

    private int[] nodeNames = new int[64];
    private int[] depths = new int[64];
    private int count = 1;

    /** The hash table, with open addressing: a node, or 0 where a place is free. */
    private int[] table = new int[128];

    NameTable names() {
        return names;
    }

    /** Returns the number of nodes, the root included. */
    int count() {
        return count;
    }

    int parent(int node) {
        return parents[node];
    }

    int name(int node) {
        return nodeNames[node];
    }

    int depth(int node) {
        return depths[node];
    }

    /** Returns the child of a node with a given name. A new child is added and gets the next number. */
    int child(int parent, int name) {
        int mask = table.length - 1;
        int place = home(parent, name, mask);
        for (int node; (node = table[place]) != 0; place = place + 1 & mask) {
            if (parents[node] == parent && nodeNames[node] == name) {
                return node;
            }
        }
        if (count == parents.length) {
            int capacity = Math.addExact(count, count / 2);
            parents = Arrays.copyOf(parents, capacity);
            nodeNames = Arrays.copyOf(nodeNames, capacity);
            depths = Arrays.copyOf(depths, capacity);
        }
        parents[count] = parent;
        nodeNames[count] = name;
        depths[count] = depths[parent] + 1;
        table[place] = count++;
        if (2L * count > table.length) {
            grow();
        }
        return count - 1;
    }

    private void grow() {
        table = new int[Math.multiplyExact(2, table.length)];
        int mask = table.length - 1;
        for (int node = 1; node < count; node++) {
            int place = home(parents[node], nodeNames[node], mask);
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = node;
        }
    }

    private int home(int parent, int name, int mask) {
        return (int) (HashSeed.hash((long) parent << 32 | name, multiplier) >>> 32) & mask;
    }
}

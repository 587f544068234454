package heapwood.tree;

import java.util.Arrays;

/**
 * Turns a tree into the parts of a {@link FrozenTree}. Takes some 30 bytes a node while it works.
 *
 * <p>Names are numbered in the order of their bytes, from 1; the root's is 0.
 */
final class Freezer {
    private final NamePool pool = new NamePool(1L << 33, HashSeed.next());
    private final LongMap numbers = new LongMap();
    private final int nodes;
    private int[] names;
    private final int[] parents;
    private final int[] children;
    private final long[] selfs;
    private final byte[][] sorted;

    /** (parent name, name), each pair once, in order; and which successor of the parent's name that is, by frequency. */
    private long[] pairs;

    private int[] ranks;

    Freezer(StackTree tree) {
        if (tree.nodeCount() > Sizes.LONGEST_ARRAY) {
            throw new IllegalArgumentException("a tree of " + tree.nodeCount() + " nodes is too large to freeze");
        }
        nodes = (int) tree.nodeCount();
        names = new int[nodes];
        parents = new int[nodes];
        children = new int[nodes];
        selfs = new long[nodes];
        read(tree);
        sorted = sortNames();
        rankSuccessors();
    }

    private void read(StackTree tree) {
        int[] next = {0};
        int[][] path = {new int[16]};
        tree.walk((depth, array, offset, length, self, total) -> {
            int node = next[0]++;
            if (depth == path[0].length) {
                path[0] = Arrays.copyOf(path[0], Sizes.grown(depth, 16, depth));
            }
            path[0][depth] = node;
            selfs[node] = self;
            if (depth > 0) {
                parents[node] = path[0][depth - 1];
                children[parents[node]]++;
                names[node] = nameOf(array, offset, length);
            }
        });
    }

    private int nameOf(byte[] array, int offset, int length) {
        int hash = NameHash.hash(pool.scan(array, offset, offset + length));
        int name = pool.find(hash, array, offset, length);
        if (name < 0) {
            name = pool.add(~name, hash, array, offset, length);
            numbers.put(name, numbers.size() + 1L);
        }
        return (int) numbers.get(name);
    }

    private byte[][] sortNames() {
        int count = numbers.size();
        byte[][] byNumber = new byte[count + 1][];
        byNumber[0] = new byte[0];
        int[] ids = numbers.keys();
        for (int id : ids) {
            if (id != 0) {
                byte[] array = pool.array(id);
                int start = NameRecords.start(array, pool.offset(id));
                byNumber[(int) numbers.get(id)] =
                        Arrays.copyOfRange(array, start, start + NameRecords.length(array, pool.offset(id)));
            }
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i + 1);
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(byNumber[a], byNumber[b]));
        int[] sortedNumber = new int[count + 1];
        byte[][] result = new byte[count + 1][];
        result[0] = byNumber[0];
        for (int i = 0; i < count; i++) {
            sortedNumber[order[i]] = i + 1;
            result[i + 1] = byNumber[order[i]];
        }
        for (int node = 1; node < nodes; node++) {
            names[node] = sortedNumber[names[node]];
        }
        return result;
    }

    private void rankSuccessors() {
        long[] all = new long[nodes - 1];
        for (int node = 1; node < nodes; node++) {
            all[node - 1] = pair(node);
        }
        Arrays.sort(all);
        pairs = new long[all.length];
        int[] counts = new int[all.length];
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                pairs[distinct++] = all[i];
            }
            counts[distinct - 1]++;
        }
        pairs = Arrays.copyOf(pairs, distinct);
        ranks = new int[distinct];
        for (int from = 0; from < distinct; ) {
            int to = from;
            while (to < distinct && pairs[to] >>> 32 == pairs[from] >>> 32) {
                to++;
            }
            Integer[] order = new Integer[to - from];
            int first = from;
            Arrays.setAll(order, i -> first + i);
            Arrays.sort(order, (a, b) -> counts[b] - counts[a]);
            for (int i = 0; i < order.length; i++) {
                ranks[order[i]] = i;
            }
            from = to;
        }
    }

    private long pair(int node) {
        return (long) names[parents[node]] << 32 | names[node];
    }

    int nodes() {
        return nodes;
    }

    byte[][] names() {
        return sorted;
    }

    /** name -> its successors, the most frequent first. */
    int[][] successors() {
        int[][] result = new int[sorted.length][];
        Arrays.fill(result, new int[0]);
        for (int from = 0; from < pairs.length; ) {
            int parent = (int) (pairs[from] >>> 32);
            int to = from;
            while (to < pairs.length && pairs[to] >>> 32 == parent) {
                to++;
            }
            int[] list = new int[to - from];
            for (int i = from; i < to; i++) {
                list[ranks[i]] = (int) pairs[i];
            }
            result[parent] = list;
            from = to;
        }
        return result;
    }

    /** How probable a 0 is in each context, from 1 to 255. */
    byte[] probabilities() {
        int contexts = sorted.length * FrozenCode.EACH_NAME + FrozenCode.SHARED;
        int[] zeros = new int[contexts];
        int[] ones = new int[contexts];
        code(new FrozenCode(sorted.length) {
            @Override
            int bit(int context, int bit) {
                (bit == 0 ? zeros : ones)[context]++;
                return bit;
            }

            @Override
            int evenBit(int bit) {
                return bit;
            }
        });
        byte[] result = new byte[contexts];
        for (int i = 0; i < contexts; i++) {
            double zero = (zeros[i] + 0.02) / (zeros[i] + ones[i] + 0.04);
            result[i] = (byte) Math.max(1, Math.min(255, Math.round(zero * 256)));
        }
        return result;
    }

    /** The nodes, coded with these probabilities. */
    byte[] stream(byte[] probabilities) {
        RangeEncoder encoder = new RangeEncoder();
        code(new FrozenCode(sorted.length) {
            @Override
            int bit(int context, int bit) {
                encoder.bit(bit, probabilities[context] & 0xFF);
                return bit;
            }

            @Override
            int evenBit(int bit) {
                encoder.bit(bit, 128);
                return bit;
            }
        });
        return encoder.finish();
    }

    private void code(FrozenCode code) {
        for (int node = 0; node < nodes; node++) {
            if (node > 0) {
                code.rank(names[parents[node]], ranks[Arrays.binarySearch(pairs, pair(node))]);
            }
            code.children(names[node], children[node]);
            code.self(children[node] == 0, selfs[node]);
        }
    }
}

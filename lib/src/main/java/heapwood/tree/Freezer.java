package heapwood.tree;

import java.util.Arrays;

/**
 * Turns a tree into the parts of a {@link FrozenTree}. Takes 20 bytes a node while it works, and some 70 for each name.
 *
 * <p>Names are numbered in the order of their bytes, from 1; the root's is 0. A compact tree's are read where they are.
 */
final class Freezer {
    /** What a frozen tree consists of. */
    record Parts(int nodes, long total, FrozenNames names, byte[] probabilities, byte[] stream) {}

    private final NamePool pool;
    private final int nodes;

    /** node -> its name's number; while the tree is read, its id in the pool. */
    private final int[] names;

    private final int[] parents;
    private final int[] children;
    private final long[] selfs;

    /** The id of each name but the root's, above, in order. */
    private final long[] sorted;

    /** (parent name, name), each pair once, in order; and which successor of the parent's name that is, by frequency. */
    private final long[] pairs;

    private final int[] ranks;

    private Freezer(StackTree tree) {
        if (tree.nodeCount() > Sizes.LONGEST_ARRAY) {
            throw new IllegalArgumentException("a tree of " + tree.nodeCount() + " nodes is too large to freeze");
        }
        pool = tree instanceof CompactTree compact ? compact.forest().names : new NamePool(1L << 33, HashSeed.next());
        nodes = (int) tree.nodeCount();
        names = new int[nodes];
        parents = new int[nodes];
        children = new int[nodes];
        selfs = new long[nodes];
        LongMap numbers = read(tree);
        sorted = sort(numbers);
        for (int node = 1; node < nodes; node++) {
            names[node] = (int) numbers.get(names[node]);
        }
        int[] counts = new int[nodes - 1];
        pairs = countPairs(counts);
        ranks = rankSuccessors(counts);
    }

    /** The parts of a tree, which stays as it is. */
    static Parts parts(StackTree tree) {
        Freezer freezer = new Freezer(tree);
        byte[] probabilities = freezer.probabilities();
        byte[] stream = freezer.stream(probabilities);
        return new Parts(freezer.nodes, tree.total(), freezer.names(), probabilities, stream);
    }

    /** Reads all nodes; gives a map that has the ids of their names. */
    private LongMap read(StackTree tree) {
        LongMap numbers = new LongMap();
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
                names[node] = idOf(array, offset, length);
                if (numbers.get(names[node]) == 0) {
                    numbers.put(names[node], 1);
                }
            }
        });
        return numbers;
    }

    private int idOf(byte[] array, int offset, int length) {
        int hash = NameHash.hash(pool.scan(array, offset, offset + length));
        int id = pool.find(hash, array, offset, length);
        return id > 0 ? id : pool.add(~id, hash, array, offset, length);
    }

    /** Sorts the ids that a map has, and sets their numbers there. */
    private long[] sort(LongMap numbers) {
        long[] result = new long[numbers.size()];
        int count = 0;
        for (int id : numbers.keys()) {
            if (id != 0) {
                result[count++] = (long) id << Integer.SIZE;
            }
        }
        pool.sort(result, 0, count);
        for (int i = 0; i < count; i++) {
            numbers.put((int) (result[i] >>> Integer.SIZE), i + 1L);
        }
        return result;
    }

    private long[] countPairs(int[] counts) {
        long[] all = new long[nodes - 1];
        for (int node = 1; node < nodes; node++) {
            all[node - 1] = pair(node);
        }
        Arrays.sort(all);
        int distinct = 0;
        for (long each : all) {
            if (distinct == 0 || each != all[distinct - 1]) {
                all[distinct++] = each;
            }
            counts[distinct - 1]++;
        }
        return distinct == all.length ? all : Arrays.copyOf(all, distinct);
    }

    private int[] rankSuccessors(int[] counts) {
        int[] result = new int[pairs.length];
        for (int from = 0; from < pairs.length; ) {
            int to = from;
            while (to < pairs.length && pairs[to] >>> 32 == pairs[from] >>> 32) {
                to++;
            }
            long[] order = new long[to - from];
            for (int i = from; i < to; i++) {
                order[i - from] = (long) -counts[i] << 32 | i;
            }
            Arrays.sort(order);
            for (int i = 0; i < order.length; i++) {
                result[(int) order[i]] = i;
            }
            from = to;
        }
        return result;
    }

    private long pair(int node) {
        return (long) names[parents[node]] << 32 | names[node];
    }

    /** The names, and the successors of each, the most frequent first. */
    private FrozenNames names() {
        int[] starts = new int[sorted.length + 2];
        for (int i = 0; i < sorted.length; i++) {
            int id = (int) (sorted[i] >>> Integer.SIZE);
            starts[i + 2] = NameRecords.length(pool.array(id), pool.offset(id));
        }
        int[] firsts = new int[starts.length];
        for (long pair : pairs) {
            firsts[(int) (pair >>> 32) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            firsts[i] += firsts[i - 1];
            starts[i] += starts[i - 1];
            if (starts[i] < 0 || starts[i] > Sizes.LONGEST_ARRAY) {
                throw new IllegalArgumentException("a tree whose names have 2 GiB together is too large to freeze");
            }
        }
        byte[] bytes = new byte[starts[starts.length - 1]];
        for (int i = 0; i < sorted.length; i++) {
            int id = (int) (sorted[i] >>> Integer.SIZE);
            int start = NameRecords.start(pool.array(id), pool.offset(id));
            System.arraycopy(pool.array(id), start, bytes, starts[i + 1], starts[i + 2] - starts[i + 1]);
        }
        int[] successors = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            successors[firsts[(int) (pairs[i] >>> 32)] + ranks[i]] = (int) pairs[i];
        }
        return new FrozenNames(bytes, starts, successors, firsts);
    }

    /** How probable a 0 is in each context, from 1 to 255. */
    private byte[] probabilities() {
        int contexts = FrozenCode.contexts(sorted.length + 1L);
        int[] zeros = new int[contexts];
        int[] ones = new int[contexts];
        code(new FrozenCode(sorted.length + 1) {
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
    private byte[] stream(byte[] probabilities) {
        RangeEncoder encoder = new RangeEncoder();
        code(new FrozenCode(sorted.length + 1) {
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

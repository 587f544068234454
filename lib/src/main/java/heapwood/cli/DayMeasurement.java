package heapwood.cli;

import heapwood.lab.child.LiveObjects;
import heapwood.profile.Format;
import heapwood.profile.ProfileWriter;
import heapwood.time.ProfileStore;
import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.FrozenTree;
import heapwood.tree.StackTree;
import heapwood.workload.SyntheticDay;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * The measurement of what it costs to keep synthetic profiles of ten seconds in one of three ways, and to answer for ranges of
 * them.
 */
final class DayMeasurement {
    static final String APPLICATION = "shop";
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final Duration STEP = Duration.ofSeconds(10);

    /** One profile in so many is written as pprof, which takes longer than everything else. */
    private static final int PPROF_EVERY = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SyntheticDay day;
    private final int steps;
    private final Kept kept;
    private final double[] ingestCpu;
    private final double[] ingestMillis;
    private long nodesOfAll;
    private long pprofBytes;

    /** The number of objects that all profiles are as reference trees, counted in one profile of ten and multiplied. */
    private long referenceObjects;

    /** The samples of each profile: the number of the key, and the value, one after the other. */
    private final int[][] samples;

    private final Map<byte[], Integer> numbers = new IdentityHashMap<>();
    private final List<byte[]> keys = new ArrayList<>();

    /** A way of keeping profiles. */
    interface Kept {
        void append(int step, CompactTree profile) throws IOException;

        CompactTree query(int from, int to) throws IOException;

        /** Returns the objects to count. */
        List<Object> objects();

        /** Returns the size in bytes, on disk or of the arrays that would be on disk. */
        long bytes();
    }

    /** One query. */
    record Query(int from, int to, int round, double cpuMillis, double millis, long nodes, String equal) {}

    DayMeasurement(SyntheticDay day, int steps, Kept kept) {
        this.day = day;
        this.steps = steps;
        this.kept = kept;
        ingestCpu = new double[steps];
        ingestMillis = new double[steps];
        samples = new int[steps][];
    }

    void ingest(IntConsumer progress) throws IOException {
        for (int step = 0; step < steps; step++) {
            CompactTree profile = new CompactTree();
            samples[step] = fill(step, profile);
            nodesOfAll += profile.nodeCount();
            if (step % PPROF_EVERY == 0) {
                pprofBytes += packedSize(profile, Format.PPROF);
                referenceObjects += objectsOf(profile);
            }
            long millis = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            kept.append(step, profile);
            ingestCpu[step] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            ingestMillis[step] = (System.nanoTime() - millis) / 1e6;
            progress.accept(step + 1);
        }
    }

    /** Returns the number of objects that a tree is as a reference tree: 3 for each node, 2 for each leaf, and the tree. */
    private static long objectsOf(StackTree tree) {
        long[] objects = {1};
        int[] last = {-1};
        tree.walk((depth, names, offset, length, self, total) -> {
            // Whether the node before has children shows at this one.
            objects[0] += last[0] < 0 ? 0 : depth > last[0] ? 3 : 2;
            last[0] = depth;
        });
        return objects[0] + 2;
    }

    private int[] fill(int step, CompactTree profile) {
        int[][] found = {new int[64]};
        int[] length = {0};
        day.profile(step, (key, offset, keyLength, value) -> {
            profile.insert(key, offset, keyLength, value);
            Integer number = numbers.get(key);
            if (number == null) {
                number = keys.size();
                numbers.put(key, number);
                keys.add(key);
            }
            if (length[0] == found[0].length) {
                found[0] = Arrays.copyOf(found[0], 2 * length[0]);
            }
            found[0][length[0]++] = number;
            found[0][length[0]++] = (int) value;
        });
        return Arrays.copyOf(found[0], length[0]);
    }

    private static long packedSize(StackTree tree, Format format) throws IOException {
        long[] size = {0};
        try (OutputStream out = new GZIPOutputStream(new OutputStream() {
            @Override
            public void write(int each) {
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                size[0] += length;
            }
        })) {
            new ProfileWriter().write(tree, out, format);
        }
        return size[0];
    }

    /**
     * Queries random ranges.
     *
     * @param count the number of ranges
     * @param compared the number of ranges whose tree is compared with the one that all stacks of the range were inserted into
     * @param rounds how often the same ranges are queried
     */
    List<Query> query(int count, int compared, int rounds, IntConsumer progress) throws IOException {
        List<Query> queries = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(7);
            for (int i = 0; i < count; i++) {
                int[] range = range(random, i);
                queries.add(query(range[0], range[1], round, round == 0 && i < compared));
                progress.accept(queries.size());
            }
        }
        return queries;
    }

    /** Returns two times of a day, uniform, or a length whose logarithm is uniform, in turn. */
    private int[] range(Random random, int number) {
        int from = random.nextInt(steps);
        int to = random.nextInt(steps);
        if (number % 2 == 0) {
            return new int[] {Math.min(from, to), Math.max(from, to) + 1};
        }
        int length = (int) Math.exp(random.nextDouble() * Math.log(steps));
        int start = random.nextInt(steps - length + 1);
        return new int[] {start, start + length};
    }

    private Query query(int from, int to, int round, boolean compare) throws IOException {
        long millis = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        CompactTree tree = kept.query(from, to);
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        millis = System.nanoTime() - millis;
        String equal = compare ? (digest(tree).equals(digest(naive(from, to))) ? "yes" : "no") : "";
        return new Query(from, to, round, cpu / 1e6, millis / 1e6, tree.nodeCount(), equal);
    }

    /**
     * Returns a digest of all nodes in the tree's order: depth, name and value of each. The digest of keys would take a hundred
     * times as long for stacks as deep as these.
     */
    private static String digest(StackTree tree) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES);
        tree.walk((depth, names, offset, length, self, total) -> {
            numbers.clear().putInt(depth).putInt(length).putLong(self);
            digest.update(numbers.array());
            digest.update(names, offset, length);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the tree of the sums of all stacks of a range, made from the stacks alone. */
    private CompactTree naive(int from, int to) {
        long[] sums = new long[keys.size()];
        for (int step = from; step < to; step++) {
            for (int i = 0; i < samples[step].length; i += 2) {
                sums[samples[step][i]] += samples[step][i + 1];
            }
        }
        CompactTree tree = new CompactTree();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                tree.insert(keys.get(i), 0, keys.get(i).length, sums[i]);
            }
        }
        return tree;
    }

    int steps() {
        return steps;
    }

    long nodesOfAll() {
        return nodesOfAll;
    }

    long bytes() {
        return kept.bytes();
    }

    /** Returns the bytes that all profiles are as gzipped pprof, from one in ten. */
    long pprofBytes() {
        return scaled(pprofBytes);
    }

    long referenceObjects() {
        return scaled(referenceObjects);
    }

    private long scaled(long part) {
        int counted = (steps + PPROF_EVERY - 1) / PPROF_EVERY;
        return Math.round((double) part * steps / counted);
    }

    long otlpBytes() throws IOException {
        return packedSize(naive(0, steps), Format.OTLP);
    }

    long objects() {
        return LiveObjects.reachableFromAll(kept.objects()).objects();
    }

    double ingestCpu(double share) {
        return quantile(ingestCpu, share);
    }

    double ingestMillis(double share) {
        return quantile(ingestMillis, share);
    }

    double ingestCpuSum() {
        return Arrays.stream(ingestCpu).sum();
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    /** Profiles in a store. */
    static final class InStore implements Kept {
        private final ProfileStore store;

        InStore(ProfileStore store) {
            this.store = store;
        }

        static Instant time(int step) {
            return START.plus(STEP.multipliedBy(step));
        }

        @Override
        public void append(int step, CompactTree profile) throws IOException {
            store.append(APPLICATION, time(step), profile);
        }

        @Override
        public CompactTree query(int from, int to) throws IOException {
            return store.query(APPLICATION, time(from), time(to));
        }

        @Override
        public List<Object> objects() {
            return store.tables();
        }

        @Override
        public long bytes() {
            return store.info(APPLICATION).bytes();
        }
    }

    /** Profiles as trees of a forest in memory, all of which a query merges. */
    static final class InTrees implements Kept {
        private final CompactForest forest = new CompactForest();
        private final List<Integer> trees = new ArrayList<>();

        @Override
        public void append(int step, CompactTree profile) {
            int tree = forest.newTree();
            forest.merge(tree, profile.forest(), profile.handle());
            trees.add(tree);
        }

        @Override
        public CompactTree query(int from, int to) {
            CompactTree sum = new CompactTree();
            for (int i = from; i < to; i++) {
                sum.forest().merge(sum.handle(), forest, trees.get(i));
            }
            return sum;
        }

        @Override
        public List<Object> objects() {
            return List.of(forest);
        }

        @Override
        public long bytes() {
            return forest.footprint().total();
        }
    }

    /** Profiles as frozen trees, with the sums of ten, a hundred, a thousand of them and so on as frozen trees, too. */
    static final class InSegments implements Kept {
        private static final int BASE = 10;

        /** The segments by level and number. */
        private final List<List<FrozenTree>> levels = new ArrayList<>();

        @Override
        public void append(int step, CompactTree profile) {
            add(0, FrozenTree.freeze(profile));
        }

        private void add(int level, FrozenTree segment) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<FrozenTree> segments = levels.get(level);
            segments.add(segment);
            if (segments.size() % BASE == 0) {
                CompactTree sum = new CompactTree();
                segments.subList(segments.size() - BASE, segments.size()).forEach(each -> each.thaw(sum));
                add(level + 1, FrozenTree.freeze(sum));
            }
        }

        @Override
        public CompactTree query(int from, int to) {
            CompactTree sum = new CompactTree();
            int level = levels.size() - 1;
            cover(sum, level, from, to);
            return sum;
        }

        private void cover(CompactTree sum, int level, int from, int to) {
            if (from >= to) {
                return;
            }
            int size = (int) Math.pow(BASE, level);
            int first = -Math.floorDiv(-from, size);
            int end = Math.min(to / size, levels.get(level).size());
            if (first >= end) {
                cover(sum, level - 1, from, to);
                return;
            }
            cover(sum, level - 1, from, first * size);
            levels.get(level).subList(first, end).forEach(segment -> segment.thaw(sum));
            cover(sum, level - 1, end * size, to);
        }

        @Override
        public List<Object> objects() {
            return new ArrayList<>(levels);
        }

        @Override
        public long bytes() {
            return levels.stream()
                    .flatMap(List::stream)
                    .mapToLong(FrozenTree::size)
                    .sum();
        }
    }
}

package heapwood.time;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A series of profiles in one file, those of one application.
 *
 * <p><b>Slots.</b> Time is cut into slots of one step each, numbered from 1970 on. A profile belongs to the slot that
 * it begins in. A <em>block</em> of level l is 10<sup>l</sup> slots, aligned. Level 0 has the runs of the profiles
 * ({@link Sums}), the other levels the sums of their blocks' runs. A block is <em>sealed</em>, that is, its sum is
 * written, when a profile of a later block is appended. A late profile of a sealed block is written once more for each
 * level that has been sealed. So all levels are exact for sealed blocks.
 *
 * <p><b>Format.</b> The first record of the file has name, step and unit. Each further record is what one append adds,
 * completely or not at all: the new names; the new nodes, each as the distance to its parent and a name; the runs, each
 * as level, slot, and bytes; and for each level the block up to which it is sealed.
 */
final class Series implements Closeable {
    static final int LEVELS = 8;
    private static final int BASE = 10;
    private static final long FARTHEST_SECONDS = 1L << 50;

    /** The limit of the times at which profiles begin, so much less that whole blocks of any range are within the other one. */
    private static final long FARTHEST_PROFILE_SECONDS = 1L << 49;

    private final Path path;
    private final boolean write;
    private RecordFile file;
    private String name;
    private Sampling sampling;
    private long stepMillis;
    private StackTable stacks;
    private Runs[] runs;

    /** The first block that is not sealed, by level. */
    private long[] sealed;

    /** The identity of the opened file, to notice that it was replaced; null where the system has no such keys. */
    private Object fileKey;

    private Series(Path path, boolean write) {
        this.path = path;
        this.write = write;
    }

    /**
     * Opens a series.
     *
     * @param write true to append profiles, false to read only
     */
    static Series open(Path path, boolean write) throws IOException {
        Series series = new Series(path, write);
        series.load();
        return series;
    }

    /** Creates a series without profiles. */
    static Series create(Path path, String name, Sampling sampling) throws IOException {
        RecordFile.create(path, header(name, sampling));
        return open(path, true);
    }

    private static byte[] header(String name, Sampling sampling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeStringNoTag(name);
        out.writeUInt64NoTag(sampling.step().toMillis());
        out.writeStringNoTag(sampling.unit());
        out.flush();
        return bytes.toByteArray();
    }

    private void load() throws IOException {
        if (file != null) {
            file.close();
        }
        stacks = new StackTable();
        runs = new Runs[LEVELS];
        Arrays.setAll(runs, level -> new Runs());
        sealed = new long[LEVELS];
        Arrays.fill(sealed, Long.MIN_VALUE);
        fileKey = keyOf(path);
        file = RecordFile.open(path, write);
        try {
            ByteBuffer header = file.next();
            if (header == null) {
                throw new StoreException(path + " has no whole first record: it is no series of profiles");
            }
            CodedInputStream in = coded(header);
            name = in.readString();
            stepMillis = in.readUInt64();
            sampling = new Sampling(Duration.ofMillis(stepMillis), in.readString());
            readNew();
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            file.close();
            throw new StoreException(path + " is no series of profiles: " + e.getMessage());
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private static CodedInputStream coded(ByteBuffer bytes) {
        return CodedInputStream.newInstance(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    /** Reads the records that were added since the last reading. */
    private void readNew() throws IOException {
        for (ByteBuffer record; (record = file.next()) != null; ) {
            try {
                apply(record, file.start(record.remaining()), stacks.count());
            } catch (StoreException e) {
                throw e;
            } catch (IOException | IndexOutOfBoundsException e) {
                throw new StoreException(
                        path + ": a record that ends at byte " + file.end() + " makes no sense: " + e.getMessage());
            }
        }
        file.checkEnd();
    }

    /** Reads what another process has appended. Reads the whole file if it was replaced. */
    void refresh() throws IOException {
        if (Files.size(path) < file.end() || !sameFile()) {
            load();
        } else {
            readNew();
        }
    }

    private boolean sameFile() throws IOException {
        return Objects.equals(fileKey, keyOf(path));
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Adds the contents of a record to the tables.
     *
     * @param start the position of its bytes in the file
     * @param firstNode the number of its first node; when writing, its nodes are in the table already
     */
    private void apply(ByteBuffer record, long start, int firstNode) throws IOException {
        CodedInputStream in = coded(record);
        for (int i = in.readUInt32(); i > 0; i--) {
            byte[] frame = in.readByteArray();
            checkFrame(frame);
            stacks.names().add(frame, 0, frame.length);
        }
        int nodes = in.readUInt32();
        for (int node = firstNode; node < firstNode + nodes; node++) {
            int parent = node - in.readUInt32();
            int frame = in.readUInt32();
            if (parent < 0
                    || parent >= node
                    || frame < 0
                    || frame >= stacks.names().count()) {
                throw new StoreException(
                        path + ": a record that ends at byte " + file.end() + " names a node that is not there");
            }
            if (stacks.child(parent, frame) != node) {
                throw new StoreException(path + ": a record that ends at byte " + file.end() + " has a node twice");
            }
        }
        for (int i = in.readUInt32(); i > 0; i--) {
            int level = in.readUInt32();
            long slot = in.readSInt64();
            int length = in.readUInt32();
            checkBlock(level, slot);
            runs[level].add(slot, start + in.getTotalBytesRead(), length);
            in.skipRawBytes(length);
        }
        for (int i = in.readUInt32(); i > 0; i--) {
            int level = in.readUInt32();
            long until = in.readSInt64();
            checkBlock(level, until);
            sealed[level] = until;
        }
    }

    private void checkBlock(int level, long block) throws StoreException {
        if (level < 0 || level >= LEVELS || Math.abs(block) > farthestSlot() / slots(level) + 1) {
            throw new StoreException(path + ": a record that ends at byte " + file.end() + " has a block " + block
                    + " of level " + level + ", which no profile can be in");
        }
    }

    private long farthestSlot() {
        return FARTHEST_PROFILE_SECONDS * 1000 / stepMillis;
    }

    private void checkFrame(byte[] frame) throws StoreException {
        for (byte b : frame) {
            if (b == StackTree.SEPARATOR) {
                throw new StoreException(path + ": a record that ends at byte " + file.end()
                        + " has a frame with a separator, which would be two frames");
            }
        }
    }

    /** Removes a torn end and returns its length in bytes. */
    long recover() throws IOException {
        long torn = file.torn();
        if (torn > 0) {
            file.cut();
        }
        return torn;
    }

    String name() {
        return name;
    }

    StackTable stacks() {
        return stacks;
    }

    Runs[] runs() {
        return runs;
    }

    Sampling sampling() {
        return sampling;
    }

    /** Adds a profile. If this throws, no profile has been added. */
    void append(Instant time, StackTree tree) throws IOException {
        try {
            long slot = slot(time);
            for (int level = 1; level < LEVELS; level++) {
                seal(level, block(level, slot));
            }
            int oldNames = stacks.names().count();
            int oldNodes = stacks.count();
            byte[] run = read(tree).run(null);
            SeriesRecord record = new SeriesRecord();
            record.stacks(stacks, oldNames, oldNodes);
            record.run(0, slot, run);
            for (int level = 1; level < LEVELS; level++) {
                if (block(level, slot) < sealed[level]) {
                    record.run(level, block(level, slot), run);
                }
            }
            add(record, oldNodes);
        } catch (Throwable e) {
            takeBack(e);
            throw e;
        }
    }

    /** Writes the sums of those blocks of a level that are before another block, if there are any. */
    private void seal(int level, long until) throws IOException {
        Runs below = runs[level - 1];
        int run = sealed[level] == Long.MIN_VALUE ? 0 : below.firstFrom(sealed[level] * BASE);
        if (run == below.count() || Math.floorDiv(below.slot(run), BASE) >= until) {
            return;
        }
        SeriesRecord record = new SeriesRecord();
        while (run < below.count() && Math.floorDiv(below.slot(run), BASE) < until) {
            long block = Math.floorDiv(below.slot(run), BASE);
            Sums sum = new Sums(stacks.count());
            addRuns(sum, level - 1, block * BASE, (block + 1) * BASE);
            record.run(level, block, sum.run(null));
            run = below.firstFrom((block + 1) * BASE);
        }
        record.sealed(level, until);
        add(record, stacks.count());
    }

    private void add(SeriesRecord record, int firstNode) throws IOException {
        byte[] bytes = record.bytes();
        file.append(bytes, bytes.length);
        apply(ByteBuffer.wrap(bytes), file.start(bytes.length), firstNode);
    }

    /** Restores the state of the file's complete records after a failed write. */
    private void takeBack(Throwable cause) {
        try {
            file.cut();
            load();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private Sums read(StackTree tree) {
        Collector collector = new Collector();
        tree.walk(collector);
        collector.end();
        Sums sums = new Sums(stacks.count());
        for (int i = 0; i < collector.count; i++) {
            sums.add(collector.nodes[i], collector.selfs[i]);
        }
        return sums;
    }

    /** A visitor that finds the nodes of a tree in the table, and collects those that have a value or no children. */
    private final class Collector implements StackTree.NodeVisitor {
        int[] nodes = new int[64];
        long[] selfs = new long[64];
        int count;

        /** The node at each depth of the current path. */
        private int[] path = new int[64];

        private int lastDepth;
        private long lastSelf;

        @Override
        public void node(int depth, byte[] names, int offset, int length, long self, long total) {
            if (depth == 0) {
                path[0] = StackTable.ROOT;
                return;
            }
            if (depth <= lastDepth || lastSelf != 0) {
                keepLast();
            }
            if (depth == path.length) {
                path = Arrays.copyOf(path, 2 * depth);
            }
            path[depth] = stacks.child(path[depth - 1], stacks.names().add(names, offset, offset + length));
            lastDepth = depth;
            lastSelf = self;
        }

        void end() {
            keepLast();
        }

        private void keepLast() {
            if (lastDepth == 0) {
                return;
            }
            if (count == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * count);
                selfs = Arrays.copyOf(selfs, 2 * count);
            }
            nodes[count] = path[lastDepth];
            selfs[count++] = lastSelf;
        }
    }

    long slot(Instant time) {
        if (Math.abs(time.getEpochSecond()) >= FARTHEST_PROFILE_SECONDS) {
            throw new IllegalArgumentException("a profile cannot begin at " + time + ", millions of years away");
        }
        return Math.floorDiv(time.toEpochMilli(), stepMillis);
    }

    private static long block(int level, long slot) {
        return Math.floorDiv(slot, slots(level));
    }

    private static long slots(int level) {
        long slots = 1;
        for (int i = 0; i < level; i++) {
            slots *= BASE;
        }
        return slots;
    }

    /**
     * Adds all runs of a range of blocks of one level.
     *
     * @param from the first block
     * @param to the end of the range, exclusive
     */
    private void addRuns(Sums sums, int level, long from, long to) throws IOException {
        int end = runs[level].firstFrom(to);
        for (int run = runs[level].firstFrom(from); run < end; run++) {
            addRun(sums, runs[level].position(run), runs[level].length(run));
        }
    }

    private void addRun(Sums sums, long position, int length) throws IOException {
        try {
            sums.add(file.read(position, length));
        } catch (StoreException e) {
            throw new StoreException(path + " is damaged near byte " + position + ": " + e.getMessage());
        }
    }

    /**
     * Returns the sum of all profiles of a range, from as few runs as possible.
     *
     * @param from the first slot
     * @param to the end of the range, exclusive
     */
    private Sums sum(long from, long to) throws IOException {
        Sums sums = new Sums(stacks.count());
        cover(sums, LEVELS - 1, from, to);
        return sums;
    }

    private void cover(Sums sums, int level, long from, long to) throws IOException {
        if (from >= to) {
            return;
        }
        if (level == 0) {
            addRuns(sums, 0, from, to);
            return;
        }
        long slots = slots(level);
        long first = -Math.floorDiv(-from, slots);
        long end = Math.min(Math.floorDiv(to, slots), sealed[level]);
        if (first >= end) {
            cover(sums, level - 1, from, to);
            return;
        }
        cover(sums, level - 1, from, first * slots);
        addRuns(sums, level, first, end);
        cover(sums, level - 1, end * slots, to);
    }

    /** Returns the tree of all profiles that begin in a range of time. */
    CompactTree query(Instant from, Instant to) throws IOException {
        // Limit the range to the existing runs, so that no slot number overflows.
        if (runs[0].count() == 0) {
            return new CompactTree();
        }
        long first = Math.max(firstSlotFrom(from), runs[0].slot(0));
        long end = Math.min(firstSlotFrom(to), runs[0].slot(runs[0].count() - 1) + 1);
        return tree(sum(first, end));
    }

    /** Returns the sum of the values of each slot's profiles in a range of time, by the time at which the slot begins. */
    NavigableMap<Instant, Long> totals(Instant from, Instant to) throws IOException {
        NavigableMap<Instant, Long> totals = new TreeMap<>();
        long end = firstSlotFrom(to);
        int count = runs[0].count();
        for (int run = runs[0].firstFrom(firstSlotFrom(from)); run < count && runs[0].slot(run) < end; run++) {
            RunReader reader = new RunReader(file.read(runs[0].position(run), runs[0].length(run)));
            long total = 0;
            while (reader.next()) {
                total += reader.self();
            }
            totals.merge(Instant.ofEpochMilli(runs[0].slot(run) * stepMillis), total, Long::sum);
        }
        return totals;
    }

    /** Returns the first slot that begins at or after a time. Clamps times that are millions of years away. */
    private long firstSlotFrom(Instant time) {
        long seconds = Math.max(-FARTHEST_SECONDS, Math.min(FARTHEST_SECONDS, time.getEpochSecond()));
        return -Math.floorDiv(-(seconds * 1000 + time.getNano() / 1_000_000), stepMillis);
    }

    private CompactTree tree(Sums sums) {
        CompactTree tree = new CompactTree();
        CompactForest forest = tree.forest();
        int[] frames = new int[stacks.names().count()];
        Arrays.fill(frames, -1);
        int[] path = new int[64];
        int[] key = new int[64];
        int depth = 0;
        for (int node = sums.next(0); node >= 0; node = sums.next(node + 1)) {
            int deep = stacks.depth(node);
            if (deep > path.length) {
                path = Arrays.copyOf(path, Math.max(deep, 2 * path.length));
                key = Arrays.copyOf(key, path.length);
            }
            // Go up as far as the path of the previous node.
            int at = node;
            for (int i = deep - 1; i >= 0 && (i >= depth || path[i] != at); i--) {
                path[i] = at;
                key[i] = frame(forest, frames, stacks.name(at));
                at = stacks.parent(at);
            }
            depth = deep;
            forest.insert(tree.handle(), key, 0, deep, sums.value(node));
        }
        return tree;
    }

    private int frame(CompactForest forest, int[] frames, int name) {
        if (frames[name] < 0) {
            NameTable names = stacks.names();
            frames[name] = forest.intern(names.bytes(), names.start(name), names.end(name) - names.start(name));
        }
        return frames[name];
    }

    /**
     * Rewrites the series without the profiles that begin before a time. A crash leaves either the old file or the new
     * one.
     */
    void dropBefore(Instant time) throws IOException {
        long horizon = firstSlotFrom(time);
        if (runs[0].count() == 0 || runs[0].slot(0) >= horizon) {
            return;
        }
        try {
            try (RecordFile to = RecordFile.createBeside(path)) {
                copy(to, horizon);
            }
            RecordFile.moveIntoPlace(path);
        } catch (Throwable e) {
            Files.deleteIfExists(RecordFile.beside(path));
            throw e;
        }
        load();
    }

    private void copy(RecordFile to, long horizon) throws IOException {
        byte[] header = header(name, sampling);
        to.append(header, header.length);
        int[] numbers = copyStacks(to, horizon);
        for (int level = 0; level < LEVELS; level++) {
            long first = -Math.floorDiv(-horizon, slots(level));
            if (first - 1 < sealed[level] && first * slots(level) != horizon) {
                // Write the remaining part of a block that the horizon cuts in two.
                Sums sums = new Sums(stacks.count());
                addRuns(sums, 0, horizon, first * slots(level));
                SeriesRecord record = new SeriesRecord();
                record.run(level, first - 1, sums.run(numbers));
                append(to, record);
            }
            for (int run = runs[level].firstFrom(first); run < runs[level].count(); run++) {
                Sums sums = new Sums(stacks.count());
                sums.add(file.read(runs[level].position(run), runs[level].length(run)));
                SeriesRecord record = new SeriesRecord();
                record.run(level, runs[level].slot(run), sums.run(numbers));
                append(to, record);
            }
            if (level > 0 && sealed[level] != Long.MIN_VALUE) {
                SeriesRecord record = new SeriesRecord();
                record.sealed(level, sealed[level]);
                append(to, record);
            }
        }
    }

    /** Copies the stacks that are still in use, and returns the new number of each node. */
    private int[] copyStacks(RecordFile to, long horizon) throws IOException {
        Sums used = new Sums(stacks.count());
        addRuns(used, 0, horizon, Long.MAX_VALUE);
        for (int node = stacks.count() - 1; node > StackTable.ROOT; node--) {
            if (used.has(node)) {
                used.add(stacks.parent(node), 0);
            }
        }
        int[] numbers = new int[stacks.count()];
        StackTable copy = new StackTable();
        NameTable names = stacks.names();
        for (int node = used.next(1); node >= 0; node = used.next(node + 1)) {
            int name = stacks.name(node);
            numbers[node] = copy.child(
                    numbers[stacks.parent(node)], copy.names().add(names.bytes(), names.start(name), names.end(name)));
        }
        SeriesRecord record = new SeriesRecord();
        record.stacks(copy, 0, 1);
        append(to, record);
        return numbers;
    }

    private static void append(RecordFile to, SeriesRecord record) throws IOException {
        byte[] bytes = record.bytes();
        to.append(bytes, bytes.length);
    }

    /**
     * Returns a time such that the profiles from it on take at most a number of bytes on disk.
     *
     * @return the earliest such time; {@link Instant#MAX} if not even the last profile fits
     */
    Instant beginOfLast(long bytes) {
        long left = bytes;
        int run = runs[0].count();
        while (run > 0 && (left -= runs[0].length(run - 1)) >= 0) {
            run--;
        }
        return run == runs[0].count() ? Instant.MAX : Instant.ofEpochMilli(runs[0].slot(run) * stepMillis);
    }

    SeriesInfo info() {
        Runs profiles = runs[0];
        int last = profiles.count() - 1;
        return new SeriesInfo(
                name,
                sampling,
                profiles.count(),
                last < 0 ? null : Instant.ofEpochMilli(profiles.slot(0) * stepMillis),
                last < 0 ? null : Instant.ofEpochMilli((profiles.slot(last) + 1) * stepMillis),
                stacks.count(),
                stacks.names().count(),
                file.end());
    }

    /**
     * Checks that each run can be read, and that the sums of each level equal those of the level below.
     *
     * @throws StoreException if a run or a sum is wrong; the message says where
     */
    void check() throws IOException {
        for (int level = 1; level < LEVELS; level++) {
            for (int run = 0; run < runs[level].count(); run++) {
                long block = runs[level].slot(run);
                Sums sums = new Sums(stacks.count());
                addRuns(sums, level, block, block + 1);
                Sums below = new Sums(stacks.count());
                addRuns(below, level - 1, block * BASE, (block + 1) * BASE);
                if (!sums.sameAs(below)) {
                    throw new StoreException(path + ": the sum of level " + level + " at block " + block
                            + " is not that of the profiles in it");
                }
            }
        }
        sum(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package heapwood.tree;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * A tree that does not change any more, in a few bits a node: to keep, to send, to look into, and to thaw.
 *
 * <p><b>Layout.</b> Nodes stand in pre-order over sorted siblings. Each is three numbers: which <em>successor</em> of its
 * parent's name its name is, counted from the most frequent one; how many children it has; and its self value. {@link
 * FrozenCode} says how they become bits; the bits are range coded, each with the probability that its context has in this
 * tree. After the name {@code Thread.run}, say, nine nodes of ten have the name {@code Worker.run}, which is rank 0, and
 * costs a sixth of a bit there.
 *
 * <p><b>Format.</b> {@code "HWFT"}, version 1, the length of what follows in the head, its length deflated (or the same if
 * it is not), and the head: number of names and nodes, total, names in order (shared beginning, length of the rest, the
 * rest), each name's successors, probabilities. Then the length of the nodes' stream and the stream, and a CRC-32C of
 * everything before. Numbers are big-endian or, in the head, seven bits a byte.
 *
 * <p><b>Look-up.</b> Reading a tree decodes it once, which checks it, and remembers at every 512th node or so where the
 * decoder was, and the names above ({@link FrozenIndex}). Pre-order over sorted siblings is the order of keys, so a key is
 * found by a binary search among these and by decoding some hundred nodes. This index is not part of the format.
 *
 * <p><b>Memory.</b> The nodes stay as they are coded, in the heap or in a file that is mapped ({@link #map}). Names, their
 * successors and the index are in the heap: a dozen objects, of {@link #heapBytes} bytes. Any number of threads may read a
 * tree at once.
 */
public final class FrozenTree {
    private static final int MAGIC = 0x4857_4654;
    private static final byte VERSION = 1;
    private static final int MOST_INFLATION = 16;
    private static final int LEAST_INDEX_STEP = 512;
    private static final int DEEP_INDEX_STEPS = 16;
    private static final long FREE_NODES_A_BYTE = 64;
    private static final int MOST_NODES_A_BYTE = 1 << 10;
    private static final int CHECKSUM_BYTES = 4;
    private static final int LEAST_BYTES = 4 + 1 + 4 + 4 + 4 + CHECKSUM_BYTES;
    private static final int PIECE = 1 << 16;
    private static final long MOST_KEY_BYTES = 1L << 34;

    private final ByteBuffer bytes;
    private final FrozenNames names;
    private final byte[] probabilities;

    /** Where the coded nodes are. */
    private final int streamStart;

    private final int streamEnd;
    private final long nodeCount;
    private final long total;
    private long stackCount;
    private final FrozenIndex index = new FrozenIndex();

    private FrozenTree(ByteBuffer file, long mostNodes) throws DataFormatException {
        bytes = file.asReadOnlyBuffer();
        ByteBuffer in = bytes.duplicate();
        checkFrame(in);
        Head head = new Head(inflate(in));
        int count = head.countOfWhatFollows();
        nodeCount = head.count();
        if (nodeCount > Math.max(mostNodes, bytes.limit() * FREE_NODES_A_BYTE)) {
            throw new IllegalArgumentException(
                    "it has " + nodeCount + " nodes in " + bytes.limit() + " bytes, and the limit is " + mostNodes);
        }
        total = head.longNumber();
        names = new FrozenNames(head, count);
        probabilities = head.rest(count * (long) FrozenCode.EACH_NAME + FrozenCode.SHARED);
        int length = in.getInt();
        if (length < RangeDecoder.FIRST_BYTES || length != in.remaining() - CHECKSUM_BYTES) {
            throw new IllegalArgumentException("its nodes have the wrong length");
        }
        streamStart = in.position();
        streamEnd = streamStart + length;
        if (count < 1 || nodeCount < 1 || nodeCount > (long) length * MOST_NODES_A_BYTE) {
            throw new IllegalArgumentException("it says that it has " + nodeCount + " nodes in " + length + " bytes");
        }
        check();
    }

    private static void checkFrame(ByteBuffer in) {
        if (in.remaining() < LEAST_BYTES) {
            throw new IllegalArgumentException("it ends too early");
        }
        ByteBuffer checked = in.duplicate();
        checked.limit(in.limit() - CHECKSUM_BYTES);
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin with HWFT");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("it has version " + version + ", and this reads version " + VERSION);
        }
        CRC32C crc = new CRC32C();
        crc.update(checked);
        if ((int) crc.getValue() != in.getInt(in.limit() - CHECKSUM_BYTES)) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
    }

    private FrozenTree(Freezer.Parts parts) throws IOException {
        bytes = toBytes(parts).asReadOnlyBuffer();
        names = parts.names();
        probabilities = parts.probabilities();
        nodeCount = parts.nodes();
        total = parts.total();
        streamEnd = bytes.limit() - CHECKSUM_BYTES;
        streamStart = streamEnd - parts.stream().length;
        check();
    }

    /**
     * Freezes a tree. Takes time linear in it, but for sorting its names; and while it works, 20 bytes a node and, for each name,
     * some 70 bytes or twice its own.
     *
     * @throws IllegalArgumentException if it is more than 4,194,304 frames deep, or its names have 2 GiB together
     */
    public static FrozenTree freeze(StackTree tree) {
        try {
            return new FrozenTree(Freezer.parts(tree));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    /** The head is deflated twice, first to see how long it gets: so nothing has to be copied that is as large as all names. */
    private static ByteBuffer toBytes(Freezer.Parts parts) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            writeHead(parts, new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, PIECE));
            long length = deflater.getBytesRead();
            long deflated = deflater.getBytesWritten();
            boolean worthIt = deflated < length && deflated * MOST_INFLATION >= length;
            long stored = worthIt ? deflated : length;
            byte[] stream = parts.stream();
            if (length + LEAST_BYTES + stream.length > Sizes.LONGEST_ARRAY) {
                throw new IllegalArgumentException("a tree with a head of " + length + " bytes is too large to freeze");
            }
            ByteBuffer file = ByteBuffer.allocate((int) stored + LEAST_BYTES + stream.length);
            file.putInt(MAGIC).put(VERSION).putInt((int) length).putInt((int) stored);
            deflater.reset();
            writeHead(parts, worthIt ? new DeflaterOutputStream(output(file), deflater, PIECE) : output(file));
            file.putInt(stream.length).put(stream);
            CRC32C crc = new CRC32C();
            crc.update(file.duplicate().flip());
            return file.putInt((int) crc.getValue()).flip();
        } finally {
            deflater.end();
        }
    }

    private static void writeHead(Freezer.Parts parts, OutputStream to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, PIECE))) {
            Head.write(out, parts);
        }
    }

    private static OutputStream output(ByteBuffer buffer) {
        return new OutputStream() {
            @Override
            public void write(int each) {
                buffer.put((byte) each);
            }

            @Override
            public void write(byte[] array, int offset, int length) {
                buffer.put(array, offset, length);
            }
        };
    }

    /**
     * Reads a frozen tree: everything up to the stream's end.
     *
     * @throws IOException if the stream cannot be read, or what it holds is not a frozen tree, unharmed; the message says
     *     what is wrong
     */
    public static FrozenTree read(InputStream in) throws IOException {
        return read(in, Long.MAX_VALUE);
    }

    /**
     * {@link #read(InputStream)} with a limit to what a small file can make.
     *
     * @param mostNodes how many nodes there may be where they are more than 64 for each byte, as those of deep chains are; other
     *     trees have a few for each byte, and no limit
     * @throws IOException also if there are more; nothing was decoded then
     */
    public static FrozenTree read(InputStream in, long mostNodes) throws IOException {
        return of(ByteBuffer.wrap(in.readAllBytes()), mostNodes);
    }

    /**
     * Maps a file that holds a frozen tree. Its nodes are read where they are, in the system's memory; the heap holds names and
     * index only. The file must stay as it is while the tree is in use: a JVM may crash where a mapped file was cut short.
     *
     * @throws IOException if the file cannot be mapped, or what it holds is not a frozen tree, unharmed; the message says what is
     *     wrong
     */
    public static FrozenTree map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("not a frozen tree that can be read: it has " + channel.size()
                        + " bytes, and none has more than " + Integer.MAX_VALUE);
            }
            return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), Long.MAX_VALUE);
        }
    }

    private static FrozenTree of(ByteBuffer bytes, long mostNodes) throws IOException {
        try {
            return new FrozenTree(bytes, mostNodes);
        } catch (IllegalArgumentException | DataFormatException e) {
            throw new IOException("not a frozen tree that can be read: " + e.getMessage(), e);
        }
    }

    /** Writes this tree in its format; {@link #read} reads it. */
    public void write(OutputStream out) throws IOException {
        ByteBuffer in = bytes.duplicate();
        byte[] piece = new byte[Math.min(PIECE, in.remaining())];
        while (in.hasRemaining()) {
            int length = Math.min(piece.length, in.remaining());
            in.get(piece, 0, length);
            out.write(piece, 0, length);
        }
    }

    /** The length of the format in bytes. */
    public int size() {
        return bytes.limit();
    }

    /** What it keeps in the heap besides its format, in bytes of array elements: names and index. */
    public long heapBytes() {
        return names.heapBytes() + probabilities.length + index.heapBytes();
    }

    /** The number of nodes, the root included. Constant time. */
    public long nodeCount() {
        return nodeCount;
    }

    /** The sum of all values, unsigned. Constant time. */
    public long total() {
        return total;
    }

    /** Returns the number of nodes that have a value of their own, each a stack. Constant time. */
    public long stackCount() {
        return stackCount;
    }

    /** The number of distinct names, the root's left out. Constant time. */
    public int nameCount() {
        return names.count() - 1;
    }

    /** Reports every node with its key as {@link StackTree#iterate} does, without thawing. */
    public void iterate(StackTree.KeyVisitor visitor) {
        KeyBuilder keys = new KeyBuilder(visitor);
        FrozenCursor cursor = cursor();
        for (long i = 0; i < nodeCount; i++) {
            cursor.next();
            deliver(cursor, keys);
        }
    }

    private void deliver(FrozenCursor cursor, KeyBuilder keys) {
        int name = cursor.name();
        keys.node(cursor.depth(), names.bytes(), names.start(name), names.length(name), cursor.self(), 0);
    }

    /** A cursor before the first node. */
    FrozenCursor cursor() {
        return new FrozenCursor(names, probabilities, new RangeDecoder(bytes, streamStart, streamEnd));
    }

    /** Whether there is a node with that key; see {@link StackTree#insert}. */
    public boolean contains(byte[] key, int offset, int length) {
        return find(key, offset, length) != null;
    }

    /** The self value of the node that a key names, or 0 if there is none. Decodes some hundred nodes. */
    public long self(byte[] key, int offset, int length) {
        FrozenCursor found = find(key, offset, length);
        return found == null ? 0 : found.self();
    }

    /**
     * Adds everything to a tree, which becomes equal to the one that was frozen if it was empty. Takes time linear in this tree if
     * that one is a {@link CompactTree}; into any other tree, keys are inserted, and the time is linear in their lengths together.
     *
     * @throws IllegalStateException if a compact tree has no room for it, which is then unchanged
     * @throws IllegalArgumentException if the keys that another tree needs have more than 2<sup>34</sup> bytes together, a few
     *     seconds' work; nothing is inserted then
     */
    public void thaw(StackTree tree) {
        if (tree instanceof CompactTree compact) {
            compact.forest().trees.check(compact.handle());
            CompactForest forest = compact.forest();
            forest.add(compact.handle(), () -> new Thaw(this, names, forest, compact.handle()).run());
        } else {
            checkKeyBytes();
            thawByKeys(tree);
        }
    }

    private void checkKeyBytes() {
        FrozenCursor cursor = cursor();
        long[] lengths = new long[16];
        long all = 0;
        for (long i = 0; i < nodeCount; i++) {
            cursor.next();
            int depth = cursor.depth();
            if (depth == lengths.length) {
                lengths = Arrays.copyOf(lengths, Sizes.grown(depth, 16, depth));
            }
            lengths[depth] = (depth == 0 ? 0 : lengths[depth - 1] + 1) + names.length(cursor.name());
            all += cursor.self() != 0 || cursor.children() == 0 ? lengths[depth] : 0;
            if (all > MOST_KEY_BYTES) {
                throw new IllegalArgumentException(
                        "its keys have more than " + MOST_KEY_BYTES
                                + " bytes together, the limit for trees that take keys: thaw it into a CompactTree, which has no limit");
            }
        }
    }

    private void thawByKeys(StackTree tree) {
        // Inner nodes without a value of their own come with those below them.
        boolean[] needed = new boolean[1];
        KeyBuilder keys = new KeyBuilder((key, length, self) -> {
            if (needed[0] && length > 1) {
                tree.insert(key, 2, length - 2, self);
            }
        });
        FrozenCursor cursor = cursor();
        for (long i = 0; i < nodeCount; i++) {
            cursor.next();
            needed[0] = cursor.self() != 0 || cursor.children() == 0;
            deliver(cursor, keys);
        }
    }

    private FrozenCursor find(byte[] key, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, key.length);
        int[] path = path(key, offset, offset + length);
        if (path == null) {
            return null;
        }
        FrozenCursor cursor = cursor();
        int low = 0;
        int high = index.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            index.resume(middle, cursor);
            cursor.next();
            if (cursor.compare(path) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        index.resume(low, cursor);
        cursor.next();
        int common = cursor.common(path);
        while (true) {
            int depth = cursor.depth();
            if (common == path.length) {
                return depth == path.length ? cursor : null;
            }
            boolean after = depth > common && cursor.nameAt(common + 1) > path[common];
            if (after || cursor.position() == nodeCount) {
                return null;
            }
            cursor.next();
            // The path down to the node's parent is as it was; so each step looks at one level.
            common = Math.min(common, cursor.depth() - 1);
            if (common == cursor.depth() - 1 && cursor.name() == path[common]) {
                common++;
            }
        }
    }

    /** The names of a key's frames, or null if one is not in this tree. */
    private int[] path(byte[] key, int offset, int end) {
        int[] path = new int[16];
        int depth = 0;
        for (int from = offset; from <= end; ) {
            int to = Separators.next(key, from, end);
            int name = names.find(key, from, to);
            if (name == 0) {
                return null;
            }
            if (depth == path.length) {
                path = Arrays.copyOf(path, Sizes.grown(depth, 16, depth));
            }
            path[depth++] = name;
            from = to + 1;
        }
        return Arrays.copyOf(path, depth);
    }

    /** Decodes every node once, and builds the index. */
    private void check() {
        FrozenCursor cursor = cursor();
        long nextIndexed = 0;
        long sum = 0;
        for (long i = 0; i < nodeCount; i++) {
            if (i >= nextIndexed) {
                index.add(cursor);
                nextIndexed = i + indexStep(cursor.depth());
            }
            cursor.next();
            if (i == 0 && cursor.self() != 0) {
                throw new IllegalArgumentException("its root has a value of its own");
            }
            sum += cursor.self();
            stackCount += cursor.self() != 0 ? 1 : 0;
        }
        index.close();
        if (!cursor.complete() || sum != total || !cursor.decoder().atEnd()) {
            throw new IllegalArgumentException("its nodes do not fit together");
        }
    }

    /** Deep paths are remembered less often, so that the index stays far smaller than a tree. */
    private static int indexStep(int depth) {
        return depth <= LEAST_INDEX_STEP ? LEAST_INDEX_STEP : DEEP_INDEX_STEPS * depth;
    }

    private static byte[] inflate(ByteBuffer in) throws DataFormatException {
        int length = in.getInt();
        int stored = in.getInt();
        if (stored < 0 || stored > in.remaining() - 4 || length < stored || length > stored * (long) MOST_INFLATION) {
            throw new IllegalArgumentException("its head has a wrong length");
        }
        byte[] head = new byte[length];
        ByteBuffer packed = in.slice().limit(stored);
        in.position(in.position() + stored);
        if (length == stored) {
            packed.get(head);
            return head;
        }
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        int done = inflater.inflate(head);
        inflater.end();
        if (done != length) {
            throw new IllegalArgumentException("its head ends too early");
        }
        return head;
    }
}

package heapwood.tree;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
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
 * decoder was, and the names above. Pre-order over sorted siblings is the order of keys, so a key is found by a binary
 * search among these and by decoding some hundred nodes. This index is not part of the format.
 */
public final class FrozenTree {
    private static final int MAGIC = 0x4857_4654;
    private static final byte VERSION = 1;
    private static final int MOST_INFLATION = 64;
    private static final int LEAST_INDEX_STEP = 512;
    private static final int MOST_NODES_A_BYTE = 1 << 10;

    private final byte[] bytes;
    private final byte[][] names;
    private final int[][] successors;
    private final byte[] probabilities;
    private final byte[] stream;
    private final long nodeCount;
    private final long total;

    /** For each remembered node: the cursor before it. */
    private Cursor[] index = new Cursor[16];

    private int indexed;

    private FrozenTree(byte[] bytes) throws IOException, DataFormatException {
        this.bytes = bytes;
        if (bytes.length < 4 + 1 + 4 + 4 + 4 + 4) {
            throw new EOFException("it ends too early");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin with HWFT");
        }
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("it has version " + version + ", and this reads version " + VERSION);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        if ((int) crc.getValue()
                != new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - 4, 4)).readInt()) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        Head head = new Head(inflate(in));
        int count = head.countOfWhatFollows();
        nodeCount = head.count();
        total = head.longNumber();
        names = new byte[count][];
        for (int i = 0; i < count; i++) {
            names[i] = head.name(i == 0 ? new byte[0] : names[i - 1]);
            if (i > 1 && Arrays.compareUnsigned(names[i - 1], names[i]) >= 0) {
                throw new IllegalArgumentException("its names are out of order");
            }
        }
        successors = new int[count][];
        for (int i = 0; i < count; i++) {
            successors[i] = head.successors(count);
        }
        probabilities = head.rest(count * FrozenCode.EACH_NAME + FrozenCode.SHARED);
        int length = in.readInt();
        if (length < RangeDecoder.FIRST_BYTES || length != in.available() - 4) {
            throw new IllegalArgumentException("its nodes have the wrong length");
        }
        stream = in.readNBytes(length);
        if (count < 1 || nodeCount < 1 || nodeCount > (long) length * MOST_NODES_A_BYTE) {
            throw new IllegalArgumentException("it says that it has " + nodeCount + " nodes in " + length + " bytes");
        }
        check();
    }

    /** Freezes a tree. Takes time linear in it, and some 30 bytes a node while it works. */
    public static FrozenTree freeze(StackTree tree) {
        Freezer freezer = new Freezer(tree);
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            Head.write(head, freezer, tree.total());
            byte[] probabilities = freezer.probabilities();
            head.writeBytes(probabilities);
            byte[] stream = freezer.stream(probabilities);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(MAGIC);
            data.writeByte(VERSION);
            byte[] deflated = deflate(head.toByteArray());
            data.writeInt(head.size());
            data.writeInt(deflated.length);
            data.write(deflated);
            data.writeInt(stream.length);
            data.write(stream);
            CRC32C crc = new CRC32C();
            crc.update(out.toByteArray());
            data.writeInt((int) crc.getValue());
            return new FrozenTree(out.toByteArray());
        } catch (IOException | DataFormatException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    /**
     * Reads a frozen tree: everything up to the stream's end.
     *
     * @throws IOException if the stream cannot be read, or what it holds is not a frozen tree, unharmed; the message says
     *     what is wrong
     */
    public static FrozenTree read(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        try {
            return new FrozenTree(bytes);
        } catch (IllegalArgumentException | DataFormatException | EOFException e) {
            throw new IOException("not a frozen tree that can be read: " + e.getMessage(), e);
        }
    }

    /** Writes this tree in its format; {@link #read} reads it. */
    public void write(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** The length of the format in bytes. */
    public int size() {
        return bytes.length;
    }

    /** The number of nodes, the root included. Constant time. */
    public long nodeCount() {
        return nodeCount;
    }

    /** The sum of all values, unsigned. Constant time. */
    public long total() {
        return total;
    }

    /** The number of distinct names, the root's left out. Constant time. */
    public int nameCount() {
        return names.length - 1;
    }

    /** Reports every node with its key as {@link StackTree#iterate} does, without thawing. */
    public void iterate(StackTree.KeyVisitor visitor) {
        KeyBuilder keys = new KeyBuilder(visitor);
        Cursor cursor = new Cursor();
        for (long i = 0; i < nodeCount; i++) {
            cursor.next();
            byte[] name = names[cursor.name];
            keys.node(cursor.depth, name, 0, name.length, cursor.self, 0);
        }
    }

    /** Whether there is a node with that key; see {@link StackTree#insert}. */
    public boolean contains(byte[] key, int offset, int length) {
        return find(key, offset, length) != null;
    }

    /** The self value of the node that a key names, or 0 if there is none. Decodes some hundred nodes. */
    public long self(byte[] key, int offset, int length) {
        Cursor found = find(key, offset, length);
        return found == null ? 0 : found.self;
    }

    /**
     * Adds everything to a tree, which becomes equal to the one that was frozen if it was empty.
     *
     * @throws IllegalStateException if the tree has no room for it
     */
    public void thaw(StackTree tree) {
        // Inner nodes without a value of their own come with those below them.
        boolean[] needed = new boolean[1];
        KeyBuilder keys = new KeyBuilder((key, length, self) -> {
            if (needed[0] && length > 1) {
                tree.insert(key, 2, length - 2, self);
            }
        });
        Cursor cursor = new Cursor();
        for (long i = 0; i < nodeCount; i++) {
            cursor.next();
            byte[] name = names[cursor.name];
            needed[0] = cursor.self != 0 || cursor.children == 0;
            keys.node(cursor.depth, name, 0, name.length, cursor.self, 0);
        }
    }

    private Cursor find(byte[] key, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, key.length);
        int[] path = path(key, offset, offset + length);
        if (path == null) {
            return null;
        }
        int low = 0;
        int high = indexed - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            Cursor next = new Cursor(index[middle]);
            next.next();
            if (next.compare(path) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Cursor cursor = new Cursor(index[low]);
        for (long i = cursor.position; i < nodeCount; i++) {
            cursor.next();
            int order = cursor.compare(path);
            if (order >= 0) {
                return order == 0 ? cursor : null;
            }
        }
        return null;
    }

    /** The names of a key's frames, or null if one is not in this tree. */
    private int[] path(byte[] key, int offset, int end) {
        int[] path = new int[16];
        int depth = 0;
        for (int from = offset; from <= end; ) {
            int to = Separators.next(key, from, end);
            int name = name(key, from, to);
            if (name == 0) {
                return null;
            }
            if (depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
            }
            path[depth++] = name;
            from = to + 1;
        }
        return Arrays.copyOf(path, depth);
    }

    private int name(byte[] key, int from, int to) {
        int low = 1;
        int high = names.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(names[middle], 0, names[middle].length, key, from, to);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    /** Decodes every node once, and builds the index. */
    private void check() {
        Cursor cursor = new Cursor();
        long nextIndexed = 0;
        long sum = 0;
        for (long i = 0; i < nodeCount; i++) {
            if (i >= nextIndexed) {
                if (indexed == index.length) {
                    index = Arrays.copyOf(index, indexed * 2);
                }
                index[indexed++] = new Cursor(cursor);
                // A deep path is remembered less often, so that the index stays smaller than a tree.
                nextIndexed = i + Math.max(LEAST_INDEX_STEP, cursor.depth);
            }
            cursor.next();
            sum += cursor.self;
        }
        if (!cursor.complete() || sum != total || !cursor.decoder.atEnd()) {
            throw new IllegalArgumentException("its nodes do not fit together");
        }
    }

    private static byte[] deflate(byte[] head) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(head);
        deflater.finish();
        byte[] buffer = new byte[head.length];
        int length = deflater.deflate(buffer);
        boolean worthIt = deflater.finished() && length < head.length && length * (long) MOST_INFLATION >= head.length;
        deflater.end();
        return worthIt ? Arrays.copyOf(buffer, length) : head;
    }

    private static byte[] inflate(DataInputStream in) throws IOException, DataFormatException {
        int length = in.readInt();
        int stored = in.readInt();
        if (stored < 0 || stored > in.available() || length < stored || length > stored * (long) MOST_INFLATION) {
            throw new IllegalArgumentException("its head has a wrong length");
        }
        byte[] head = in.readNBytes(stored);
        if (length == stored) {
            return head;
        }
        Inflater inflater = new Inflater();
        inflater.setInput(head);
        byte[] inflated = new byte[length];
        int done = inflater.inflate(inflated);
        inflater.end();
        if (done != length) {
            throw new IllegalArgumentException("its head ends too early");
        }
        return inflated;
    }

    /** Where decoding stands: after some node, whose fields it has. */
    private final class Cursor {
        private final RangeDecoder decoder;
        private final FrozenCode code;

        /** Nodes decoded. */
        private long position;

        /** depth -> name, and how many children are still to come, of the last node and those above it. */
        private int[] path;

        private int[] left;

        private int depth;
        private int name;
        private int children;
        private long self;

        Cursor() {
            this(new RangeDecoder(stream));
            path = new int[16];
            left = new int[16];
            depth = -1;
        }

        Cursor(Cursor other) {
            this(new RangeDecoder(stream, other.decoder.position(), other.decoder.range(), other.decoder.code()));
            position = other.position;
            depth = other.depth;
            path = Arrays.copyOf(other.path, depth + 2);
            left = Arrays.copyOf(other.left, depth + 2);
        }

        private Cursor(RangeDecoder decoder) {
            this.decoder = decoder;
            code = new FrozenCode(names.length) {
                @Override
                int bit(int context, int bit) {
                    return decoder.bit(probabilities[context] & 0xFF);
                }

                @Override
                int evenBit(int bit) {
                    return decoder.bit(128);
                }
            };
        }

        void next() {
            name = 0;
            if (position > 0) {
                while (depth >= 0 && left[depth] == 0) {
                    depth--;
                }
                if (depth < 0) {
                    throw new IllegalArgumentException("it has more nodes than children");
                }
                left[depth]--;
                int[] list = successors[path[depth]];
                int rank = code.rank(path[depth], -1);
                if (rank >= list.length) {
                    throw new IllegalArgumentException("a node has a name that never follows its parent's");
                }
                name = list[rank];
            }
            depth++;
            if (depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
                left = Arrays.copyOf(left, depth * 2);
            }
            children = code.children(name, -1);
            self = code.self(children == 0, 1);
            path[depth] = name;
            left[depth] = children;
            position++;
        }

        boolean complete() {
            for (int i = 0; i <= depth; i++) {
                if (left[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether this node comes before the one with that path, is it, or comes after it. */
        int compare(int[] names) {
            int common = Math.min(depth, names.length);
            for (int i = 0; i < common; i++) {
                if (path[i + 1] != names[i]) {
                    return Integer.compare(path[i + 1], names[i]);
                }
            }
            return Integer.compare(depth, names.length);
        }
    }
}

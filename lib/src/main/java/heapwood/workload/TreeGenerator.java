package heapwood.workload;

import heapwood.tree.StackTree;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A generator of the original program's trees. All trees that one generator fills take their random numbers from one
 * sequence, as in the original, so a second tree differs from the first.
 *
 * <p>Every key is built in one array that is reused. The generator allocates nothing once that array has grown to the
 * shape's longest key; all that a run allocates then belongs to the tree. Not safe for use by several threads at once.
 */
public final class TreeGenerator {
    private static final byte[] ROOT_FRAME = "root".getBytes(StandardCharsets.US_ASCII);
    static final int ROOT_FRAME_LENGTH = 4;

    private static final int VALUE_BOUND = 100;
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** The two hex digits of each byte, by the byte's value; the first digit is in the low byte. */
    private static final short[] HEX = hexTable();

    private final GoRandom random;
    private byte[] key = new byte[256];
    private byte[] symbol = new byte[0];

    /**
     * Creates a generator.
     *
     * @param seed the seed of the random source; the original's is {@link Schedule#SEED}
     */
    public TreeGenerator(long seed) {
        random = new GoRandom(seed);
    }

    /**
     * Inserts the original's keys: for each chain every prefix of its key, from {@code root} and one frame to the whole
     * key, each with a random value below 100; then the whole key once more. The bytes handled grow with {@code width ·
     * depth² · symbolBytes}.
     *
     * @param into the receiver of the keys
     * @param shape the number of chains, their depth, and the length of their frames
     */
    public void insertEveryPrefix(Inserter into, TreeShape shape) {
        reserve(shape);
        for (int chain = 0; chain < shape.width(); chain++) {
            int length = ROOT_FRAME_LENGTH;
            for (int frame = 0; frame < shape.depth(); frame++) {
                length = appendFrame(length);
                into.insert(key, 0, length, random.intn(VALUE_BOUND));
            }
            into.insert(key, 0, length, random.intn(VALUE_BOUND));
        }
    }

    /**
     * Inserts each chain's whole key once, with the sum of the values that {@link #insertEveryPrefix(Inserter, TreeShape)}
     * would have spread over the chain. Both methods make the same nodes, names and tree total, and leave the generator in
     * the same state; self values differ. The bytes handled grow with {@code width · depth · symbolBytes}, {@code depth / 2}
     * times fewer.
     *
     * @param into the receiver of the keys
     * @param shape the number of chains, their depth, and the length of their frames
     */
    public void insertFullKeys(Inserter into, TreeShape shape) {
        reserve(shape);
        for (int chain = 0; chain < shape.width(); chain++) {
            int length = ROOT_FRAME_LENGTH;
            long value = 0;
            for (int frame = 0; frame < shape.depth(); frame++) {
                length = appendFrame(length);
                value += random.intn(VALUE_BOUND);
            }
            value += random.intn(VALUE_BOUND);
            into.insert(key, 0, length, value);
        }
    }

    /**
     * Inserts the original's keys into a tree; see {@link #insertEveryPrefix(Inserter, TreeShape)}.
     *
     * @param tree the tree to insert into
     * @param shape the number of chains, their depth, and the length of their frames
     */
    public void insertEveryPrefix(StackTree tree, TreeShape shape) {
        insertEveryPrefix(tree::insert, shape);
    }

    /**
     * Inserts each chain's whole key into a tree once; see {@link #insertFullKeys(Inserter, TreeShape)}.
     *
     * @param tree the tree to insert into
     * @param shape the number of chains, their depth, and the length of their frames
     */
    public void insertFullKeys(StackTree tree, TreeShape shape) {
        insertFullKeys(tree::insert, shape);
    }

    private void reserve(TreeShape shape) {
        if (key.length < shape.keyLength()) {
            key = new byte[shape.keyLength()];
        }
        System.arraycopy(ROOT_FRAME, 0, key, 0, ROOT_FRAME_LENGTH);
        if (symbol.length != shape.symbolBytes()) {
            symbol = new byte[shape.symbolBytes()];
        }
    }

    /** Appends a separator and a new random name to the key, and returns the key's new length. */
    private int appendFrame(int length) {
        byte[] drawn = symbol;
        byte[] target = key;
        random.read(drawn, 0, drawn.length);
        int at = length;
        target[at++] = StackTree.SEPARATOR;
        for (byte each : drawn) {
            SHORTS.set(target, at, HEX[each & 0xff]);
            at += 2;
        }
        return at;
    }

    private static short[] hexTable() {
        short[] table = new short[256];
        for (int b = 0; b < table.length; b++) {
            table[b] = (short) (Character.forDigit(b >> 4, 16) | Character.forDigit(b & 15, 16) << 8);
        }
        return table;
    }
}

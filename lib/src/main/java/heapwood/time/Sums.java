package heapwood.time;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Self values by node, of which most are missing: what runs are added up in.
 *
 * <p>A <em>run</em> is the values of some nodes, in the order of their numbers: for each, how far its number is from the one before, and
 * its value, as varints. A value may be 0: the node was there.
 */
final class Sums {
    private final long[] values;

    /** A bit for each node that has a value. */
    private final long[] present;

    /** @param nodes how many nodes there are */
    Sums(int nodes) {
        values = new long[nodes];
        present = new long[(nodes + 63) / 64];
    }

    /** Adds to a node's value, modulo 2<sup>64</sup>. */
    void add(int node, long self) {
        values[node] += self;
        present[node >>> 6] |= 1L << node;
    }

    boolean has(int node) {
        return (present[node >>> 6] & 1L << node) != 0;
    }

    long value(int node) {
        return values[node];
    }

    /** Returns the first node from one on that has a value, or -1. */
    int next(int from) {
        int word = from >>> 6;
        if (word >= present.length) {
            return -1;
        }
        long bits = present[word] & -1L << from;
        while (bits == 0) {
            if (++word == present.length) {
                return -1;
            }
            bits = present[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /**
     * Adds a run.
     *
     * @throws StoreException if it names nodes that there are not
     */
    void add(ByteBuffer run) throws IOException {
        CodedInputStream in =
                CodedInputStream.newInstance(run.array(), run.arrayOffset() + run.position(), run.remaining());
        long node = 0;
        while (!in.isAtEnd()) {
            node += in.readUInt32() & 0xFFFF_FFFFL;
            if (node >= values.length) {
                throw new StoreException("a run names node " + node + " of " + values.length);
            }
            add((int) node, in.readUInt64());
        }
    }

    /** Returns all values as a run, with nodes numbered anew. */
    byte[] run(int[] numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        int last = 0;
        for (int node = next(0); node >= 0; node = next(node + 1)) {
            int number = numbers == null ? node : numbers[node];
            out.writeUInt32NoTag(number - last);
            out.writeUInt64NoTag(values[node]);
            last = number;
        }
        out.flush();
        return bytes.toByteArray();
    }

    boolean sameAs(Sums other) {
        return Arrays.equals(values, other.values) && Arrays.equals(present, other.present);
    }
}

package heapwood.time;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A table of self values by node, in which runs are added up. Most nodes have no value.
 *
 * <p>A <em>run</em> is the values of some nodes in the order of their numbers: for each, the difference of its number
 * to the one before, and its value, as varints. A value may be 0, for a node that occurred without a value of its own.
 */
final class Sums {
    private final long[] values;

    /** A bit for each node, set if it has a value. */
    private final long[] present;

    /** @param nodes the number of nodes */
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

    /** Returns the first node at or after a number that has a value, or -1. */
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
     * Adds the values of a run.
     *
     * @param run a buffer with an array
     * @throws StoreException if the run has a node that does not exist, or ends within a number
     */
    void add(ByteBuffer run) throws IOException {
        RunReader reader = new RunReader(run);
        while (reader.next()) {
            if (reader.node() == StackTable.ROOT || reader.node() >= values.length) {
                throw new StoreException("a run names node " + reader.node() + " of " + values.length);
            }
            add((int) reader.node(), reader.self());
        }
    }

    /**
     * Returns all values as a run.
     *
     * @param numbers the new number of each node; null to keep the numbers
     */
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

package heapwood.tree;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The head of a {@link FrozenTree}'s format: numbers of seven bits a byte, the lower ones first, and names. */
final class Head {
    private static final long MOST_SHARING = 16;
    private static final long FREE_SHARING = 1 << 16;

    private final byte[] bytes;
    private int at;

    Head(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Writes the head of a tree with these parts. */
    static void write(DataOutputStream out, Freezer.Parts parts) throws IOException {
        FrozenNames names = parts.names();
        byte[] bytes = names.bytes();
        writeNumber(out, names.count());
        writeNumber(out, parts.nodes());
        writeNumber(out, parts.total());
        for (int i = 0, last = 0; i < names.count(); i++) {
            int start = names.start(i);
            int end = start + names.length(i);
            int common = end <= mostNameBytes(out.size()) ? Arrays.mismatch(bytes, last, start, bytes, start, end) : 0;
            int shared = Math.max(0, common);
            writeNumber(out, shared);
            writeNumber(out, end - start - shared);
            out.write(bytes, start + shared, end - start - shared);
            last = start;
        }
        for (int i = 0; i < names.count(); i++) {
            writeNumber(out, names.successors(i));
            for (int rank = 0; rank < names.successors(i); rank++) {
                writeNumber(out, names.successor(i, rank));
            }
        }
        out.write(parts.probabilities());
    }

    private static void writeNumber(OutputStream out, long number) throws IOException {
        long rest = number;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7F | 0x80));
        }
        out.write((int) rest);
    }

    /** A number that counts something. */
    int count() {
        long number = longNumber();
        if (number < 0 || number > Sizes.LONGEST_ARRAY) {
            throw new IllegalArgumentException("its head has a number that is too large: " + number);
        }
        return (int) number;
    }

    long longNumber() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == bytes.length) {
                throw new IllegalArgumentException("its head ends too early");
            }
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("its head has a number without an end");
    }

    /** A number of things that take a byte at least, each. */
    int countOfWhatFollows() {
        int count = count();
        if (count > bytes.length - at) {
            throw new IllegalArgumentException("its head has a number that is too large: " + count);
        }
        return count;
    }

    /** Copies the next bytes, as many as {@link #countOfWhatFollows} has said. */
    void copy(byte[] array, int to, int length) {
        System.arraycopy(bytes, at, array, to, length);
        at += length;
    }

    /** The most bytes that names may have together: a small head does not make a giant of them. */
    long mostNameBytes() {
        return mostNameBytes(bytes.length);
    }

    private static long mostNameBytes(long headBytes) {
        return MOST_SHARING * headBytes + FREE_SHARING;
    }

    /** What is left, probabilities. */
    byte[] rest(long length) {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        if (rest.length != length) {
            throw new IllegalArgumentException("its head has a wrong length");
        }
        for (byte each : rest) {
            if (each == 0) {
                throw new IllegalArgumentException("a probability is zero");
            }
        }
        return rest;
    }
}

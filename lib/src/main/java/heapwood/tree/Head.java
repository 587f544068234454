package heapwood.tree;

import java.io.ByteArrayOutputStream;
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

    /** Writes everything but the probabilities. */
    static void write(ByteArrayOutputStream out, Freezer freezer, long total) {
        byte[][] names = freezer.names();
        writeNumber(out, names.length);
        writeNumber(out, freezer.nodes());
        writeNumber(out, total);
        long nameBytes = 0;
        for (int i = 0; i < names.length; i++) {
            nameBytes += names[i].length;
            boolean mayShare = i > 0 && nameBytes <= mostNameBytes(out.size());
            int common = mayShare ? Math.max(0, Arrays.mismatch(names[i - 1], names[i])) : 0;
            writeNumber(out, common);
            writeNumber(out, names[i].length - common);
            out.write(names[i], common, names[i].length - common);
        }
        for (int[] list : freezer.successors()) {
            writeNumber(out, list.length);
            for (int name : list) {
                writeNumber(out, name);
            }
        }
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
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

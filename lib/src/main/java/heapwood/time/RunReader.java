package heapwood.time;

import java.nio.ByteBuffer;

/**
 * A reader of a run, node by node. Most differences and values take one byte or two, and protobuf's reader of varints takes
 * three times as long for them.
 */
final class RunReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private long node;
    private long self;

    /** @param run a buffer with an array; its position stays as it is */
    RunReader(ByteBuffer run) {
        bytes = run.array();
        at = run.arrayOffset() + run.position();
        end = at + run.remaining();
    }

    /**
     * Goes to the next node.
     *
     * @return whether there is one
     * @throws StoreException if the run ends within a number
     */
    boolean next() throws StoreException {
        if (at == end) {
            return false;
        }
        node += number() & 0xFFFF_FFFFL;
        self = number();
        return true;
    }

    private long number() throws StoreException {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            if (at >= end || shift > 63) {
                throw new StoreException("a run has a number that does not end");
            }
            next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }

    /** Returns the node's number. */
    long node() {
        return node;
    }

    /** Returns the node's value. */
    long self() {
        return self;
    }
}

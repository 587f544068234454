package heapwood.profile;

import java.util.Arrays;

/**
 * The stack in hand, put together from parts: the frames of a location, which are the same array each time. What a stack has in
 * common with the one before is not copied again, so that many samples of one deep stack cost little.
 */
final class FrameStack {
    private final FrameLimit limit;
    private int[] frames = new int[1 << 6];
    private int[][] parts = new int[1 << 4][];

    /** Part -> where its frames end. */
    private int[] ends = new int[1 << 4];

    private int count;

    /** How many parts the stack before had. */
    private int before;

    /** Whether all parts so far are those of the stack before. */
    private boolean shared;

    FrameStack(FrameLimit limit) {
        this.limit = limit;
    }

    /** Begins a stack. */
    void begin() {
        before = count;
        count = 0;
        shared = true;
    }

    /**
     * Adds frames below those that are there.
     *
     * @param part the outermost first; kept, and compared by identity
     * @throws ProfileException if the stack becomes deeper than the limit
     */
    void push(int[] part) throws ProfileException {
        if (shared && count < before && parts[count] == part) {
            count++;
            return;
        }
        shared = false;
        int start = length();
        limit.checkDepth((long) start + part.length);
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        int end = start + part.length;
        if (end > frames.length) {
            frames = Arrays.copyOf(frames, Math.max(end, frames.length + frames.length / 2));
        }
        System.arraycopy(part, 0, frames, start, part.length);
        parts[count] = part;
        ends[count++] = end;
    }

    /**
     * Adds the stack to a tree.
     *
     * @throws ProfileException if the stacks so far have more frames than the limit
     */
    void addTo(StackSink sink, long value) throws ProfileException {
        limit.add(length());
        sink.add(frames, length(), value);
    }

    private int length() {
        return count == 0 ? 0 : ends[count - 1];
    }
}

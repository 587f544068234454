package heapwood.profile;

import java.util.Arrays;

/**
 * A stack assembled from parts. A part is the frames of a location, and is the same array each time. The prefix shared with the
 * previous stack is not copied again, so that many samples of one deep stack cost little.
 */
final class FrameStack {
    private final FrameLimit limit;
    private int[] frames = new int[1 << 6];
    private int[][] parts = new int[1 << 4][];

    /** The index at which the frames of each part end. */
    private int[] ends = new int[1 << 4];

    private int count;

    /** The number of parts of the previous stack. */
    private int before;

    /** True while all parts are those of the previous stack. */
    private boolean shared;

    FrameStack(FrameLimit limit) {
        this.limit = limit;
    }

    /** Begins a new stack. */
    void begin() {
        before = count;
        count = 0;
        shared = true;
    }

    /**
     * Adds the frames of a part after those already present.
     *
     * @param part the frames' ids, the outermost first; kept, and compared by identity
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
     * @throws ProfileException if the stacks so far have more frames together than the limit
     */
    void addTo(StackSink sink, long value) throws ProfileException {
        limit.add(length());
        sink.add(frames, length(), value);
    }

    private int length() {
        return count == 0 ? 0 : ends[count - 1];
    }
}

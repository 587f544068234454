package heapwood.profile;

import java.io.IOException;

/**
 * A chunk of a JFR file: some seconds or megabytes of a recording, with a description of its own types, its own constants and
 * clock. Numbers of types and keys of constants are valid in this chunk alone, since the next chunk in the file may be another
 * JVM's.
 *
 * <pre>
 * header     68 bytes: magic, version, length, where constants and metadata are, clock, state
 * events     length, type, fields; metadata (type 0) and constants (type 1) are events, too
 * </pre>
 */
final class JfrChunk {
    static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    static final int HEADER = 68;

    /** The state of a finished chunk. Another state means that the recording still goes on or that its JVM was killed. */
    private static final byte FINISHED = 0;

    private static final long METADATA_EVENT = 0;
    private static final long CONSTANTS_EVENT = 1;

    private final JfrInput in;
    private final long start;
    private final long length;
    private final long constants;
    private final long metadata;
    private final long startNanos;
    private final long durationNanos;
    private final long startTicks;
    private final long ticksPerSecond;
    private final boolean isUnfinished;
    private JfrTypes types;

    /** A receiver of constants, which must read each one's value to its end. */
    @FunctionalInterface
    interface ConstantVisitor {
        void constant(JfrTypes.Type type, long key) throws IOException;
    }

    /** A receiver of events. The input's position is the event's first field; the receiver may read up to the input's limit. */
    @FunctionalInterface
    interface EventVisitor {
        /**
         * Receives an event.
         *
         * @param at the offset of the event in the file
         */
        void event(JfrTypes.Type type, long at) throws IOException;
    }

    /**
     * Reads a header.
     *
     * @param start the offset of the chunk in the file
     * @param unfinished whether to accept a chunk that is still being written, with its content up to the last flush
     * @throws ProfileException if there is no whole chunk at that offset; the message states what was found
     */
    JfrChunk(JfrInput in, long start, boolean unfinished) throws IOException {
        this.in = in;
        this.start = start;
        if (in.size() - start < HEADER) {
            throw cutShort("has a header of " + HEADER + " bytes");
        }
        in.at(start, HEADER);
        if (in.fixed(Integer.BYTES) != MAGIC) {
            throw in.damaged(start, "no chunk begins there");
        }
        long major = in.fixed(Short.BYTES);
        long minor = in.fixed(Short.BYTES);
        if (major == 0) {
            throw in.failure("is a recording in format " + major + "." + minor
                    + ", of JDK 8 or earlier: open it with JDK Mission Control");
        }
        length = in.fixed(Long.BYTES);
        constants = in.fixed(Long.BYTES);
        metadata = in.fixed(Long.BYTES);
        startNanos = in.fixed(Long.BYTES);
        durationNanos = in.fixed(Long.BYTES);
        startTicks = in.fixed(Long.BYTES);
        ticksPerSecond = in.fixed(Long.BYTES);
        byte state = in.raw();
        isUnfinished = state != FINISHED;
        if (length == 0 || constants == 0 || metadata == 0 || isUnfinished && !unfinished) {
            throw in.failure("the chunk at byte " + start
                    + " was never finished; have the recording dumped or stopped before its JVM ends");
        }
        if (length > in.size() - start) {
            throw cutShort("has " + length + " bytes");
        }
        if (length < HEADER || isOutside(constants) || isOutside(metadata) || ticksPerSecond <= 0) {
            throw in.damaged(start, "the chunk's header is wrong");
        }
    }

    private ProfileException cutShort(String what) {
        return in.failure(
                "is cut short: the chunk at byte " + start + " " + what + ", and the file ends at " + in.size());
    }

    private boolean isOutside(long offset) {
        return offset < HEADER || offset >= length;
    }

    /** Returns whether the chunk was still being written. */
    boolean isUnfinished() {
        return isUnfinished;
    }

    /** Returns the offset of the next chunk. */
    long end() {
        return start + length;
    }

    /** Reads the chunk's types. Must be called before constants and events are read. */
    void readTypes() throws IOException {
        enter(start + metadata, end(), METADATA_EVENT);
        types = JfrTypes.read(in);
    }

    JfrTypes types() {
        return types;
    }

    JfrInput input() {
        return in;
    }

    /** Returns the start of the chunk in nanoseconds since 1970. */
    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return startNanos + durationNanos;
    }

    /** Converts a time in ticks to nanoseconds since 1970. */
    long nanosAt(long ticks) {
        return startNanos + nanos(ticks - startTicks);
    }

    /** Converts a duration in ticks to nanoseconds, with the same arithmetic as the JDK's reader. */
    long nanos(long ticks) {
        return (long) (ticks / (ticksPerSecond / 1e9));
    }

    /**
     * Reads the start of an event up to its type. The event's fields follow.
     *
     * @param at the offset of the event in the file
     * @param end the offset of the chunk's end
     * @return the number of the event's type
     */
    private long enter(long at, long end) throws IOException {
        in.at(at, end - at);
        long size = in.number();
        if (size <= in.position() - at || size > end - at) {
            throw in.damaged(
                    at, "an event cannot have " + size + " bytes there, " + (end - at) + " before its chunk ends");
        }
        in.limit(at + size);
        return in.number();
    }

    private void enter(long at, long end, long type) throws IOException {
        if (enter(at, end) != type) {
            throw in.damaged(at, (type == METADATA_EVENT ? "metadata" : "constants") + " should be there, and are not");
        }
        in.number(); // start
        in.number(); // duration
    }

    /** Passes all constants to a receiver. They are in several events, each with the distance to the one before it. */
    void constants(ConstantVisitor visitor) throws IOException {
        long at = start + constants;
        long before = end();
        while (true) {
            enter(at, before, CONSTANTS_EVENT);
            long place = in.position();
            long back = in.number();
            in.raw(); // whether it is all that there is by now
            pools(visitor);
            if (back == 0) {
                return;
            }
            if (back > 0 || at + back < start + HEADER) {
                throw in.damaged(place, "constants cannot go on " + back + " bytes from there");
            }
            before = at;
            at += back;
        }
    }

    private void pools(ConstantVisitor visitor) throws IOException {
        int pools = in.count();
        for (int i = 0; i < pools; i++) {
            JfrTypes.Type type = types.checked(in.number());
            int values = in.count();
            for (int j = 0; j < values; j++) {
                visitor.constant(type, in.number());
            }
        }
    }

    /** Passes all events to a receiver, except those whose types the chunk does not describe. */
    void events(EventVisitor visitor) throws IOException {
        long at = start + HEADER;
        while (at < end()) {
            long id = enter(at, end());
            long next = in.limit();
            JfrTypes.Type type = types.of(id);
            if (type != null && id != METADATA_EVENT && id != CONSTANTS_EVENT) {
                visitor.event(type, at);
            }
            at = next;
        }
    }
}

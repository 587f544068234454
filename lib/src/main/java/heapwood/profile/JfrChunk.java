package heapwood.profile;

import java.io.IOException;

/**
 * A chunk of a JFR file: some seconds or megabytes of a recording, with a description of its own types, its own constants and clock.
 * Numbers of types and keys of constants hold in it alone: another JVM's chunk may stand behind it in the same file.
 *
 * <pre>
 * header     68 bytes: magic, version, length, where constants and metadata are, clock, state
 * events     length, type, fields; metadata (type 0) and constants (type 1) are events, too
 * </pre>
 */
final class JfrChunk {
    static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    static final int HEADER = 68;

    /** A header with another state is one of a recording that still goes on, or whose JVM was killed. */
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

    /** Gets a value of a constant, and must read it to its end. */
    @FunctionalInterface
    interface ConstantVisitor {
        void constant(JfrTypes.Type type, long key) throws IOException;
    }

    /** Gets an event, at whose first field the input stands, and may read it up to the input's limit. */
    @FunctionalInterface
    interface EventVisitor {
        /** @param at where the event is in the file */
        void event(JfrTypes.Type type, long at) throws IOException;
    }

    /**
     * Reads a header.
     *
     * @param start where the chunk begins in the file
     * @param unfinished whether a chunk will do that is still written to, with what it has up to its last flush
     * @throws ProfileException if no whole chunk stands there; the message says what does
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

    /** Returns whether it was still written to. */
    boolean isUnfinished() {
        return isUnfinished;
    }

    /** Returns where the next chunk begins. */
    long end() {
        return start + length;
    }

    /** Reads its types, which must be known for all that follows. */
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

    /** Returns when it begins, in nanoseconds since 1970. */
    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return startNanos + durationNanos;
    }

    /** Returns when something was, in nanoseconds since 1970. */
    long nanosAt(long ticks) {
        return startNanos + nanos(ticks - startTicks);
    }

    /** Returns how many nanoseconds some ticks take; the JDK's own reader calculates so, too. */
    long nanos(long ticks) {
        return (long) (ticks / (ticksPerSecond / 1e9));
    }

    /**
     * Goes into an event, so far that its type is known; what follows is its fields.
     *
     * @param end where the chunk ends
     * @return its type's number
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

    /** Goes through the constants. They are in several events, each of which says how far before it the one before is. */
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

    /** Goes through the events, but for those of types that the chunk does not describe. */
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

package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A JFR file's structure, gone through once before the JDK's reader gets it. That one takes all lengths, counts and places for
 * sound: it waits for the rest of a file that is cut short, allocates what a damaged count asks for, and follows constants that
 * refer to each other for ever. None of that gets past this check, which says at which byte a file is wrong, and how many events
 * of each type it has.
 *
 * <p>Memory is that of a chunk's types, time linear in the file.
 */
final class JfrChunks {
    private static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int HEADER = 68;
    private static final int MAGIC_AND_VERSION = 8;
    /** The clock's start and how fast it goes. */
    private static final int TICKS = 16;

    /** A header with another state is one that the JDK's reader waits for. */
    private static final byte FINISHED = 0;

    private static final long METADATA_EVENT = 0;
    private static final long CONSTANTS_EVENT = 1;

    private final JfrInput in;
    private final Set<String> readTypes;
    private final Map<String, Long> counts = new HashMap<>();
    private final TreeMap<Long, Long> startsByTime = new TreeMap<>();
    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;

    private JfrChunks(JfrInput in, Set<String> readTypes) {
        this.in = in;
        this.readTypes = readTypes;
    }

    /**
     * Checks a file.
     *
     * @param name what messages call it
     * @param readTypes the types of events that will be read; others are passed over as the JDK's reader does
     * @throws ProfileException if it is cut short or damaged; the message says at which byte
     * @throws InterruptedIOException if the thread is interrupted
     */
    static JfrChunks check(Path file, String name, Set<String> readTypes) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            JfrChunks chunks = new JfrChunks(new JfrInput(name, channel), readTypes);
            long start = 0;
            while (start < chunks.size()) {
                start = chunks.checkChunk(start);
            }
            return chunks;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException(name + ": reading was interrupted");
        }
    }

    /** How far into the recording a time is, from 0 to 1. */
    double share(long epochNanos) {
        return endNanos <= startNanos
                ? 0
                : Math.max(0, Math.min(1, (double) (epochNanos - startNanos) / (endNanos - startNanos)));
    }

    /** The byte at which the chunk begins that a time is in; 0 if none is. */
    long startOfChunk(long epochNanos) {
        Map.Entry<Long, Long> chunk = startsByTime.floorEntry(epochNanos);
        return chunk == null ? 0 : chunk.getValue();
    }

    /** The file's size in bytes. */
    long size() {
        return in.size();
    }

    /** How many events of a type there are. */
    long count(String type) {
        return counts.getOrDefault(type, 0L);
    }

    private long checkChunk(long start) throws IOException {
        if (size() - start < HEADER) {
            throw cutShort(start, "has a header of " + HEADER + " bytes");
        }
        in.at(start, HEADER);
        if (in.fixed(Integer.BYTES) != MAGIC) {
            throw in.damaged(start, "no chunk begins there");
        }
        in.skip(MAGIC_AND_VERSION - Integer.BYTES);
        long length = in.fixed(Long.BYTES);
        long constants = in.fixed(Long.BYTES);
        long metadata = in.fixed(Long.BYTES);
        long from = in.fixed(Long.BYTES);
        long duration = in.fixed(Long.BYTES);
        in.skip(TICKS);
        byte state = in.raw();
        if (length == 0 || constants == 0 || metadata == 0 || state != FINISHED) {
            throw in.failure("the chunk at byte " + start
                    + " was never finished; have the recording dumped or stopped before its JVM ends");
        }
        if (length > size() - start) {
            throw cutShort(start, "has " + length + " bytes");
        }
        if (length < HEADER || outside(constants, length) || outside(metadata, length)) {
            throw in.damaged(start, "the chunk's header is wrong");
        }
        startsByTime.put(from, start);
        startNanos = Math.min(startNanos, from);
        endNanos = Math.max(endNanos, from + duration);
        long end = start + length;
        enter(start + metadata, end, METADATA_EVENT);
        JfrTypes types = JfrTypes.read(in);
        checkConstants(types, start, constants, end);
        checkEvents(types, start + HEADER, end);
        return end;
    }

    private ProfileException cutShort(long start, String what) {
        return in.failure("is cut short: the chunk at byte " + start + " " + what + ", and the file ends at " + size());
    }

    private static boolean outside(long offset, long length) {
        return offset < HEADER || offset >= length;
    }

    /**
     * Goes into an event, so far that its type is known; what follows is its fields, the first of which is its start.
     *
     * @param end where the chunk ends
     * @return its type
     */
    private long enter(long at, long end) throws IOException {
        in.at(at, end - at);
        long length = in.number();
        if (length <= in.position() - at || length > end - at) {
            throw in.damaged(
                    at, "an event cannot have " + length + " bytes there, " + (end - at) + " before its chunk ends");
        }
        in.limit(at + length);
        return in.number();
    }

    private void enter(long at, long end, long type) throws IOException {
        if (enter(at, end) != type) {
            throw in.damaged(at, (type == METADATA_EVENT ? "metadata" : "constants") + " should be there, and are not");
        }
        in.number(); // start
        in.number(); // duration
    }

    /** Constants are in several events, each of which says how far before it the one before is. */
    private void checkConstants(JfrTypes types, long chunk, long offset, long end) throws IOException {
        long at = chunk + offset;
        long before = end;
        while (true) {
            enter(at, before, CONSTANTS_EVENT);
            long place = in.position();
            long back = in.number();
            in.raw(); // whether more comes
            checkPools(types);
            if (back == 0) {
                return;
            }
            if (back > 0 || at + back < chunk + HEADER) {
                throw in.damaged(place, "constants cannot go on " + back + " bytes from there");
            }
            before = at;
            at += back;
        }
    }

    private void checkPools(JfrTypes types) throws IOException {
        int pools = in.count();
        for (int i = 0; i < pools; i++) {
            long type = in.number();
            int values = in.count();
            for (int j = 0; j < values; j++) {
                in.number();
                types.skipValue(type);
            }
        }
    }

    private void checkEvents(JfrTypes types, long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            long id = enter(at, end);
            long next = in.limit();
            String type = types.nameOf(id);
            if (type != null && id != METADATA_EVENT && id != CONSTANTS_EVENT) {
                counts.merge(type, 1L, Long::sum);
                if (readTypes.contains(type)) {
                    types.skipValue(id);
                }
            }
            at = next;
        }
    }
}

package heapwood.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of a first pass through a JFR file, before any stack is delivered: the whole chunks, and the number of their events by
 * type. A file with an error anywhere is refused, or, on request, its faulty chunks are left out.
 *
 * <p>Memory is that of one chunk's types and of the events' names. Time is linear in the file's size.
 */
final class JfrScan {
    private static final int MOST_WASTED = 8;

    private final JfrInput in;
    private final Set<String> readTypes;
    private final boolean salvage;
    private final CollapsedReader.Progress progress;

    private final List<Long> chunks = new ArrayList<>();
    private final Map<String, Events> events = new HashMap<>();
    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;
    private final List<Loss> losses = new ArrayList<>();
    private long unfinished;

    /** The sum of the lengths claimed by chunks that are not whole, in bytes. */
    private long wasted;

    /** A part of the file that is left out. It may look like several bad chunks. */
    record Loss(long start, long end, String why) {
        long length() {
            return end - start;
        }

        String reason() {
            return "from byte " + start + " on: " + why;
        }
    }

    /** The events of one type in all chunks. Types are identified by their names. */
    static final class Events {
        private long count;
        private long bytes;
        private boolean hasStacks;

        /** The chunks' descriptions of the type, if its events are to be read. Those of several JVMs may differ. */
        private final List<JfrTypes.Type> types = new ArrayList<>();

        private void add(Events more) {
            count += more.count;
            bytes += more.bytes;
            hasStacks |= more.hasStacks;
            types.addAll(more.types);
        }
    }

    private JfrScan(JfrInput in, Set<String> readTypes, boolean salvage, CollapsedReader.Progress progress) {
        this.in = in;
        this.readTypes = readTypes;
        this.salvage = salvage;
        this.progress = progress;
    }

    /**
     * Returns the result of a first pass through a file. Takes time linear in the file's size.
     *
     * @param readTypes the types whose events will be read, and which are therefore checked; other events are only counted
     * @param salvage whether chunks that are not whole are left out
     * @throws ProfileException if the file is cut short or damaged; the message states the byte's offset
     */
    static JfrScan of(JfrInput in, Set<String> readTypes, boolean salvage, CollapsedReader.Progress progress)
            throws IOException {
        JfrScan scan = new JfrScan(in, readTypes, salvage, progress);
        long start = 0;
        while (start < in.size()) {
            start = scan.chunk(start);
        }
        if (scan.chunks.isEmpty()) {
            throw in.failure("no chunk of it is whole: " + scan.losses.get(0).why);
        }
        return scan;
    }

    /** Scans a chunk. Returns the offset of the next chunk. */
    private long chunk(long start) throws IOException {
        JfrChunk chunk = null;
        try {
            chunk = new JfrChunk(in, start, salvage);
            count(chunk);
            chunks.add(start);
            unfinished += chunk.isUnfinished() ? 1 : 0;
            progress.at(chunk.end() / 2, in.size());
            return chunk.end();
        } catch (ProfileException e) {
            if (!salvage) {
                throw canSalvage(chunk, start)
                        ? in.failure(e, "; with --salvage the chunks that are whole are read")
                        : e;
            }
            long next = behind(chunk, start);
            Loss before = losses.isEmpty() ? null : losses.get(losses.size() - 1);
            if (before != null && before.end == start) {
                losses.set(losses.size() - 1, new Loss(before.start, next, before.why));
            } else {
                losses.add(new Loss(start, next, in.reason(e)));
            }
            return next;
        }
    }

    private boolean canSalvage(JfrChunk chunk, long start) throws IOException {
        if (!chunks.isEmpty() || chunk != null && chunk.end() < in.size()) {
            return true;
        }
        try {
            return chunk == null && new JfrChunk(in, start, true).isUnfinished();
        } catch (ProfileException e) {
            return false;
        }
    }

    /**
     * Returns the offset at which a chunk may begin after one that is not whole. The length in that chunk's header is not trusted,
     * since a copy of a header, which the JDK keeps among the constants, may look like one. Only if the search would no longer take
     * linear time is the length used.
     */
    private long behind(JfrChunk chunk, long start) throws IOException {
        if (chunk != null) {
            wasted += chunk.end() - start;
        }
        return chunk == null || wasted <= MOST_WASTED * in.size() ? in.find(JfrChunk.MAGIC, start + 1) : chunk.end();
    }

    private void count(JfrChunk chunk) throws IOException {
        chunk.readTypes();
        JfrTypes types = chunk.types();
        chunk.constants((type, key) -> types.skipValue(type));
        Map<JfrTypes.Type, Events> counted = new HashMap<>();
        chunk.events((type, at) -> {
            Events of = counted.get(type);
            if (of == null) {
                of = new Events();
                of.hasStacks = type.field("stackTrace") != null;
                counted.put(type, of);
                if (readTypes.contains(type.name())) {
                    types.check(type);
                    of.types.add(type);
                }
            }
            of.count++;
            of.bytes += in.limit() - at;
            if (!of.types.isEmpty()) {
                types.skipValue(type);
            }
            if ((of.count & 0xFFF) == 0) {
                progress.at(in.position() / 2, in.size());
            }
        });
        counted.forEach((type, of) ->
                events.computeIfAbsent(type.name(), name -> new Events()).add(of));
        startNanos = Math.min(startNanos, chunk.startNanos());
        endNanos = Math.max(endNanos, chunk.endNanos());
    }

    /** Returns the offsets of the whole chunks. */
    List<Long> chunks() {
        return chunks;
    }

    /** Returns the start of the recording in nanoseconds since 1970. */
    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    /** Returns the number of chunks that were still being written, whose content up to the last flush is read. */
    long unfinished() {
        return unfinished;
    }

    /** Returns the parts of the file that are left out. */
    List<Loss> losses() {
        return losses;
    }

    /** Returns the chunks' descriptions of a type whose events are to be read. */
    List<JfrTypes.Type> types(String name) {
        return events.containsKey(name) ? events.get(name).types : List.of();
    }

    /** Returns the types of events in the file, ordered by name. */
    List<EventType> eventTypes() {
        return events.entrySet().stream()
                .map(e -> new EventType(e.getKey(), e.getValue().count, e.getValue().bytes, e.getValue().hasStacks))
                .sorted(Comparator.comparing(EventType::name))
                .toList();
    }

    /** Returns the number of events of a type. */
    long count(String type) {
        Events of = events.get(type);
        return of == null ? 0 : of.count;
    }

    long count(Collection<String> types) {
        return types.stream().mapToLong(this::count).sum();
    }
}

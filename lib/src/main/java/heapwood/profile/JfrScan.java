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
 * Goes through a JFR file once before anything of it is delivered: which chunks are whole, and how many events of each type they
 * have. A file that is wrong anywhere is refused then, or, on request, what is wrong is left out, a chunk at a time.
 *
 * <p>Memory is that of a chunk's types and of the events' names, time linear in the file.
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

    /** How many bytes chunks claimed that turned out not to be whole. */
    private long wasted;

    /** A part of the file that is left out; what stands there may look like several bad chunks. */
    record Loss(long start, long end, String why) {
        long length() {
            return end - start;
        }

        String reason() {
            return "from byte " + start + " on: " + why;
        }
    }

    /** The events of one type, by its name, in all chunks. */
    static final class Events {
        private long count;
        private long bytes;
        private boolean hasStacks;

        /** What chunks say of the type, if its events are to be read: recordings of several JVMs may differ. */
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
     * Goes through a file.
     *
     * @param readTypes the types whose events will be read, and so are checked; others are only counted
     * @param salvage whether chunks that are not whole are left out
     * @throws ProfileException if it is cut short or damaged; the message says at which byte
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

    /** Returns where the next chunk begins. */
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
     * Returns where the next chunk may begin behind one that is not whole. Its length is not believed, for what looks like its header
     * may be a copy, which the JDK keeps among the constants; but not so often that going through them takes more than linear time.
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

    /** Returns where the chunks begin that are whole. */
    List<Long> chunks() {
        return chunks;
    }

    /** Returns when the recording begins, in nanoseconds since 1970. */
    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    /** Returns how many chunks there are that were still written to, with what they had up to their last flush. */
    long unfinished() {
        return unfinished;
    }

    /** Returns the parts that are left out. */
    List<Loss> losses() {
        return losses;
    }

    /** Returns what chunks say of a type that was to be read. */
    List<JfrTypes.Type> types(String name) {
        return events.containsKey(name) ? events.get(name).types : List.of();
    }

    /** Returns the types of events that there are, by their names. */
    List<EventType> eventTypes() {
        return events.entrySet().stream()
                .map(e -> new EventType(e.getKey(), e.getValue().count, e.getValue().bytes, e.getValue().hasStacks))
                .sorted(Comparator.comparing(EventType::name))
                .toList();
    }

    /** Returns how many events of a type there are. */
    long count(String type) {
        Events of = events.get(type);
        return of == null ? 0 : of.count;
    }

    long count(Collection<String> types) {
        return types.stream().mapToLong(this::count).sum();
    }
}

package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reader of JFR recordings by the JDK's recorder or async-profiler. It reads a file twice: once to find whole chunks and their
 * types of events, and once for the events wanted. No stacks of a refused file are delivered.
 *
 * <p>This is the kit's own parser of the format. The JDK's parser takes chunks of several JVMs for one JVM's, cannot read a chunk
 * without stack traces, and does not check lengths and counts. async-profiler's does not check them either, has classes for some
 * types of events only, and does not report which stacks are truncated.
 *
 * <p>Memory is that of one chunk's constants at a time (a chunk has some 12 MB), whatever the number of events.
 */
final class JfrReader {
    /**
     * The largest number of frames for each byte of a file: an event has at least twenty bytes, and recorders walk some 2,000
     * frames at most.
     */
    private static final int MOST_FRAMES_A_BYTE = 100;

    private final ProfileSource source;
    private final String name;
    private final ProfileReader.Choice choice;
    private final RecordingFilter filter;
    private final boolean salvage;
    private final long limit;
    private final CollapsedReader.Progress progress;

    /**
     * Creates a reader.
     *
     * @param source a recording, not compressed
     * @param salvage whether incomplete chunks are left out instead of refusing the file
     * @param limit the largest number of frames of a small file
     */
    JfrReader(
            ProfileSource source,
            ProfileReader.Choice choice,
            RecordingFilter filter,
            boolean salvage,
            long limit,
            CollapsedReader.Progress progress) {
        this.source = source;
        this.name = source.name();
        this.choice = choice;
        this.filter = filter;
        this.salvage = salvage;
        this.limit = limit;
        this.progress = progress;
    }

    /** A task that reads the file's bytes. */
    @FunctionalInterface
    private interface Work<T> {
        T with(JfrInput in) throws IOException;
    }

    private <T> T open(Work<T> work) throws IOException {
        try (ProfileSource.Bytes bytes = source.bytes()) {
            return work.with(new JfrInput(name, bytes));
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException(name + ": reading was interrupted");
        }
    }

    /** Returns the types of events in the recording, ordered by name. */
    List<EventType> events() throws IOException {
        return open(in -> JfrScan.of(in, Set.of(), salvage, progress).eventTypes());
    }

    ProfileSummary read(StackSink sink) throws IOException {
        return open(in -> read(in, sink));
    }

    private ProfileSummary read(JfrInput in, StackSink sink) throws IOException {
        Set<String> readable = JfrKind.allTypes();
        if (choice.event() != null) {
            readable.add(choice.event());
        }
        JfrScan scan = JfrScan.of(in, readable, salvage, progress);
        String event = choice.event() != null ? choice.event() : usualEvent(scan);
        List<String> wanted =
                JfrKind.named(event).map(kind -> kind.typesIn(scan::count)).orElse(List.of(event));
        String others = others(scan, event, wanted);
        if (scan.count(wanted) == 0 && choice.event() == null) {
            throw unusual(name, scan.eventTypes());
        }
        if (scan.count(wanted) == 0) {
            throw in.failure("has no event for " + event + "; it has "
                    + (others.isEmpty() ? "none of " + kinds() : others)
                    + "; others can be chosen by their full name, such as jdk.FileRead");
        }
        String value = choice.value() != null ? choice.value() : JfrKind.usualValue(event);
        FrameLimit frames = new FrameLimit(name, Math.max(limit, in.size() * MOST_FRAMES_A_BYTE));
        JfrEvents events = new JfrEvents(choice, filter, value, scan, sink, frames);
        for (String type : wanted) {
            check(events, scan.types(type), in);
        }
        for (long start : scan.chunks()) {
            JfrChunk chunk = new JfrChunk(in, start, salvage);
            chunk.readTypes();
            events.read(chunk, wanted, (at, size) -> progress.at(size / 2 + at / 2, size));
            progress.at(in.size() / 2 + chunk.end() / 2, in.size());
        }
        progress.at(in.size(), in.size());
        if (events.count() != scan.count(wanted)) {
            throw in.failure("has changed while it was read: " + events.count() + " events for " + event
                    + " came, and there were " + scan.count(wanted));
        }
        if (sink.stacks() == 0) {
            throw in.failure("of its " + events.count() + " events for " + event + " none is left"
                    + (filter.isAll() ? "" : " with " + filter)
                    + (events.odd() == 0 ? "" : "; " + events.odd() + " odd ones left out: " + events.firstOdd()));
        }
        ProfileSummary summary = new ProfileSummary(
                Format.JFR,
                event,
                value,
                others,
                sink.stacks(),
                sink.withoutStack(),
                events.truncated(),
                0,
                null,
                in.size(),
                sink.nanos());
        for (JfrScan.Loss loss : scan.losses()) {
            summary = summary.noting("bytes left out", loss.length(), loss.reason());
        }
        return summary.noting("unfinished", scan.unfinished(), "chunks; what came after their last flush is not there")
                .noting("events left out", events.odd(), "first: " + events.firstOdd())
                .noting("filtered out", events.unwanted(), "events without " + filter);
    }

    private static void check(JfrEvents events, List<JfrTypes.Type> types, JfrInput in) throws IOException {
        for (JfrTypes.Type type : types) {
            try {
                events.check(type);
            } catch (ProfileException e) {
                throw in.failure(e.getMessage());
            }
        }
    }

    /** Returns the names of the kinds that some types of events belong to. */
    static List<String> kinds(String name, List<EventType> types) throws ProfileException {
        Set<String> names = types.stream().map(EventType::name).collect(Collectors.toSet());
        List<String> kinds = Arrays.stream(JfrKind.values())
                .filter(kind -> kind.types().stream().anyMatch(names::contains))
                .map(JfrKind::toString)
                .toList();
        if (kinds.isEmpty()) {
            throw unusual(name, types);
        }
        return kinds;
    }

    private static UnusualEventsException unusual(String name, List<EventType> types) {
        return new UnusualEventsException(
                name + ": has none of " + kinds() + "; choose one of its types of events with --event", types);
    }

    private static String kinds() {
        return Arrays.stream(JfrKind.values()).map(JfrKind::toString).collect(Collectors.joining(", "));
    }

    /** Returns the name of the first kind that the recording has. */
    private static String usualEvent(JfrScan scan) {
        return Arrays.stream(JfrKind.values())
                .filter(kind -> scan.count(kind.types()) > 0)
                .findFirst()
                .orElse(JfrKind.CPU)
                .toString();
    }

    /**
     * Returns a text with the number of events of each kind except the one chosen, and of types with the same information as those
     * read.
     */
    private static String others(JfrScan scan, String chosen, List<String> read) {
        List<String> others = new ArrayList<>();
        for (JfrKind kind : JfrKind.values()) {
            if (kind.toString().equals(chosen)) {
                kind.types().stream()
                        .filter(type -> !read.contains(type) && scan.count(type) > 0)
                        .forEach(type -> others.add(type + " (" + scan.count(type) + ")"));
            } else if (scan.count(kind.types()) > 0) {
                others.add(kind + " (" + scan.count(kind.typesIn(scan::count)) + ")");
            }
        }
        return String.join(", ", others);
    }
}

package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/**
 * Reads a JFR recording through the JDK's own streaming reader. Told not to sort events, and to use its objects again, it is as
 * fast as async-profiler's ({@code one.jfr}), and says what that one drops: which stacks are truncated, and any type of event.
 *
 * <p>Memory is the recording's constants, a chunk's at a time (chunks have some 12 MB), whatever the number of events.
 */
final class JfrReader {
    private static final int MOST_STACKS_REMEMBERED = 1 << 17;
    private static final String NO_TYPE = "()L;";
    private static final List<String> CLASS_FIELDS = List.of("objectClass", "monitorClass", "parkedClass");

    private final Path file;
    private final String name;
    private final ProfileReader.Choice choice;
    private final CollapsedReader.Progress progress;
    private final StackSink sink;

    private final Map<RecordedStackTrace, int[]> stacks = new IdentityHashMap<>();
    private final Map<RecordedMethod, Integer> methods = new IdentityHashMap<>();
    private JfrChunks chunks;
    private long truncated;
    private Exception failure;

    /** When the last event was that has been told as progress. */
    private long lastNanos;

    /** One that comes from inserting, such as a full heap. */
    private Error ownError;

    /**
     * @param file a plain recording
     * @param name what messages call it
     */
    JfrReader(Path file, String name, ProfileReader.Choice choice, CollapsedReader.Progress progress, StackSink sink) {
        this.file = file;
        this.name = name;
        this.choice = choice;
        this.progress = progress;
        this.sink = sink;
    }

    ProfileSummary read() throws IOException {
        Set<String> types = JfrKind.allTypes();
        if (choice.event() != null) {
            types.add(choice.event());
        }
        chunks = JfrChunks.check(file, name, types);
        String event = choice.event() != null ? choice.event() : usualEvent();
        List<String> wanted = types(event);
        String value = choice.value() != null ? choice.value() : JfrKind.usualValue(event);
        if (count(wanted) > 0) {
            read(wanted, new JfrValue(value));
        }
        String others = others(event, wanted);
        if (sink.stacks() == 0) {
            String kinds =
                    Arrays.stream(JfrKind.values()).map(JfrKind::toString).collect(Collectors.joining(", "));
            throw new ProfileException(name + ": has no event for " + event + "; it has "
                    + (others.isEmpty() ? "none of " + kinds : others)
                    + "; others can be chosen by their full name, such as jdk.FileRead");
        }
        return new ProfileSummary(
                Format.JFR,
                event,
                value,
                others,
                sink.stacks(),
                sink.withoutStack(),
                truncated,
                0,
                null,
                chunks.size(),
                sink.nanos());
    }

    /** The first kind that the recording has. */
    private String usualEvent() {
        return Arrays.stream(JfrKind.values())
                .filter(kind -> count(kind.types()) > 0)
                .findFirst()
                .orElse(JfrKind.CPU)
                .toString();
    }

    private List<String> types(String event) {
        return JfrKind.named(event).map(kind -> kind.typesIn(chunks::count)).orElse(List.of(event));
    }

    private long count(List<String> types) {
        return types.stream().mapToLong(chunks::count).sum();
    }

    /** How many events there are for each short name but the one chosen, and for types that tell the same as those read. */
    private String others(String chosen, List<String> read) {
        List<String> others = new ArrayList<>();
        for (JfrKind kind : JfrKind.values()) {
            if (kind.toString().equals(chosen)) {
                kind.types().stream()
                        .filter(type -> !read.contains(type) && chunks.count(type) > 0)
                        .forEach(type -> others.add(type + " (" + chunks.count(type) + ")"));
            } else if (count(kind.types()) > 0) {
                others.add(kind + " (" + count(kind.typesIn(chunks::count)) + ")");
            }
        }
        return String.join(", ", others);
    }

    private void read(List<String> types, JfrValue value) throws IOException {
        try (EventStream stream = EventStream.openFile(file)) {
            stream.setReuse(true);
            stream.setOrdered(false);
            for (String type : types) {
                stream.onEvent(type, e -> deliver(e, value, stream));
            }
            stream.onError(e -> fail(e instanceof Exception x ? x : new IOException(e), stream));
            stream.start();
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        } catch (Error e) {
            // On damaged data the JDK's reader has errors of its own, such as values nested too deep.
            if (e == ownError) {
                throw e;
            }
            throw failure(e);
        }
        if (failure != null) {
            throw failure(failure);
        }
        progress.at(chunks.size(), chunks.size());
    }

    private IOException failure(Throwable e) {
        if (e instanceof InterruptedIOException interrupted) {
            return interrupted;
        }
        if (e instanceof ProfileException wrong) {
            return new ProfileException(name + ": " + wrong.getMessage(), wrong);
        }
        return new ProfileException(
                name + ": is damaged behind byte " + chunks.startOfChunk(lastNanos)
                        + ", where a chunk begins; the JDK's reader says: " + e,
                e);
    }

    private void fail(Exception e, EventStream stream) {
        if (failure == null) {
            failure = e;
        }
        stream.close();
    }

    private void deliver(RecordedEvent event, JfrValue value, EventStream stream) {
        if (failure != null) {
            return;
        }
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(name + ": reading was interrupted");
            }
            if ((sink.stacks() & 0x3FF) == 0) {
                lastNanos = toNanos(event);
                double share = chunks.share(lastNanos);
                progress.at((long) (share * chunks.size()), chunks.size());
            }
            sink.add(stack(event), value.of(event));
        } catch (IOException | RuntimeException e) {
            fail(e, stream);
        } catch (Error e) {
            ownError = e;
            throw e;
        }
    }

    private static long toNanos(RecordedEvent event) {
        return event.getStartTime().getEpochSecond() * 1_000_000_000L
                + event.getStartTime().getNano();
    }

    private int[] stack(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace != null && trace.isTruncated()) {
            truncated++;
        }
        int[] frames = trace == null ? new int[0] : frames(trace);
        if (!choice.threads() && !choice.classes()) {
            return frames;
        }
        IntStream.Builder all = IntStream.builder();
        if (choice.threads()) {
            all.add(sink.frame("[" + thread(event) + "]"));
        }
        Arrays.stream(frames).forEach(all::add);
        if (choice.classes()) {
            CLASS_FIELDS.stream()
                    .filter(event::hasField)
                    .map(event::getClass)
                    .filter(Objects::nonNull)
                    .forEach(type -> all.add(sink.frame(JfrClassName.of(type.getName()))));
        }
        return all.build().toArray();
    }

    private int[] frames(RecordedStackTrace trace) {
        int[] known = stacks.get(trace);
        if (known != null) {
            return known;
        }
        List<RecordedFrame> inner = trace.getFrames();
        int[] frames = new int[inner.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[frames.length - 1 - i] = frame(inner.get(i));
        }
        if (stacks.size() == MOST_STACKS_REMEMBERED) {
            stacks.clear();
            methods.clear();
        }
        stacks.put(trace, frames);
        return frames;
    }

    private int frame(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        if (method == null) {
            return sink.frame("(unknown)");
        }
        if (choice.lines() && frame.getLineNumber() > 0) {
            return sink.frame(name(method) + ":" + frame.getLineNumber());
        }
        return methods.computeIfAbsent(method, m -> sink.frame(name(m)));
    }

    /** async-profiler gives native functions a class, their library, which other formats do not have, and no type. */
    private static String name(RecordedMethod method) {
        boolean isFunction = method.getType() == null
                || method.getType().getName().isEmpty()
                || NO_TYPE.equals(method.getDescriptor());
        return isFunction ? method.getName() : method.getType().getName() + "." + method.getName();
    }

    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
        if (thread == null) {
            return "unknown thread";
        }
        return thread.getJavaName() != null ? thread.getJavaName() : thread.getOSName();
    }
}

package heapwood.profile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<String, Long> counts = new TreeMap<>();
    private JfrChunks chunks;
    private long truncated;
    private Exception failure;

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
        chunks = JfrChunks.check(file, name);
        String event = choice.event() != null ? choice.event() : JfrKind.CPU.toString();
        read(event);
        if (choice.event() == null && sink.stacks() == 0 && !counts.isEmpty()) {
            event = JfrKind.names().stream()
                    .filter(kind -> count(kind) > 0)
                    .findFirst()
                    .orElseThrow();
            read(event);
        }
        if (sink.stacks() == 0) {
            String others = others(event);
            throw new ProfileException(name + ": has no event for " + event + "; it has "
                    + (others.isEmpty() ? "none of " + String.join(", ", JfrKind.names()) : others)
                    + "; others can be chosen by their full name, such as jdk.FileRead");
        }
        return new ProfileSummary(
                Format.JFR,
                event,
                value(event),
                others(event),
                sink.stacks(),
                sink.withoutStack(),
                truncated,
                0,
                null,
                chunks.size(),
                sink.nanos());
    }

    private String value(String event) {
        return choice.value() != null ? choice.value() : JfrKind.usualValue(event);
    }

    /** How many events there are for each short name but one. */
    private String others(String chosen) {
        return JfrKind.names().stream()
                .filter(kind -> !kind.equals(chosen) && count(kind) > 0)
                .map(kind -> kind + " (" + count(kind) + ")")
                .collect(Collectors.joining(", "));
    }

    private long count(String event) {
        return JfrKind.types(event).stream()
                .mapToLong(type -> counts.getOrDefault(type, 0L))
                .sum();
    }

    private void read(String event) throws IOException {
        Set<String> wanted = JfrKind.types(event);
        JfrValue value = new JfrValue(value(event));
        counts.clear();
        try (EventStream stream = EventStream.openFile(file)) {
            stream.setReuse(true);
            stream.setOrdered(false);
            for (String type : JfrKind.allTypes()) {
                stream.onEvent(type, e -> counts.merge(type, 1L, Long::sum));
            }
            for (String type : wanted) {
                stream.onEvent(type, e -> deliver(e, value, stream));
            }
            stream.onError(e -> fail(e instanceof Exception x ? x : new IOException(e), stream));
            stream.start();
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        } catch (Error e) {
            // On damaged data the JDK's reader has errors of its own, such as an array larger than the heap.
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
        return new ProfileException(name + ": is damaged, the JDK's reader says: " + e, e);
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
                double share = chunks.share(toNanos(event));
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

package heapwood.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reader of a recording's events. It adds their stacks to a sink, a chunk at a time, and counts the events that are odd or not
 * wanted.
 */
final class JfrEvents {
    /** The fields of events to read, by their places. The field of the value follows. */
    private static final List<String> FIELDS = List.of(
            "startTime",
            "duration",
            "stackTrace",
            "eventThread",
            "sampledThread",
            "state",
            "objectClass",
            "monitorClass",
            "parkedClass");

    private static final int START_TIME = 0;
    private static final int DURATION = 1;
    private static final int STACK_TRACE = 2;
    private static final int EVENT_THREAD = 3;
    private static final int SAMPLED_THREAD = 4;
    private static final int STATE = 5;
    private static final int FIRST_CLASS = 6;

    private final ProfileReader.Choice choice;
    private final RecordingFilter filter;
    private final String valueName;
    private final long since;
    private final long until;
    private final StackSink sink;
    private final FrameStack stack;

    /** The frame of each thread or class, as a part of stacks. */
    private final Map<String, int[]> parts = new HashMap<>();

    /** The chunk that is being read. */
    private JfrChunk chunk;

    private JfrConstants constants;
    private JfrStacks stacks;

    private long count;
    private long truncated;
    private long unwanted;
    private long odd;
    private String firstOdd;

    /** The objects that read the events of one type in a chunk. */
    private record Reading(JfrRow row, JfrValue value, int valuePlace) {}

    /**
     * Creates a reader.
     *
     * @param value the value to count, by one of {@link JfrValue}'s names
     */
    JfrEvents(
            ProfileReader.Choice choice,
            RecordingFilter filter,
            String value,
            JfrScan scan,
            StackSink sink,
            FrameLimit limit) {
        this.choice = choice;
        this.filter = filter;
        this.valueName = value;
        this.sink = sink;
        stack = new FrameStack(limit);
        since = filter.since() == null ? Long.MIN_VALUE : filter.since().in(scan.startNanos(), scan.endNanos());
        until = filter.until() == null ? Long.MAX_VALUE : filter.until().in(scan.startNanos(), scan.endNanos());
    }

    /**
     * Checks that events of a type have everything that is asked for.
     *
     * @throws ProfileException if they have not; the message does not name the file
     */
    void check(JfrTypes.Type type) throws ProfileException {
        JfrValue.of(valueName, type);
        if (!filter.states().isEmpty() && type.field("state") == null) {
            throw new ProfileException("its " + type.name() + " events do not say their thread's state");
        }
    }

    /** Reads the events of some types in a chunk. */
    void read(JfrChunk next, List<String> types, CollapsedReader.Progress progress) throws IOException {
        chunk = next;
        constants = JfrConstants.read(chunk, choice.lines());
        stacks = new JfrStacks(constants, sink, choice.lines());
        JfrInput in = chunk.input();
        Map<JfrTypes.Type, Reading> readings = new HashMap<>();
        chunk.events((type, at) -> {
            if (types.contains(type.name())) {
                if (Thread.currentThread().isInterrupted()) {
                    throw in.interrupted();
                }
                Reading reading = readings.get(type);
                if (reading == null) {
                    reading = reading(type);
                    readings.put(type, reading);
                }
                deliver(reading, at);
                if ((++count & 0x3FF) == 0) {
                    progress.at(at, in.size());
                }
            }
        });
    }

    private Reading reading(JfrTypes.Type type) throws IOException {
        chunk.types().check(type);
        JfrValue value = JfrValue.of(valueName, type);
        List<String> names = new ArrayList<>(FIELDS);
        names.add(value.fieldName());
        JfrRow row = new JfrRow(chunk.input(), chunk.types(), type, names);
        return new Reading(row, value, names.indexOf(value.fieldName()));
    }

    private void deliver(Reading reading, long at) throws IOException {
        JfrRow row = reading.row;
        row.read();
        if (!isWanted(row)) {
            unwanted++;
            return;
        }
        long value = reading.value.of(row.number(reading.valuePlace), chunk);
        if (row.number(DURATION) < 0) {
            leaveOut("ends before it starts", at);
        } else if (value < 0) {
            leaveOut("has " + valueName + " that are negative or not known", at);
        } else {
            JfrConstants.Stack trace = constants.stack(row.number(STACK_TRACE));
            if (trace != null && trace.truncated()) {
                truncated++;
            }
            putTogether(row);
            if (sink.isTimed()) {
                sink.setTime(chunk.nanosAt(row.number(START_TIME)));
            }
            stack.addTo(sink, value);
        }
    }

    private void leaveOut(String reason, long at) {
        if (odd++ == 0) {
            firstOdd = "the event at byte " + at + " " + reason;
        }
    }

    private boolean isWanted(JfrRow row) {
        if (filter.isAll()) {
            return true;
        }
        long nanos = chunk.nanosAt(row.number(START_TIME));
        return nanos >= since
                && nanos < until
                && filter.hasThread(thread(row))
                && filter.hasState(constants.text(row.text(STATE)));
    }

    private String thread(JfrRow row) {
        return constants.text(row.text(row.has(SAMPLED_THREAD) ? SAMPLED_THREAD : EVENT_THREAD));
    }

    private void putTogether(JfrRow row) throws ProfileException {
        stack.begin();
        if (choice.threads()) {
            String thread = thread(row);
            stack.push(part("[" + (thread == null ? "unknown thread" : thread) + "]"));
        }
        stack.push(stacks.frames(row.number(STACK_TRACE)));
        if (choice.classes()) {
            for (int place = FIRST_CLASS; place < FIELDS.size(); place++) {
                String type = constants.text(row.text(place));
                if (type != null) {
                    stack.push(part(JfrClassName.of(type.replace('/', '.'))));
                }
            }
        }
    }

    private int[] part(String frame) {
        return parts.computeIfAbsent(frame, name -> new int[] {sink.frame(name)});
    }

    /** Returns the number of events read, including those not wanted or odd. */
    long count() {
        return count;
    }

    /** Returns the number of stacks that lack their outermost frames. */
    long truncated() {
        return truncated;
    }

    /** Returns the number of events that the filter left out. */
    long unwanted() {
        return unwanted;
    }

    /** Returns the number of events left out because adding them up would be wrong. */
    long odd() {
        return odd;
    }

    /** Returns a description of the first odd event; null if there is none. */
    String firstOdd() {
        return firstOdd;
    }
}

package heapwood.profile;

import heapwood.profile.pprof.PprofMessages.Label;
import heapwood.profile.pprof.PprofMessages.Line;
import heapwood.profile.pprof.PprofMessages.Location;
import heapwood.profile.pprof.PprofMessages.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A receiver that adds the samples of a pprof profile to a tree. Frames that the profile asks to leave out are left out as by
 * {@code go tool pprof}: each sample ends above the first such frame that is called by another one.
 */
final class PprofSamples {
    /** The numeric labels with the time of a sample, in nanoseconds since 1970. The format has no field for it. */
    private static final List<String> TIMES = List.of("timestamp_ns", "end_timestamp_ns");

    private final PprofTables tables;
    private final DroppedFrames dropped;
    private final ProfileReader.Choice choice;
    private final int type;
    private final boolean negative;
    private final StackSink sink;
    private final FrameStack stack;

    /** The frames of each location. */
    private final Map<Long, Part> parts = new HashMap<>();

    /** The frames made of labels, by name, as parts of stacks. */
    private final Map<String, int[]> labels = new HashMap<>();

    private long shortened;

    /**
     * The frames of a location, as a part of stacks.
     *
     * @param frames the frames' ids, the outermost first
     * @param cut whether a stack ends before this part, ends with it, or goes on
     */
    private record Part(int[] frames, Cut cut) {
        enum Cut {
            NONE,
            BEFORE,
            BEHIND
        }
    }

    /**
     * Creates a receiver.
     *
     * @param dropped the functions whose frames are left out; null for none
     * @param type the index of the value to count in each sample
     * @param negative whether samples with negative values are added, as absolute amounts; otherwise the other samples are
     */
    PprofSamples(
            PprofTables tables,
            DroppedFrames dropped,
            ProfileReader.Choice choice,
            int type,
            boolean negative,
            FrameLimit limit,
            StackSink sink) {
        this.tables = tables;
        this.dropped = dropped;
        this.choice = choice;
        this.type = type;
        this.negative = negative;
        this.stack = new FrameStack(limit);
        this.sink = sink;
    }

    /** Returns the number of samples that ended above a frame that is left out. */
    long shortened() {
        return shortened;
    }

    /** Adds a sample to the tree if its value has the wanted sign. */
    void add(Sample sample) throws IOException {
        if (sample.getValueCount() != tables.typeCount()) {
            throw tables.damaged("a sample has " + sample.getValueCount() + " values, and there are "
                    + tables.typeCount() + " types of them");
        }
        long value = sample.getValue(type);
        if (value < 0 == negative) {
            push(sample);
            if (sink.isTimed()) {
                sink.setTime(time(sample));
            }
            stack.addTo(sink, Math.abs(value));
        }
    }

    /** Returns the time of a sample from one of the labels that profilers give it for that. */
    private long time(Sample sample) throws IOException {
        for (Label label : sample.getLabelList()) {
            if (label.getNum() != 0 && TIMES.contains(tables.string(label.getKey()))) {
                return label.getNum();
            }
        }
        throw tables.damaged(
                "a sample has no label " + String.join(" or ", TIMES) + ", so it is not known when it was taken");
    }

    private void push(Sample sample) throws IOException {
        stack.begin();
        if (choice.label() != null) {
            stack.push(labels.computeIfAbsent(label(sample), text -> new int[] {sink.frame(text)}));
        }
        // A dropped frame outside of all kept frames is not called by any of them, and may be all that is known; so it
        // stays.
        boolean kept = false;
        for (int i = sample.getLocationIdCount() - 1; i >= 0; i--) {
            Part part = part(sample.getLocationId(i));
            if (kept && part.cut != Part.Cut.NONE) {
                shortened++;
                if (part.cut == Part.Cut.BEHIND) {
                    stack.push(part.frames);
                }
                return;
            }
            kept |= part.cut == Part.Cut.NONE;
            stack.push(part.frames);
        }
    }

    /** Returns the frame {@code [key=value]} with the values of all labels that have the chosen key. */
    private String label(Sample sample) throws IOException {
        List<String> values = new ArrayList<>();
        for (Label label : sample.getLabelList()) {
            if (tables.string(label.getKey()).equals(choice.label())) {
                values.add(
                        label.getStr() != 0
                                ? tables.string(label.getStr())
                                : label.getNum() + tables.string(label.getNumUnit()));
            }
        }
        return "[" + choice.label() + "=" + values.stream().sorted().collect(Collectors.joining(",")) + "]";
    }

    private Part part(long id) throws IOException {
        Part known = parts.get(id);
        if (known == null) {
            known = part(tables.location(id));
            parts.put(id, known);
        }
        return known;
    }

    private Part part(Location location) throws IOException {
        int count = location.getLineCount();
        if (count == 0) {
            return new Part(new int[] {sink.frame(tables.withoutFunction(location))}, Part.Cut.NONE);
        }
        int drop = dropped == null ? -1 : outermostDropped(location);
        // If a location's outermost function is dropped, all of its lines stay, for stacks that begin with the
        // location.
        int from = drop == count - 1 ? 0 : drop + 1;
        int[] frames = new int[count - from];
        for (int i = from; i < count; i++) {
            Line line = location.getLine(i);
            frames[count - 1 - i] = sink.frame(tables.frame(location, line, choice.lines()));
        }
        return new Part(frames, drop < 0 ? Part.Cut.NONE : from == 0 ? Part.Cut.BEFORE : Part.Cut.BEHIND);
    }

    private int outermostDropped(Location location) throws IOException {
        int line = location.getLineCount() - 1;
        while (line >= 0 && !isDropped(tables.function(location.getLine(line)))) {
            line--;
        }
        return line;
    }

    private boolean isDropped(String function) throws IOException {
        return !function.isEmpty() && dropped.has(function);
    }
}

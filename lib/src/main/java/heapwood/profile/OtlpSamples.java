package heapwood.profile;

import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Sample;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A receiver that adds the samples of OTLP profiles to a tree. */
final class OtlpSamples {
    private static final String THREAD = "thread.name";

    private final OtlpDictionary dictionary;
    private final ProfileReader.Choice choice;
    private final RecordingFilter filter;
    private final long since;
    private final long until;
    private final boolean negative;
    private final StackSink sink;
    private final FrameStack stack;

    /** The frames of each location, the outermost first. */
    private final Map<Integer, int[]> parts = new HashMap<>();

    /** The frames that are no locations, by name, as parts of stacks. */
    private final Map<String, int[]> labels = new HashMap<>();

    /**
     * Creates a receiver.
     *
     * @param since the first time stamp wanted, in nanoseconds since 1970
     * @param until the time after the last time stamp wanted, in nanoseconds since 1970
     * @param negative whether the absolute amounts of negative values are added; otherwise the other values are
     */
    OtlpSamples(
            OtlpDictionary dictionary,
            ProfileReader.Choice choice,
            RecordingFilter filter,
            long since,
            long until,
            boolean negative,
            FrameLimit limit,
            StackSink sink) {
        this.dictionary = dictionary;
        this.choice = choice;
        this.filter = filter;
        this.since = since;
        this.until = until;
        this.negative = negative;
        this.sink = sink;
        this.stack = new FrameStack(limit);
    }

    void add(OtlpProfile profile, Sample sample) throws IOException {
        int values = sample.getValuesCount();
        int times = sample.getTimestampsUnixNanoCount();
        if (values == 0 && times == 0 || values != 0 && times != 0 && values != times) {
            throw dictionary.damaged("a sample has " + values + " values and " + times + " time stamps");
        }
        boolean ranged = filter.since() != null || filter.until() != null;
        if (ranged && times == 0) {
            throw dictionary.damaged("a sample has no time stamps: leave out the range of times");
        }
        if (sink.isTimed() && times == 0) {
            throw dictionary.damaged("a sample has no time stamps, so it is not known when it was taken");
        }
        if (filter.thread() != null && !filter.hasThread(attribute(profile, sample, THREAD))) {
            return;
        }
        long sum = 0;
        boolean any = false;
        for (int i = 0; i < Math.max(values, times); i++) {
            long value = values == 0 ? 1 : sample.getValues(i);
            if (value < 0 == negative && (!ranged || isIn(sample.getTimestampsUnixNano(i)))) {
                sum += Math.abs(value);
                any = true;
            }
        }
        if (!any) {
            return;
        }
        if (sink.isTimed()) {
            addEach(profile, sample);
            return;
        }
        push(profile, sample);
        stack.addTo(sink, sum);
    }

    /** Adds the value of each time stamp at its time. */
    private void addEach(OtlpProfile profile, Sample sample) throws IOException {
        for (int i = 0; i < sample.getTimestampsUnixNanoCount(); i++) {
            long value = sample.getValuesCount() == 0 ? 1 : sample.getValues(i);
            long time = sample.getTimestampsUnixNano(i);
            if (value < 0 == negative && (filter.since() == null && filter.until() == null || isIn(time))) {
                push(profile, sample);
                sink.setTime(time);
                stack.addTo(sink, Math.abs(value));
            }
        }
    }

    private boolean isIn(long time) {
        return Long.compareUnsigned(time, since) >= 0 && Long.compareUnsigned(time, until) < 0;
    }

    private void push(OtlpProfile profile, Sample sample) throws IOException {
        stack.begin();
        if (choice.label() != null) {
            String value = attribute(profile, sample, choice.label());
            pushLabel("[" + choice.label() + "=" + (value == null ? "" : value) + "]");
        }
        if (choice.threads()) {
            String thread = attribute(profile, sample, THREAD);
            // async-profiler's thread names already have brackets.
            boolean bracketed = thread != null && thread.startsWith("[") && thread.endsWith("]");
            pushLabel(bracketed ? thread : "[" + (thread == null ? "unknown thread" : thread) + "]");
        }
        List<Integer> locations = dictionary.stack(sample.getStackIndex());
        for (int i = locations.size() - 1; i >= 0; i--) {
            stack.push(part(locations.get(i)));
        }
    }

    private String attribute(OtlpProfile profile, Sample sample, String key) throws ProfileException {
        String own = dictionary.attribute(sample.getAttributeIndicesList(), key);
        return own != null ? own : profile.attribute(key);
    }

    private void pushLabel(String text) throws ProfileException {
        stack.push(labels.computeIfAbsent(text, name -> new int[] {sink.frame(name)}));
    }

    private int[] part(int index) throws ProfileException {
        int[] known = parts.get(index);
        if (known == null) {
            known = part(dictionary.location(index));
            parts.put(index, known);
        }
        return known;
    }

    private int[] part(Location location) throws ProfileException {
        int count = location.getLinesCount();
        if (count == 0) {
            return new int[] {sink.frame(dictionary.withoutFunction(location))};
        }
        int[] frames = new int[count];
        for (int i = 0; i < count; i++) {
            frames[count - 1 - i] = sink.frame(dictionary.frame(location, location.getLines(i), choice.lines()));
        }
        return frames;
    }
}

package heapwood.profile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import heapwood.profile.pprof.PprofMessages;
import heapwood.profile.pprof.PprofMessages.Function;
import heapwood.profile.pprof.PprofMessages.Label;
import heapwood.profile.pprof.PprofMessages.Line;
import heapwood.profile.pprof.PprofMessages.Location;
import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.profile.pprof.PprofMessages.Sample;
import heapwood.profile.pprof.PprofMessages.ValueType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a pprof profile, a field of the outer message at a time: once for what samples refer to (functions, locations, strings),
 * which usually stands behind them, and once for the samples. So memory is that of the names, not of the samples.
 *
 * <p>A location is as many frames as it has lines: its function and, before it, those inlined there. What has no function, or one
 * without a name, is named by its mapping's file, or else by its address, as pprof does.
 */
final class PprofReader {
    /** The longest field that is read; a real one has some kilobytes. */
    private static final int LONGEST_FIELD = 64 << 20;

    private final Path file;
    private final String name;
    private final ProfileReader.Choice choice;
    private final CollapsedReader.Progress progress;
    private final StackSink sink;

    private final List<ValueType> sampleTypes = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Long, Long> mappingFiles = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();
    private long defaultType;

    /** Location -> its frames' ids, the outermost first. */
    private final Map<Long, int[]> frames = new HashMap<>();

    /** Label's frame -> itself, as a part of stacks. */
    private final Map<String, int[]> labels = new HashMap<>();

    private final FrameLimit limit;
    private final FrameStack stack;
    private long tableEntries;
    private long bytes;

    /**
     * @param file plain or packed; read twice
     * @param name what messages call it
     * @param limit of what it may make
     */
    PprofReader(
            Path file,
            String name,
            ProfileReader.Choice choice,
            FrameLimit limit,
            CollapsedReader.Progress progress,
            StackSink sink) {
        UnsafeWarning.silence();
        this.file = file;
        this.name = name;
        this.choice = choice;
        this.limit = limit;
        this.stack = new FrameStack(limit);
        this.progress = progress;
        this.sink = sink;
    }

    ProfileSummary read() throws IOException {
        if (choice.event() != null) {
            throw new ProfileException(
                    name + ": is a pprof profile, which has no events, but values: choose one of them" + " (--value)");
        }
        forEachField(0, this::readTables);
        int type = chosenType();
        forEachField(0.5, (field, in) -> {
            if (field != Profile.SAMPLE_FIELD_NUMBER) {
                return false;
            }
            add(message(in, Sample.parser()), type);
            return true;
        });
        return new ProfileSummary(
                Format.PPROF,
                typeName(type),
                string(sampleTypes.get(type).getUnit()),
                typeNames(type),
                sink.stacks(),
                sink.withoutStack(),
                0,
                0,
                null,
                bytes,
                sink.nanos());
    }

    /** What is done with a field of the outer message. */
    @FunctionalInterface
    private interface FieldReader {
        /** @return whether it was read; else it is skipped */
        boolean read(int field, CodedInputStream in) throws IOException;
    }

    private void forEachField(double doneBefore, FieldReader reader) throws IOException {
        bytes = 0;
        try (ProfileInput input = ProfileInput.open(file, name)) {
            CodedInputStream in = CodedInputStream.newInstance(input, 1 << 16);
            in.setSizeLimit(LONGEST_FIELD);
            try {
                int tag = in.readTag();
                while (tag != 0) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException(name + ": reading was interrupted at byte " + bytes);
                    }
                    if (!reader.read(WireFormat.getTagFieldNumber(tag), in) && !in.skipField(tag)) {
                        throw new InvalidProtocolBufferException("a group ends that never began");
                    }
                    bytes += in.getTotalBytesRead();
                    in.resetSizeCounter();
                    if (input.size() > 0) {
                        progress.at((long) (input.size() * doneBefore) + input.bytesRead() / 2, input.size());
                    }
                    tag = in.readTag();
                }
            } catch (InvalidProtocolBufferException e) {
                throw new ProfileException(
                        name + ": is damaged or cut short, near byte " + (bytes + in.getTotalBytesRead())
                                + " of its unpacked data: " + e.getMessage(),
                        e);
            }
        }
    }

    private static <T> T message(CodedInputStream in, com.google.protobuf.Parser<T> parser) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        T message = parser.parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
        in.checkLastTagWas(0);
        in.popLimit(outer);
        return message;
    }

    private boolean readTables(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case Profile.SAMPLE_TYPE_FIELD_NUMBER -> sampleTypes.add(message(in, ValueType.parser()));
            case Profile.STRING_TABLE_FIELD_NUMBER -> strings.add(string(in.readByteArray()));
            case Profile.FUNCTION_FIELD_NUMBER -> {
                Function function = message(in, Function.parser());
                functions.put(function.getId(), function);
            }
            case Profile.LOCATION_FIELD_NUMBER -> {
                Location location = message(in, Location.parser());
                locations.put(location.getId(), location);
            }
            case Profile.MAPPING_FIELD_NUMBER -> {
                PprofMessages.Mapping mapping = message(in, PprofMessages.Mapping.parser());
                mappingFiles.put(mapping.getId(), mapping.getFilename());
            }
            case Profile.DEFAULT_SAMPLE_TYPE_FIELD_NUMBER -> defaultType = in.readInt64();
            default -> {
                return false;
            }
        }
        limit.checkTables(++tableEntries);
        return true;
    }

    private static String string(byte[] bytes) {
        return bytes.length == 0 ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The type asked for, or the profile's own default, or the last one, as pprof has it. */
    private int chosenType() throws IOException {
        if (sampleTypes.isEmpty()) {
            throw new ProfileException(name + ": says nowhere what its values are; is it a pprof profile?");
        }
        String wanted = choice.value() != null ? choice.value() : defaultType == 0 ? null : string(defaultType);
        for (int i = 0; i < sampleTypes.size(); i++) {
            if (typeName(i).equals(wanted)) {
                return i;
            }
        }
        if (choice.value() != null) {
            throw new ProfileException(
                    name + ": has no value \"" + choice.value() + "\": choose one of " + typeNames(-1));
        }
        return sampleTypes.size() - 1;
    }

    private String typeName(int type) throws IOException {
        return string(sampleTypes.get(type).getType());
    }

    /** @param but a type that is left out; -1 for none */
    private String typeNames(int but) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sampleTypes.size(); i++) {
            if (i != but) {
                names.add(typeName(i));
            }
        }
        return String.join(", ", names);
    }

    private String string(long index) throws IOException {
        if (index < 0 || index >= strings.size()) {
            throw new ProfileException(
                    name + ": is damaged: it refers to string " + index + ", and has " + strings.size());
        }
        return strings.get((int) index);
    }

    private void add(Sample sample, int type) throws IOException {
        if (sample.getValueCount() != sampleTypes.size()) {
            throw new ProfileException(name + ": is damaged: a sample has " + sample.getValueCount()
                    + " values, and there are " + sampleTypes.size() + " types of them");
        }
        long value = sample.getValue(type);
        if (value < 0) {
            throw new ProfileException(name + ": has a negative value, " + value
                    + ", as a difference has: give the two profiles that it is the difference of");
        }
        stack.begin();
        if (choice.label() != null) {
            stack.push(labels.computeIfAbsent(label(sample), text -> new int[] {sink.frame(text)}));
        }
        for (int i = sample.getLocationIdCount() - 1; i >= 0; i--) {
            stack.push(frames(sample.getLocationId(i)));
        }
        stack.addTo(sink, value);
    }

    /** {@code [key=value]}, the values of all labels with that key. */
    private String label(Sample sample) throws IOException {
        List<String> values = new ArrayList<>();
        for (Label label : sample.getLabelList()) {
            if (string(label.getKey()).equals(choice.label())) {
                values.add(label.getStr() != 0 ? string(label.getStr()) : label.getNum() + string(label.getNumUnit()));
            }
        }
        return "[" + choice.label() + "=" + values.stream().sorted().collect(Collectors.joining(",")) + "]";
    }

    private int[] frames(long id) throws IOException {
        int[] known = frames.get(id);
        if (known == null) {
            Location location = locations.get(id);
            if (location == null) {
                throw new ProfileException(name + ": is damaged: it refers to location " + Long.toUnsignedString(id)
                        + ", and has none with that id");
            }
            known = frames(location);
            frames.put(id, known);
        }
        return known;
    }

    private int[] frames(Location location) throws IOException {
        if (location.getLineCount() == 0) {
            return new int[] {sink.frame(withoutFunction(location))};
        }
        int[] ids = new int[location.getLineCount()];
        for (int i = 0; i < ids.length; i++) {
            ids[ids.length - 1 - i] = sink.frame(frame(location, location.getLine(i)));
        }
        return ids;
    }

    private String frame(Location location, Line line) throws IOException {
        Function function = functions.get(line.getFunctionId());
        if (function == null) {
            throw new ProfileException(name + ": is damaged: it refers to function "
                    + Long.toUnsignedString(line.getFunctionId()) + ", and has none with that id");
        }
        String given = string(function.getName());
        String text = given.isEmpty() ? string(function.getSystemName()) : given;
        if (text.isEmpty()) {
            return withoutFunction(location);
        }
        return choice.lines() && line.getLine() > 0 ? text + ":" + line.getLine() : text;
    }

    private String withoutFunction(Location location) throws IOException {
        Long mapping = mappingFiles.get(location.getMappingId());
        return FrameText.withoutFunction(mapping == null ? "" : string(mapping), location.getAddress());
    }
}

package heapwood.profile;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import heapwood.tree.StackTree;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A writer of trees as one OTLP profile of opentelemetry-proto 1.11: a stack and a sample for each node whose self value is not 0,
 * and a function and its location for each distinct name. {@link ProfileReader} reads it back into an equal tree, except for what
 * {@link PprofWriter} cannot express either.
 *
 * <p>A message follows its length. So the tree is walked once for the lengths, once for samples and once for stacks. Memory is that
 * of the distinct names.
 */
final class OtlpWriter {
    private final StackTree tree;
    private final FrameNames names = new FrameNames();

    /** The table of strings, and the index of each. */
    private final List<String> strings = new ArrayList<>();

    private final Map<String, Integer> stringIndexes = new HashMap<>();

    /** The index in {@code strings} of each location's function name. */
    private final List<Integer> locations = new ArrayList<>(List.of(0));

    /** The location of the function with a name, by the name's index in {@code strings}. */
    private final Map<Integer, Integer> locationOfString = new HashMap<>();

    /** The location of each name in the tree, by the name's id; 0 for none yet. */
    private int[] locationOf = new int[1 << 6];

    private int[] path = new int[1 << 6];
    private final Profile head;
    private long samples;
    private long samplesSize;
    private long stacksSize;

    private OtlpWriter(StackTree tree, String type, String unit) {
        this.tree = tree;
        index("");
        this.head = Profile.newBuilder()
                .setSampleType(
                        ValueType.newBuilder().setTypeStrindex(index(type)).setUnitStrindex(index(unit)))
                .build();
    }

    /**
     * Writes a tree to a stream without compression, and leaves the stream open and flushed.
     *
     * @param type the type of the profile, such as {@code cpu}
     * @param unit the unit of the values, such as {@code nanoseconds}
     * @return the number of samples
     * @throws ProfileException if the tree holds a value that the format cannot express, or is too large for it
     */
    static long write(StackTree tree, String type, String unit, OutputStream out) throws IOException {
        UnsafeWarning.silence();
        OtlpWriter writer = new OtlpWriter(tree, type, unit);
        writer.measure();
        CodedOutputStream coded = CodedOutputStream.newInstance(out, 1 << 16);
        writer.writeProfile(coded);
        writer.writeDictionary(coded);
        coded.flush();
        return writer.samples;
    }

    private int index(String string) {
        Integer known = stringIndexes.putIfAbsent(string, strings.size());
        if (known == null) {
            strings.add(string);
            return strings.size() - 1;
        }
        return known;
    }

    /** A receiver of nodes that have a value. */
    @FunctionalInterface
    private interface Visitor {
        void node(int depth, long self) throws IOException;
    }

    private void walk(Visitor visitor) throws IOException {
        try {
            Walks.walk(tree, "writing", (depth, array, offset, length, self, total) -> {
                if (depth > 0) {
                    if (depth > path.length) {
                        path = Arrays.copyOf(path, depth * 2);
                    }
                    path[depth - 1] = names.idOf(array, offset, length);
                }
                if (self != 0) {
                    visit(visitor, depth, self);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void visit(Visitor visitor, int depth, long self) {
        try {
            visitor.node(depth, self);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure() throws IOException {
        walk((depth, self) -> {
            if (self < 0 || depth == 0) {
                throw new ProfileException("an OTLP profile cannot say that "
                        + (depth == 0 ? "the root itself" : strings.get(locations.get(location(path[depth - 1]))))
                        + " has the value "
                        + Long.toUnsignedString(self));
            }
            samples++;
            samplesSize += CodedOutputStream.computeMessageSize(Profile.SAMPLES_FIELD_NUMBER, sample(samples, self));
            stacksSize +=
                    CodedOutputStream.computeMessageSize(ProfilesDictionary.STACK_TABLE_FIELD_NUMBER, stack(depth));
        });
    }

    private static Sample sample(long stack, long self) {
        return Sample.newBuilder().setStackIndex((int) stack).addValues(self).build();
    }

    private Stack stack(int depth) {
        Stack.Builder stack = Stack.newBuilder();
        for (int i = depth - 1; i >= 0; i--) {
            stack.addLocationIndices(location(path[i]));
        }
        return stack.build();
    }

    /**
     * Returns the location of a name. It is made when the name is first met in a stack. Names of different bytes may be the same
     * text.
     */
    private int location(int name) {
        if (name >= locationOf.length) {
            locationOf = Arrays.copyOf(locationOf, name * 2);
        }
        if (locationOf[name] == 0) {
            int string = index(new String(names.name(name), StandardCharsets.UTF_8));
            Integer known = locationOfString.putIfAbsent(string, locations.size());
            locationOf[name] = known == null ? locations.size() : known;
            if (known == null) {
                locations.add(string);
            }
        }
        return locationOf[name];
    }

    private void writeProfile(CodedOutputStream out) throws IOException {
        InstrumentationScope scope =
                InstrumentationScope.newBuilder().setName("heapwood").build();
        long profile = head.getSerializedSize() + samplesSize;
        long inScope = CodedOutputStream.computeMessageSize(ScopeProfiles.SCOPE_FIELD_NUMBER, scope) + sizeOf(profile);
        writeHead(out, ProfilesData.RESOURCE_PROFILES_FIELD_NUMBER, sizeOf(inScope));
        writeHead(out, ResourceProfiles.SCOPE_PROFILES_FIELD_NUMBER, inScope);
        out.writeMessage(ScopeProfiles.SCOPE_FIELD_NUMBER, scope);
        writeHead(out, ScopeProfiles.PROFILES_FIELD_NUMBER, profile);
        head.writeTo(out);
        long[] stack = {0};
        walk((depth, self) -> out.writeMessage(Profile.SAMPLES_FIELD_NUMBER, sample(++stack[0], self)));
    }

    /**
     * Returns the number of bytes of a message of a size with its tag and length. The tag is one byte for all field numbers used
     * here.
     */
    private static long sizeOf(long message) {
        return 1 + CodedOutputStream.computeUInt64SizeNoTag(message) + message;
    }

    private static void writeHead(CodedOutputStream out, int field, long size) throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw new ProfileException("the tree makes an OTLP profile of " + size
                    + " bytes, and a message has at most 2 GB: write another format");
        }
        out.writeTag(field, 2);
        out.writeUInt32NoTag((int) size);
    }

    private void writeDictionary(CodedOutputStream out) throws IOException {
        long[] size = {0};
        forEachEntry((field, entry) -> size[0] += CodedOutputStream.computeMessageSize(field, entry));
        for (String string : strings) {
            size[0] += CodedOutputStream.computeStringSize(ProfilesDictionary.STRING_TABLE_FIELD_NUMBER, string);
        }
        writeHead(out, ProfilesData.DICTIONARY_FIELD_NUMBER, size[0] + stacksSize);
        forEachEntry(out::writeMessage);
        for (String string : strings) {
            out.writeString(ProfilesDictionary.STRING_TABLE_FIELD_NUMBER, string);
        }
        walk((depth, self) -> out.writeMessage(ProfilesDictionary.STACK_TABLE_FIELD_NUMBER, stack(depth)));
    }

    /** A receiver of the entries of tables. */
    @FunctionalInterface
    private interface Entries {
        void entry(int field, MessageLite entry) throws IOException;
    }

    /**
     * Passes the entries of all tables except strings and stacks to a receiver, and of stacks the first entry, the empty one that
     * each table begins with.
     */
    private void forEachEntry(Entries entries) throws IOException {
        entries.entry(ProfilesDictionary.MAPPING_TABLE_FIELD_NUMBER, Mapping.getDefaultInstance());
        entries.entry(ProfilesDictionary.LOCATION_TABLE_FIELD_NUMBER, Location.getDefaultInstance());
        entries.entry(ProfilesDictionary.FUNCTION_TABLE_FIELD_NUMBER, Function.getDefaultInstance());
        int function = 0;
        for (int string : locations.subList(1, locations.size())) {
            if (string != 0) {
                function++;
                entries.entry(
                        ProfilesDictionary.FUNCTION_TABLE_FIELD_NUMBER,
                        Function.newBuilder().setNameStrindex(string).build());
            }
            Line line = Line.newBuilder()
                    .setFunctionIndex(string == 0 ? 0 : function)
                    .build();
            entries.entry(
                    ProfilesDictionary.LOCATION_TABLE_FIELD_NUMBER,
                    Location.newBuilder().addLines(line).build());
        }
        Link none = Link.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .build();
        entries.entry(ProfilesDictionary.LINK_TABLE_FIELD_NUMBER, none);
        entries.entry(ProfilesDictionary.ATTRIBUTE_TABLE_FIELD_NUMBER, KeyValueAndUnit.getDefaultInstance());
        entries.entry(ProfilesDictionary.STACK_TABLE_FIELD_NUMBER, Stack.getDefaultInstance());
    }
}

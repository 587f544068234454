package heapwood.profile;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The tables that OTLP profiles refer to by index. The first entry of each is empty: the index 0 means that there is none. */
final class OtlpDictionary {
    private final String name;
    private final FrameLimit limit;
    private final List<Mapping> mappings = new ArrayList<>();
    private final List<Location> locations = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final List<KeyValueAndUnit> attributes = new ArrayList<>();
    private final List<Stack> stacks = new ArrayList<>();
    private long entries;

    /**
     * Creates an empty dictionary.
     *
     * @param name the file's name in messages
     */
    OtlpDictionary(String name, FrameLimit limit) {
        this.name = name;
        this.limit = limit;
    }

    /**
     * Reads a field of the dictionary if samples need it.
     *
     * @return whether it was read
     */
    boolean read(ProtoInput in, int field, boolean isPacked) throws IOException {
        switch (field) {
            case ProfilesDictionary.MAPPING_TABLE_FIELD_NUMBER -> add(mappings, in.readMessage(Mapping.parser()));
            case ProfilesDictionary.LOCATION_TABLE_FIELD_NUMBER -> add(locations, in.readMessage(Location.parser()));
            case ProfilesDictionary.FUNCTION_TABLE_FIELD_NUMBER -> add(functions, in.readMessage(Function.parser()));
            case ProfilesDictionary.STACK_TABLE_FIELD_NUMBER -> add(stacks, in.readMessage(Stack.parser()));
            case ProfilesDictionary.ATTRIBUTE_TABLE_FIELD_NUMBER ->
                add(attributes, in.readMessage(KeyValueAndUnit.parser()));
            case ProfilesDictionary.STRING_TABLE_FIELD_NUMBER -> {
                String string = in.readString();
                checkFirst(strings, string.isEmpty(), "string");
                strings.add(string);
            }
            default -> {
                return false;
            }
        }
        limit.checkTables(++entries);
        return true;
    }

    private <T extends MessageLite> void add(List<T> table, T entry) throws ProfileException {
        checkFirst(
                table,
                !table.isEmpty() || entry.equals(entry.getDefaultInstanceForType()),
                entry.getClass().getSimpleName());
        table.add(entry);
    }

    private void checkFirst(List<?> table, boolean isZero, String what) throws ProfileException {
        if (table.isEmpty() && !isZero) {
            throw damaged("the first " + what + " of its dictionary is not the empty one");
        }
    }

    /** Returns an exception for an inconsistent file. */
    ProfileException damaged(String reason) {
        return new ProfileException(name + ": is damaged, or of an older draft of OTLP: " + reason);
    }

    private <T> T at(List<T> table, int index, String what) throws ProfileException {
        if (index < 0 || index >= table.size()) {
            throw damaged("it refers to " + what + " " + index + ", and has " + table.size());
        }
        return table.get(index);
    }

    String string(int index) throws ProfileException {
        return index == 0 ? "" : at(strings, index, "string");
    }

    /** Returns the locations of a stack, the innermost first. */
    List<Integer> stack(int index) throws ProfileException {
        return index == 0 ? List.of() : at(stacks, index, "stack").getLocationIndicesList();
    }

    Location location(int index) throws ProfileException {
        return index == 0 ? Location.getDefaultInstance() : at(locations, index, "location");
    }

    /** Returns the name of the frame for a line of a location. */
    String frame(Location location, Line line, boolean lines) throws ProfileException {
        int index = line.getFunctionIndex();
        Function function = index == 0 ? Function.getDefaultInstance() : at(functions, index, "function");
        String given = string(function.getNameStrindex());
        String text = given.isEmpty() ? string(function.getSystemNameStrindex()) : given;
        if (text.isEmpty()) {
            // The kit's own trees may have empty names, which are read back unchanged.
            return location.getMappingIndex() == 0 && location.getAddress() == 0 ? "" : withoutFunction(location);
        }
        return lines && line.getLine() > 0 ? text + ":" + line.getLine() : text;
    }

    /** Returns the name of the frame for a location without a known function. */
    String withoutFunction(Location location) throws ProfileException {
        int index = location.getMappingIndex();
        String file = index == 0 ? "" : string(at(mappings, index, "mapping").getFilenameStrindex());
        return FrameText.withoutFunction(file, location.getAddress());
    }

    /**
     * Returns the value of the attribute with a key, including its unit.
     *
     * @param indices the indices of the attributes to search
     * @return null if none of them has the key
     */
    String attribute(List<Integer> indices, String key) throws ProfileException {
        for (int index : indices) {
            KeyValueAndUnit attribute = at(attributes, index, "attribute");
            if (index != 0 && string(attribute.getKeyStrindex()).equals(key)) {
                return text(attribute.getValue()) + string(attribute.getUnitStrindex());
            }
        }
        return null;
    }

    /** Returns a value as text. Nested values are in brackets, and bytes are hexadecimal digits. */
    String text(AnyValue value) throws ProfileException {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case STRING_VALUE_STRINDEX -> string(value.getStringValueStrindex());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case BYTES_VALUE -> HexFormat.of().formatHex(value.getBytesValue().toByteArray());
            case ARRAY_VALUE -> {
                List<String> texts = new ArrayList<>();
                for (AnyValue element : value.getArrayValue().getValuesList()) {
                    texts.add(text(element));
                }
                yield texts.toString();
            }
            case KVLIST_VALUE -> {
                List<String> texts = new ArrayList<>();
                for (KeyValue element : value.getKvlistValue().getValuesList()) {
                    texts.add(element.getKey() + "=" + text(element.getValue()));
                }
                yield texts.stream().collect(Collectors.joining(", ", "{", "}"));
            }
            case VALUE_NOT_SET -> "";
        };
    }
}

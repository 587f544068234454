package heapwood.profile;

import heapwood.profile.pprof.PprofMessages.Function;
import heapwood.profile.pprof.PprofMessages.Line;
import heapwood.profile.pprof.PprofMessages.Location;
import heapwood.profile.pprof.PprofMessages.Mapping;
import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.profile.pprof.PprofMessages.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that a pprof profile's samples refer to: strings, functions, mappings, locations and the types of values. A location
 * has one frame for each of its lines: its function and, before it, those inlined there. A location without a function, or whose
 * function has no name, is named by its mapping's file, or else by its address, as in pprof.
 */
final class PprofTables {
    private final String name;
    private final FrameLimit limit;
    private final List<ValueType> sampleTypes = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Long, Mapping> mappings = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();
    private long defaultType;
    private long dropFrames;
    private long keepFrames;
    private long entries;

    /**
     * Creates empty tables.
     *
     * @param name the profile's name in messages
     */
    PprofTables(String name, FrameLimit limit) {
        this.name = name;
        this.limit = limit;
    }

    /**
     * Reads a field of the profile if it belongs to a table.
     *
     * @return whether it was read
     */
    boolean read(ProtoInput in, int field) throws IOException {
        switch (field) {
            case Profile.SAMPLE_TYPE_FIELD_NUMBER -> sampleTypes.add(in.readMessage(ValueType.parser()));
            case Profile.STRING_TABLE_FIELD_NUMBER -> addString(in.readString());
            case Profile.FUNCTION_FIELD_NUMBER -> {
                Function function = in.readMessage(Function.parser());
                put(functions, function.getId(), function, "function");
            }
            case Profile.LOCATION_FIELD_NUMBER -> {
                Location location = in.readMessage(Location.parser());
                put(locations, location.getId(), location, "location");
            }
            case Profile.MAPPING_FIELD_NUMBER -> {
                Mapping mapping = in.readMessage(Mapping.parser());
                put(mappings, mapping.getId(), mapping, "mapping");
            }
            case Profile.DROP_FRAMES_FIELD_NUMBER -> dropFrames = in.readNumber();
            case Profile.KEEP_FRAMES_FIELD_NUMBER -> keepFrames = in.readNumber();
            case Profile.DEFAULT_SAMPLE_TYPE_FIELD_NUMBER -> defaultType = in.readNumber();
            default -> {
                return false;
            }
        }
        limit.checkTables(++entries);
        return true;
    }

    private void addString(String string) throws ProfileException {
        if (strings.isEmpty() && !string.isEmpty()) {
            throw damaged("its first string is not the empty one");
        }
        strings.add(string);
    }

    private <T> void put(Map<Long, T> table, long id, T value, String what) throws ProfileException {
        if (id == 0) {
            throw damaged("a " + what + " has the id 0, which means none");
        }
        if (table.putIfAbsent(id, value) != null) {
            throw damaged("two " + what + "s have the id " + Long.toUnsignedString(id));
        }
    }

    /** Returns an exception for an inconsistent profile. */
    ProfileException damaged(String reason) {
        return new ProfileException(name + ": is damaged: " + reason);
    }

    /** Returns the number of types of values. */
    int typeCount() {
        return sampleTypes.size();
    }

    /**
     * Returns the index of the type of value asked for. If none is asked for, it is the profile's own default, or else the last
     * type, as in pprof.
     *
     * @param asked the type's name; null for the default
     */
    int type(String asked) throws IOException {
        if (sampleTypes.isEmpty()) {
            throw new ProfileException(name + ": says nowhere what its values are; is it a pprof profile?");
        }
        String wanted = asked != null ? asked : defaultType == 0 ? null : string(defaultType);
        for (int i = 0; i < sampleTypes.size(); i++) {
            if (typeName(i).equals(wanted)) {
                return i;
            }
        }
        if (asked != null) {
            throw new ProfileException(name + ": has no value \"" + asked + "\": choose one of " + typeNames(-1));
        }
        return sampleTypes.size() - 1;
    }

    String typeName(int type) throws IOException {
        return string(sampleTypes.get(type).getType());
    }

    String unit(int type) throws IOException {
        return string(sampleTypes.get(type).getUnit());
    }

    /**
     * Returns the names of the types as a text.
     *
     * @param but the index of a type that is left out; -1 for none
     */
    String typeNames(int but) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sampleTypes.size(); i++) {
            if (i != but) {
                names.add(typeName(i));
            }
        }
        return String.join(", ", names);
    }

    String string(long index) throws IOException {
        if (index < 0 || index >= strings.size()) {
            throw damaged("it refers to string " + index + ", and has " + strings.size());
        }
        return strings.get((int) index);
    }

    /** Returns the functions whose frames the profile asks to leave out; null if it asks for none. */
    DroppedFrames droppedFrames() throws IOException {
        String keep = keepFrames == 0 ? "" : string(keepFrames);
        return dropFrames == 0 ? null : DroppedFrames.of(name, string(dropFrames), keep, limit);
    }

    Location location(long id) throws ProfileException {
        Location location = locations.get(id);
        if (location == null) {
            throw damaged("it refers to location " + Long.toUnsignedString(id) + ", and has none with that id");
        }
        return location;
    }

    /** Returns the name of a line's function; the empty string if it has none. */
    String function(Line line) throws IOException {
        Function function = functions.get(line.getFunctionId());
        if (function == null) {
            throw damaged("it refers to function " + Long.toUnsignedString(line.getFunctionId())
                    + ", and has none with that id");
        }
        String given = string(function.getName());
        return given.isEmpty() ? string(function.getSystemName()) : given;
    }

    /** Returns the name of the frame for a line of a location. */
    String frame(Location location, Line line, boolean lines) throws IOException {
        String function = function(line);
        if (function.isEmpty()) {
            // The kit's own trees may have empty names, which are read back unchanged.
            return location.getMappingId() == 0 && location.getAddress() == 0 ? "" : withoutFunction(location);
        }
        return lines && line.getLine() > 0 ? function + ":" + line.getLine() : function;
    }

    /** Returns the name of the frame for a location without a known function. */
    String withoutFunction(Location location) throws IOException {
        Mapping mapping = mappings.get(location.getMappingId());
        return FrameText.withoutFunction(mapping == null ? "" : string(mapping.getFilename()), location.getAddress());
    }
}

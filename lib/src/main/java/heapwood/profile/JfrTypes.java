package heapwood.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chunk of a JFR file says of its types: which fields each has, so that a value can be gone through, byte by byte, without
 * keeping any of it.
 */
final class JfrTypes {
    /** Elements of metadata are nested five deep, and types in types hardly deeper. */
    private static final int DEEPEST = 64;

    private final JfrInput in;
    private final Map<Long, Type> types = new HashMap<>();
    private String[] strings = {};

    /** How a type's values are written. */
    private enum Writing {
        BYTE,
        NUMBER,
        FLOAT,
        DOUBLE,
        STRING,
        FIELDS;

        static Writing of(String type) {
            return switch (type) {
                case "boolean", "byte" -> BYTE;
                case "char", "short", "int", "long" -> NUMBER;
                case "float" -> FLOAT;
                case "double" -> DOUBLE;
                case "java.lang.String" -> STRING;
                default -> FIELDS;
            };
        }
    }

    private record Type(String name, Writing writing, List<Field> fields) {}

    /** @param isConstant whether what stands in a value is the number of a constant */
    private record Field(long type, boolean isConstant, boolean isArray) {}

    private JfrTypes(JfrInput in) {
        this.in = in;
    }

    /** Reads them, behind the head of the event that they are in. */
    static JfrTypes read(JfrInput in) throws IOException {
        JfrTypes types = new JfrTypes(in);
        in.number(); // the metadata's own number
        types.strings = new String[in.count()];
        for (int i = 0; i < types.strings.length; i++) {
            types.strings[i] = in.string();
        }
        types.readElement(0, null);
        return types;
    }

    private void readElement(int depth, Type parent) throws IOException {
        if (depth == DEEPEST) {
            throw in.damaged(in.position(), "metadata are nested too deep");
        }
        long start = in.position();
        String element = text();
        Map<String, String> attributes = new HashMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            attributes.put(text(), text());
        }
        Type type = null;
        if ("class".equals(element)) {
            String name = String.valueOf(attributes.get("name"));
            type = new Type(name, Writing.of(name), new ArrayList<>());
            types.put(id(attributes.get("id"), start), type);
        } else if ("field".equals(element) && parent != null) {
            parent.fields.add(new Field(
                    id(attributes.get("class"), start),
                    "true".equals(attributes.get("constantPool")),
                    attributes.containsKey("dimension") && !"0".equals(attributes.get("dimension"))));
        }
        int children = in.count();
        for (int i = 0; i < children; i++) {
            readElement(depth + 1, type);
        }
    }

    private String text() throws IOException {
        long start = in.position();
        long index = in.number();
        if (index < 0 || index >= strings.length) {
            throw in.damaged(start, "metadata have no string " + index);
        }
        return strings[(int) index];
    }

    private long id(String text, long start) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw in.damaged(start, "a type in metadata has no number");
        }
    }

    /** What a type is called; null if there is none with that number. */
    String nameOf(long id) {
        Type type = types.get(id);
        return type == null ? null : type.name;
    }

    /** Goes through a value of a type. */
    void skipValue(long id) throws IOException {
        skipValue(id, 0);
    }

    private void skipValue(long id, int depth) throws IOException {
        Type type = types.get(id);
        if (type == null || depth == DEEPEST) {
            throw in.damaged(
                    in.position(),
                    type == null ? "metadata have no type " + id : "type " + type.name + " is nested too deep");
        }
        switch (type.writing) {
            case BYTE -> in.raw();
            case NUMBER -> in.number();
            case FLOAT -> in.skip(Float.BYTES);
            case DOUBLE -> in.skip(Double.BYTES);
            case STRING -> in.skipString();
            default -> {
                for (Field field : type.fields) {
                    skipField(field, depth);
                }
            }
        }
    }

    private void skipField(Field field, int depth) throws IOException {
        int count = field.isArray ? in.count() : 1;
        for (int i = 0; i < count; i++) {
            if (field.isConstant) {
                in.number();
            } else {
                skipValue(field.type, depth + 1);
            }
        }
    }
}

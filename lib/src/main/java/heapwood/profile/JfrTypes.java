package heapwood.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that a chunk of a JFR file describes: the fields of each, in the order in which they are written. With them values can
 * be read, or skipped without keeping any.
 *
 * <p>Types may contain each other, and a file may nest them so that the number of a value's parts grows exponentially with the
 * depth. Therefore each value must have at least one byte, and types are nested at most 64 deep. Skipping values takes time linear
 * in their bytes.
 */
final class JfrTypes {
    /** The greatest depth of nested types or elements of metadata. Real elements are nested five deep, and types hardly deeper. */
    private static final int DEEPEST = 64;

    private final JfrInput in;
    private final Map<Long, Type> types = new HashMap<>();
    private String[] strings = {};

    /** The ways in which values are encoded. */
    enum Writing {
        BOOLEAN,
        BYTE,
        CHAR,
        SHORT,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        FIELDS;

        static Writing of(String type) {
            return switch (type) {
                case "boolean" -> BOOLEAN;
                case "byte" -> BYTE;
                case "char" -> CHAR;
                case "short" -> SHORT;
                case "int" -> INT;
                case "long" -> LONG;
                case "float" -> FLOAT;
                case "double" -> DOUBLE;
                case "java.lang.String" -> STRING;
                default -> FIELDS;
            };
        }
    }

    /** A type with its fields in order. */
    static final class Type {
        private final String name;
        private final Writing writing;
        private final List<Field> fields = new ArrayList<>();

        /** The annotations' values by the annotations' types; a value is null if the annotation has none or several. */
        private final Map<Long, String> marks = new HashMap<>();

        private boolean isRelational;

        /** The depth to which its values are nested, once it is known that each has at least one byte; 0 before. */
        private int height;

        private Type(String name) {
            this.name = name;
            writing = Writing.of(name);
        }

        String name() {
            return name;
        }

        Writing writing() {
            return writing;
        }

        List<Field> fields() {
            return fields;
        }

        /** Returns the field with a name; null if the type has none. */
        Field field(String wanted) {
            return fields.stream()
                    .filter(field -> field.name.equals(wanted))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A field of a type. */
    static final class Field {
        private final String name;
        private final long typeId;
        private final boolean isConstant;
        private final boolean isArray;
        private final Map<Long, String> marks = new HashMap<>();
        private Map<String, String> annotations = Map.of();
        private Type type;
        private boolean isIdentity;

        private Field(String name, long typeId, boolean isConstant, boolean isArray) {
            this.name = name;
            this.typeId = typeId;
            this.isConstant = isConstant;
            this.isArray = isArray;
        }

        String name() {
            return name;
        }

        /** Returns the type of the field's values, or of their elements; null if the chunk does not describe it. */
        Type type() {
            return type;
        }

        /** Returns whether the field holds the key of a constant. */
        boolean isConstant() {
            return isConstant;
        }

        boolean isArray() {
            return isArray;
        }

        /** Returns whether the field's annotations mark its values as mere identifiers. */
        boolean isIdentity() {
            return isIdentity;
        }

        /** Returns the value of an annotation by its type's name; null if the field has no such annotation. */
        String annotation(String wanted) {
            return annotations.get(wanted);
        }

        /** Returns the encoding of the field's values if they are neither arrays nor constants; else null. */
        Writing writing() {
            return isConstant || isArray || type == null ? null : type.writing;
        }
    }

    private JfrTypes(JfrInput in) {
        this.in = in;
    }

    /** Reads the types of a chunk. The input's position is after the start of the event that holds them. */
    static JfrTypes read(JfrInput in) throws IOException {
        JfrTypes types = new JfrTypes(in);
        in.number(); // the metadata's own number
        types.strings = new String[in.count()];
        for (int i = 0; i < types.strings.length; i++) {
            types.strings[i] = String.valueOf(in.string());
        }
        types.readElement(0, null, null);
        types.link();
        return types;
    }

    /**
     * Reads an element of the metadata.
     *
     * @param type the type that the element belongs to
     * @param marks the annotations of the type or field that the element belongs to
     */
    private void readElement(int depth, Type type, Map<Long, String> marks) throws IOException {
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
        Type inner = type;
        Map<Long, String> innerMarks = marks;
        if ("class".equals(element)) {
            inner = new Type(String.valueOf(attributes.get("name")));
            innerMarks = inner.marks;
            types.put(id(attributes.get("id"), start), inner);
        } else if ("field".equals(element) && type != null) {
            Field field = new Field(
                    String.valueOf(attributes.get("name")),
                    id(attributes.get("class"), start),
                    "true".equals(attributes.get("constantPool")),
                    !"0".equals(attributes.getOrDefault("dimension", "0")));
            type.fields.add(field);
            innerMarks = field.marks;
        } else if ("annotation".equals(element) && marks != null) {
            marks.put(id(attributes.get("class"), start), attributes.getOrDefault("value", ""));
        }
        int children = in.count();
        for (int i = 0; i < children; i++) {
            readElement(depth + 1, inner, innerMarks);
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

    private void link() {
        for (Type type : types.values()) {
            type.isRelational = type.marks.keySet().stream()
                    .anyMatch(id -> types.get(id) != null && types.get(id).name.equals("jdk.jfr.Relational"));
        }
        for (Type type : types.values()) {
            for (Field field : type.fields) {
                field.type = types.get(field.typeId);
                if (!field.marks.isEmpty()) {
                    field.annotations = new HashMap<>();
                    field.marks.forEach((id, value) -> annotate(field, types.get(id), value));
                }
            }
        }
    }

    private void annotate(Field field, Type annotation, String value) {
        if (annotation != null) {
            field.annotations.put(annotation.name, value);
            field.isIdentity |= annotation.isRelational;
        }
    }

    /** Returns the type with a number; null if the chunk does not describe it. */
    Type of(long id) {
        return types.get(id);
    }

    /**
     * Returns the type with a number after checking that its values can be skipped.
     *
     * @throws ProfileException if the type is not described, has no field, or is nested too deep
     */
    Type checked(long id) throws IOException {
        Type type = types.get(id);
        if (type == null) {
            throw in.damaged(in.position(), "metadata have no type " + id);
        }
        check(type);
        return type;
    }

    /** Returns the type of a field's values or elements after checking that these can be skipped. */
    Type checked(Field field) throws IOException {
        if (field.type == null) {
            return checked(field.typeId);
        }
        check(field.type);
        return field.type;
    }

    /** Checks that values of a type can be skipped. */
    void check(Type type) throws IOException {
        check(type, 0);
    }

    private int check(Type type, int depth) throws IOException {
        if (depth + type.height >= DEEPEST) {
            throw in.damaged(in.position(), "type " + type.name + " is nested too deep");
        }
        if (type.height == 0) {
            if (type.writing == Writing.FIELDS && type.fields.isEmpty()) {
                throw in.damaged(in.position(), "type " + type.name + " has no fields, and stands for a value");
            }
            int height = 0;
            for (Field field : type.fields) {
                if (!field.isConstant && !field.isArray) {
                    if (field.type == null) {
                        throw in.damaged(in.position(), "metadata have no type " + field.typeId);
                    }
                    height = Math.max(height, check(field.type, depth + 1));
                }
            }
            type.height = height + 1;
        }
        return type.height;
    }

    /** Skips a value of a type that has been checked. */
    void skipValue(Type type) throws IOException {
        skipValue(type, 0);
    }

    private void skipValue(Type type, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw in.damaged(in.position(), "type " + type.name + " is nested too deep");
        }
        switch (type.writing) {
            case BOOLEAN, BYTE -> in.raw();
            case CHAR, SHORT, INT, LONG -> in.number();
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

    /** Skips a field's value in a value of a type that has been checked. */
    void skipField(Field field) throws IOException {
        skipField(field, 0);
    }

    private void skipField(Field field, int depth) throws IOException {
        int count = field.isArray ? in.count() : 1;
        if (field.isArray && !field.isConstant) {
            checked(field);
        }
        for (int i = 0; i < count; i++) {
            if (field.isConstant) {
                in.number();
            } else {
                skipValue(field.type, depth + 1);
            }
        }
    }
}

package heapwood.profile;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of a chunk that stacks are made of: stack traces, methods, and constants with a name. Other constants are skipped.
 *
 * <p>Memory is linear in the size of the constants in the file: nothing is allocated for a count before the file is seen to have as
 * many bytes.
 */
final class JfrConstants {
    static final String STRING = "java.lang.String";
    private static final String STACK = "jdk.types.StackTrace";
    private static final String METHOD = "jdk.types.Method";

    /**
     * The fields that may hold a value's name, by type. The first one that a type has is used; it may refer to another constant.
     */
    private static final Map<String, List<String>> NAMES = Map.of(
            "jdk.types.Symbol", List.of("string"),
            "java.lang.Class", List.of("name"),
            "java.lang.Thread", List.of("javaName", "osName"),
            "jdk.types.ThreadState", List.of("name"));

    private static final List<String> METHOD_PARTS = List.of("type", "name", "descriptor");
    private static final List<String> FRAME_PARTS = List.of("method", "lineNumber");

    /** The largest number of references followed to a string: a class refers to a symbol, and that to a string. */
    private static final int LONGEST_WAY = 4;

    private final JfrInput in;
    private final JfrTypes types;
    private final boolean lines;
    private final Map<JfrTypes.Type, JfrRow> rows = new HashMap<>();
    private final Map<String, Map<Long, Object>> named = new HashMap<>();
    private final Map<Long, Stack> stacks = new HashMap<>();
    private final Map<Long, Method> methods = new HashMap<>();

    /**
     * A reference to a constant.
     *
     * @param pool the name of the constant's type
     */
    record Key(String pool, long number) {}

    /**
     * A stack trace, the innermost frame first.
     *
     * @param methods the keys of the frames' methods
     * @param lines the frames' line numbers; null if they are not wanted
     */
    record Stack(boolean truncated, long[] methods, int[] lines) {}

    /** A method. {@link #text} returns the text of each part. */
    record Method(Object type, Object name, Object descriptor) {}

    private JfrConstants(JfrChunk chunk, boolean lines) {
        in = chunk.input();
        types = chunk.types();
        this.lines = lines;
    }

    /**
     * Reads a chunk's constants.
     *
     * @param lines whether the frames' line numbers are wanted
     */
    static JfrConstants read(JfrChunk chunk, boolean lines) throws IOException {
        JfrConstants constants = new JfrConstants(chunk, lines);
        chunk.constants(constants::read);
        return constants;
    }

    private void read(JfrTypes.Type type, long key) throws IOException {
        String pool = type.name();
        if (pool.equals(STACK)) {
            stacks.put(key, stack(type));
        } else if (pool.equals(METHOD)) {
            JfrRow row = row(type, METHOD_PARTS);
            row.read();
            methods.put(key, new Method(row.text(0), row.text(1), row.text(2)));
        } else if (pool.equals(STRING)) {
            name(pool, key, in.text());
        } else if (NAMES.containsKey(pool)) {
            List<String> fields = NAMES.get(pool);
            JfrRow row = row(type, fields);
            row.read();
            Object text = row.text(0);
            name(pool, key, fields.size() == 1 || text != null && !text.equals("") ? text : row.text(1));
        } else {
            types.skipValue(type);
        }
    }

    private void name(String pool, long key, Object name) {
        named.computeIfAbsent(pool, p -> new HashMap<>()).put(key, name);
    }

    private JfrRow row(JfrTypes.Type type, List<String> fields) {
        return rows.computeIfAbsent(type, t -> new JfrRow(in, types, t, fields));
    }

    private Stack stack(JfrTypes.Type type) throws IOException {
        boolean truncated = false;
        long[] methods = {};
        int[] lineNumbers = null;
        for (JfrTypes.Field field : type.fields()) {
            if (field.name().equals("truncated") && field.writing() == JfrTypes.Writing.BOOLEAN) {
                truncated = in.raw() != 0;
            } else if (field.name().equals("frames") && field.isArray() && !field.isConstant()) {
                JfrRow frame = row(types.checked(field), FRAME_PARTS);
                methods = new long[in.count()];
                lineNumbers = lines ? new int[methods.length] : null;
                for (int i = 0; i < methods.length; i++) {
                    frame.read();
                    methods[i] = frame.number(0);
                    if (lines) {
                        lineNumbers[i] = (int) frame.number(1);
                    }
                }
            } else {
                types.skipField(field);
            }
        }
        return new Stack(truncated, methods, lineNumbers);
    }

    /** Returns the stack trace with a key; null if there is none. */
    Stack stack(long key) {
        return stacks.get(key);
    }

    /** Returns the method with a key; null if there is none. */
    Method method(long key) {
        return methods.get(key);
    }

    /**
     * Returns the string that a reference leads to; null if it leads to none.
     *
     * @param text a string, a {@link Key}, or null
     */
    String text(Object text) {
        Object at = text;
        for (int i = 0; i < LONGEST_WAY && at instanceof Key key; i++) {
            at = named.getOrDefault(key.pool, Map.of()).get(key.number);
        }
        return at instanceof String found ? found : null;
    }
}

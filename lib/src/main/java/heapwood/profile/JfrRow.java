package heapwood.profile;

import java.io.IOException;
import java.util.List;

/** A reader of chosen fields of a type's values, by their places in a list of names. Other fields are skipped. */
final class JfrRow {
    private final JfrInput in;
    private final JfrTypes types;
    private final JfrTypes.Type type;
    private final JfrTypes.Field[] fields;

    /** The place in the list for each field, or -1. */
    private final int[] places;

    /** The field for each place in the list, or null. */
    private final JfrTypes.Field[] chosen;

    private final long[] numbers;
    private final Object[] texts;

    /**
     * Creates a reader.
     *
     * @param type a type that has been checked
     */
    JfrRow(JfrInput in, JfrTypes types, JfrTypes.Type type, List<String> names) {
        this.in = in;
        this.types = types;
        this.type = type;
        fields = type.fields().toArray(new JfrTypes.Field[0]);
        places = new int[fields.length];
        chosen = new JfrTypes.Field[names.size()];
        numbers = new long[names.size()];
        texts = new Object[names.size()];
        for (int i = 0; i < fields.length; i++) {
            JfrTypes.Writing writing = fields[i].writing();
            boolean isRead = fields[i].isConstant() && !fields[i].isArray()
                    || writing != null && writing.compareTo(JfrTypes.Writing.FIELDS) < 0;
            places[i] = isRead ? names.indexOf(fields[i].name()) : -1;
            if (places[i] >= 0) {
                chosen[places[i]] = fields[i];
            }
        }
    }

    /** Reads a value, from the input's position to the value's end. */
    void read() throws IOException {
        if (type.writing() != JfrTypes.Writing.FIELDS) {
            types.skipValue(type);
            return;
        }
        for (int i = 0; i < fields.length; i++) {
            if (places[i] < 0) {
                types.skipField(fields[i]);
            } else if (fields[i].isConstant()) {
                numbers[places[i]] = in.number();
            } else {
                read(fields[i], places[i]);
            }
        }
    }

    private void read(JfrTypes.Field field, int place) throws IOException {
        boolean unsigned = field.annotation("jdk.jfr.Unsigned") != null;
        switch (field.writing()) {
            case STRING -> texts[place] = in.text();
            case BOOLEAN -> numbers[place] = in.raw();
            case BYTE -> {
                byte number = in.raw();
                numbers[place] = unsigned ? number & 0xFF : number;
            }
            case SHORT -> {
                short number = (short) in.number();
                numbers[place] = unsigned ? number & 0xFFFF : number;
            }
            case INT -> {
                int number = (int) in.number();
                numbers[place] = unsigned ? number & 0xFFFF_FFFFL : number;
            }
            case CHAR, LONG -> numbers[place] = in.number();
            default -> types.skipField(field);
        }
    }

    /** Returns whether the type has the field at a place of the list. */
    boolean has(int place) {
        return chosen[place] != null;
    }

    /** Returns the number or constant's key at a place; 0 if the type has no such field. */
    long number(int place) {
        return numbers[place];
    }

    /** Returns the string at a place, or a {@link JfrConstants.Key} that leads to one; null if there is none. */
    Object text(int place) {
        JfrTypes.Field field = chosen[place];
        return field != null && field.isConstant() && field.type() != null
                ? new JfrConstants.Key(field.type().name(), numbers[place])
                : texts[place];
    }
}

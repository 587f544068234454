package heapwood.profile;

import java.util.List;
import java.util.Set;

/** The value that events of one type count: 1 for a sample, bytes, nanoseconds, or any field that is an amount. */
final class JfrValue {
    static final String SAMPLES = "samples";
    static final String BYTES = "bytes";
    static final String NANOSECONDS = "nanoseconds";

    private static final String DURATION = "duration";
    private static final String TIMESPAN = "jdk.jfr.Timespan";

    /**
     * The fields with a number of bytes. The first one that an event has is used, since an allocation sample also stands for the
     * buffer that it opened.
     */
    private static final List<String> BYTE_FIELDS = List.of("weight", "tlabSize", "allocationSize", "size");

    /** The annotations of fields that are no amounts. The sum of such a field's values has no meaning. */
    private static final List<String> NO_AMOUNTS = List.of(
            "jdk.jfr.Timestamp",
            "jdk.jfr.MemoryAddress",
            "jdk.jfr.Percentage",
            "jdk.jfr.Frequency",
            "jdk.jfr.BooleanFlag");

    private static final Set<JfrTypes.Writing> INTEGERS =
            Set.of(JfrTypes.Writing.BYTE, JfrTypes.Writing.SHORT, JfrTypes.Writing.INT, JfrTypes.Writing.LONG);

    /** The field that is counted; null if each event counts 1. */
    private final JfrTypes.Field field;

    private JfrValue(JfrTypes.Field field) {
        this.field = field;
    }

    /**
     * Returns the value that events of a type count.
     *
     * @param value one of the constants, or the name of a field
     * @throws ProfileException if the type has no such amount; the message lists those it has
     */
    static JfrValue of(String value, JfrTypes.Type type) throws ProfileException {
        return switch (value) {
            case SAMPLES -> new JfrValue(isAmount(type.field(SAMPLES)) ? type.field(SAMPLES) : null);
            case BYTES ->
                new JfrValue(BYTE_FIELDS.stream()
                        .map(type::field)
                        .filter(JfrValue::isAmount)
                        .findFirst()
                        .orElseThrow(() -> missing(value, type)));
            case NANOSECONDS -> of(DURATION, value, type);
            default -> of(value, value, type);
        };
    }

    private static JfrValue of(String field, String value, JfrTypes.Type type) throws ProfileException {
        if (!isAmount(type.field(field))) {
            throw missing(value, type);
        }
        return new JfrValue(type.field(field));
    }

    private static boolean isAmount(JfrTypes.Field field) {
        return field != null
                && field.writing() != null
                && INTEGERS.contains(field.writing())
                && !field.isIdentity()
                && !isNamedAsIdentity(field.name())
                && NO_AMOUNTS.stream().noneMatch(type -> field.annotation(type) != null);
    }

    /**
     * Returns whether a field's name is an identifier's, such as {@code gcId}, {@code osThreadId} or {@code id}. Most identifiers
     * have no annotation.
     */
    private static boolean isNamedAsIdentity(String name) {
        return name.equals("id") || name.endsWith("Id") || name.endsWith("ID");
    }

    private static ProfileException missing(String value, JfrTypes.Type type) {
        List<String> amounts = type.fields().stream()
                .filter(JfrValue::isAmount)
                .map(JfrTypes.Field::name)
                .toList();
        String what = type.field(value) == null
                ? "have no value \"" + value + "\""
                : "have \"" + value + "\", which is no amount and cannot be added up";
        return new ProfileException("its " + type.name() + " events " + what + ": choose samples, or "
                + (amounts.isEmpty() ? "another event" : "one of their fields: " + String.join(", ", amounts)));
    }

    /** Returns the name of the field that is counted; the empty string if there is none. */
    String fieldName() {
        return field == null ? "" : field.name();
    }

    /**
     * Returns the count of an event; for a duration, nanoseconds. The result is negative if the count is not known, which
     * recordings express by {@link Long#MIN_VALUE}, or if a duration has no end.
     *
     * @param number the number in the event's field
     */
    long of(long number, JfrChunk chunk) {
        if (field == null) {
            return 1;
        }
        String unit = field.annotation(TIMESPAN);
        if (unit == null || number <= 0) {
            return number;
        }
        long nanos = switch (unit) {
            case "TICKS" -> chunk.nanos(number);
            case "MICROSECONDS" -> times(number, 1_000);
            case "MILLISECONDS" -> times(number, 1_000_000);
            case "SECONDS" -> times(number, 1_000_000_000);
            default -> number;
        };
        return nanos == Long.MAX_VALUE ? Long.MIN_VALUE : nanos;
    }

    private static long times(long number, long factor) {
        return number > Long.MAX_VALUE / factor ? Long.MAX_VALUE : number * factor;
    }
}

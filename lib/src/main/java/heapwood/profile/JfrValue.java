package heapwood.profile;

import java.util.List;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;

/** What an event counts: 1 for a sample, bytes, nanoseconds, or any field that is a number. */
final class JfrValue {
    static final String SAMPLES = "samples";
    static final String BYTES = "bytes";
    static final String NANOSECONDS = "nanoseconds";

    /** The first that an event has: an allocation sample stands for the buffer that it opened, too. */
    private static final List<String> BYTE_FIELDS = List.of("weight", "tlabSize", "allocationSize", "size");

    private final String value;

    /** @param value one of the constants, or the name of a field */
    JfrValue(String value) {
        this.value = value;
    }

    /** @throws ProfileException if the event has no such value */
    long of(RecordedEvent event) throws ProfileException {
        switch (value) {
            case SAMPLES:
                return event.hasField(SAMPLES) ? event.getLong(SAMPLES) : 1;
            case BYTES:
                for (String field : BYTE_FIELDS) {
                    if (event.hasField(field)) {
                        return event.getLong(field);
                    }
                }
                throw missing(event);
            case NANOSECONDS:
                return span(event, "duration");
            default:
                return number(event, value);
        }
    }

    private long number(RecordedEvent event, String field) throws ProfileException {
        for (ValueDescriptor descriptor : event.getFields()) {
            if (descriptor.getName().equals(field) && isNumber(descriptor)) {
                return descriptor.getAnnotation(Timespan.class) != null ? span(event, field) : event.getLong(field);
            }
        }
        throw missing(event);
    }

    private long span(RecordedEvent event, String field) throws ProfileException {
        if (!event.hasField(field)) {
            throw missing(event);
        }
        return event.getDuration(field).toNanos();
    }

    private static boolean isNumber(ValueDescriptor descriptor) {
        return List.of("byte", "short", "int", "long").contains(descriptor.getTypeName());
    }

    private ProfileException missing(RecordedEvent event) {
        List<String> numbers = event.getFields().stream()
                .filter(JfrValue::isNumber)
                .map(ValueDescriptor::getName)
                .toList();
        return new ProfileException("its " + event.getEventType().getName() + " events have no value \"" + value
                + "\": choose samples, or one of their fields: " + String.join(", ", numbers));
    }
}

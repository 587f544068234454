package heapwood.profile;

import java.util.List;

/** Thrown when a recording has none of the events that are read by default. It may have others. */
public final class UnusualEventsException extends ProfileException {
    private final transient List<EventType> events;

    UnusualEventsException(String message, List<EventType> events) {
        super(message);
        this.events = List.copyOf(events);
    }

    /** Returns the types of events in the recording. */
    public List<EventType> events() {
        return events;
    }
}

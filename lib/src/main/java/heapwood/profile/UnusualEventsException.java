package heapwood.profile;

import java.util.List;

/** A recording that has none of the events that are read unless others are asked for; it may have any other. */
public final class UnusualEventsException extends ProfileException {
    private final transient List<EventType> events;

    UnusualEventsException(String message, List<EventType> events) {
        super(message);
        this.events = List.copyOf(events);
    }

    /** Returns the types of events that it has. */
    public List<EventType> events() {
        return events;
    }
}

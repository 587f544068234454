package heapwood.profile;

/**
 * A type of events in a recording.
 *
 * @param name the full name, such as {@code jdk.ExecutionSample}
 * @param count the number of events
 * @param bytes the number of bytes that they take in the file
 * @param hasStacks whether the events have stack traces
 */
public record EventType(String name, long count, long bytes, boolean hasStacks) {}

package heapwood.profile;

/**
 * A type of events in a recording.
 *
 * @param name its full name, as {@code jdk.ExecutionSample}
 * @param count how many there are
 * @param bytes how many bytes of the file they take
 * @param hasStacks whether they have stack traces
 */
public record EventType(String name, long count, long bytes, boolean hasStacks) {}

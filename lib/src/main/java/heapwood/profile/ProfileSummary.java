package heapwood.profile;

/**
 * What reading a profile found.
 *
 * @param format its format
 * @param event what was sampled, as the profile or the caller names it; empty where the format does not say
 * @param unit what the values count, in the plural: {@code samples}, {@code bytes}, {@code nanoseconds}
 * @param others what else the profile has to choose from; empty if nothing
 * @param stacks the stacks delivered: lines, samples, or events
 * @param withoutStack how many of them the profiler could not walk; they stand under the frame {@code (no stack)}
 * @param truncated how many of them lack their outermost frames, as far as the format says so
 * @param skipped the malformed lines skipped
 * @param firstSkipped what was wrong with the first of them, as a message; null if none was skipped
 * @param bytes the bytes read, unpacked
 * @param insertNanos how long inserting into the tree took
 */
public record ProfileSummary(
        Format format,
        String event,
        String unit,
        String others,
        long stacks,
        long withoutStack,
        long truncated,
        long skipped,
        String firstSkipped,
        long bytes,
        long insertNanos) {

    /** What a value is where the format does not say. */
    static final String UNKNOWN_UNIT = "samples";
}

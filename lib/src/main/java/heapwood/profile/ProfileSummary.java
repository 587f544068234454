package heapwood.profile;

import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.List;

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
 * @param notes what else a report says of the reading, a row each: what was left out, or taken in a way that is not the only one
 * @param after of a profile that is a difference the tree of what was after, while the tree read into has what was before; null for
 *     any other profile
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
        long insertNanos,
        List<Note> notes,
        StackTree after) {

    /**
     * Something that was counted while reading.
     *
     * @param what what was counted, in a word or two: {@code comment lines}
     * @param count how many there were
     * @param text what became of them; may be empty
     */
    public record Note(String what, long count, String text) {}

    /** A summary without notes, of a profile that is no difference. */
    public ProfileSummary(
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
        this(
                format,
                event,
                unit,
                others,
                stacks,
                withoutStack,
                truncated,
                skipped,
                firstSkipped,
                bytes,
                insertNanos,
                List.of(),
                null);
    }

    /**
     * Returns the same of a profile that is a difference.
     *
     * @param treeAfter has what was after
     * @param how how the profile shows that, for the report
     */
    ProfileSummary difference(StackTree treeAfter, String how) {
        ProfileSummary noted = noting("difference", stacks, "stacks with values before and after: " + how);
        return new ProfileSummary(
                format,
                event,
                unit,
                others,
                stacks,
                withoutStack,
                truncated,
                skipped,
                firstSkipped,
                bytes,
                insertNanos,
                noted.notes,
                treeAfter);
    }

    /** Returns the same with one more note, if something was counted. */
    ProfileSummary noting(String what, long count, String text) {
        if (count == 0) {
            return this;
        }
        List<Note> more = new ArrayList<>(notes);
        more.add(new Note(what, count, text));
        return new ProfileSummary(
                format,
                event,
                unit,
                others,
                stacks,
                withoutStack,
                truncated,
                skipped,
                firstSkipped,
                bytes,
                insertNanos,
                List.copyOf(more),
                after);
    }

    /** Returns whether the profile says what its values count; collapsed stacks and frozen trees do not. */
    public boolean saysUnit() {
        return format != Format.COLLAPSED && format != Format.FROZEN;
    }

    /** What a value is where the format does not say. */
    static final String UNKNOWN_UNIT = "samples";
}

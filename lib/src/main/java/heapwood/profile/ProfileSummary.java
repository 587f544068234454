package heapwood.profile;

import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of reading a profile.
 *
 * @param format the profile's format
 * @param event the event that was sampled, as the profile or the caller names it; empty if the format does not name it
 * @param unit the unit of the values, in the plural: {@code samples}, {@code bytes}, {@code nanoseconds}
 * @param others the other events or values that can be chosen from the profile; empty if there are none
 * @param stacks the number of stacks delivered: lines, samples or events
 * @param withoutStack the number of them that the profiler could not walk; they are counted under the frame {@code (no stack)}
 * @param truncated the number of them that lack their outermost frames, as far as the format records it
 * @param skipped the number of malformed lines skipped
 * @param firstSkipped the error message of the first malformed line; null if none was skipped
 * @param bytes the number of bytes read, after decompression
 * @param insertNanos the time spent inserting into the tree, in nanoseconds
 * @param notes further rows of a report: data that were left out, or read in one of several possible ways
 * @param after for a profile that is a difference, the tree with the values after, while the tree read into has the values before;
 *     null for any other profile
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
     * A count made while reading.
     *
     * @param what a name of the things counted, in a word or two: {@code comment lines}
     * @param count the number of them
     * @param text a text about their treatment; may be empty
     */
    public record Note(String what, long count, String text) {}

    /** Creates a summary without notes, of a profile that is not a difference. The parameters are the record's components. */
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
     * Returns a copy of this summary for a profile that is a difference.
     *
     * @param treeAfter the tree with the values after
     * @param how a text for the report about how the profile shows that
     */
    ProfileSummary difference(StackTree treeAfter, String how) {
        ProfileSummary noted = noting("difference", stacks, "stacks with values before and after: " + how);
        return noted.with(noted.notes, treeAfter);
    }

    /** Returns a copy of this summary with one more note, or this summary if nothing was counted. */
    ProfileSummary noting(String what, long count, String text) {
        if (count == 0) {
            return this;
        }
        List<Note> more = new ArrayList<>(notes);
        more.add(new Note(what, count, text));
        return with(List.copyOf(more), after);
    }

    private ProfileSummary with(List<Note> otherNotes, StackTree treeAfter) {
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
                otherNotes,
                treeAfter);
    }

    /** Returns whether the profile's format records the unit of the values. Collapsed stacks and frozen trees do not. */
    public boolean saysUnit() {
        return format != Format.COLLAPSED && format != Format.FROZEN;
    }

    /** The unit of values if the format does not record one. */
    static final String UNKNOWN_UNIT = "samples";
}

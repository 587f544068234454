package heapwood.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter for those events of a recording that are of the chosen type.
 *
 * @param since the earliest time of events, inclusive; null for the recording's start
 * @param until the end of the time range, exclusive; null for the recording's end
 * @param thread a pattern that must be found in the thread's name; null for any thread
 * @param states the threads' states, such as {@code runnable} or {@code STATE_RUNNABLE}; empty for any
 */
public record RecordingFilter(RecordingTime since, RecordingTime until, Pattern thread, Set<String> states) {
    /** The filter that accepts every event. */
    public static final RecordingFilter ALL = new RecordingFilter(null, null, null, Set.of());

    public RecordingFilter {
        states = states.stream().map(RecordingFilter::plain).collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String state) {
        String lower = state.toLowerCase(Locale.ROOT).replace('-', '_');
        return lower.startsWith("state_") ? lower.substring("state_".length()) : lower;
    }

    /** Returns whether this filter accepts every event. */
    boolean isAll() {
        return equals(ALL);
    }

    /**
     * Returns whether this filter accepts a thread.
     *
     * @param name the thread's name; null if it is not known
     */
    boolean hasThread(String name) {
        return thread == null || name != null && thread.matcher(name).find();
    }

    /**
     * Returns whether this filter accepts a thread's state.
     *
     * @param name the state's name; null if it is not known
     */
    boolean hasState(String name) {
        return states.isEmpty() || name != null && states.contains(plain(name));
    }

    /** Returns a description of the accepted events: {@code since 10s, thread main}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (since != null) {
            parts.add("since " + since);
        }
        if (until != null) {
            parts.add("until " + until);
        }
        if (thread != null) {
            parts.add("thread " + thread);
        }
        if (!states.isEmpty()) {
            parts.add("state " + states.stream().sorted().collect(Collectors.joining(" or ")));
        }
        return String.join(", ", parts);
    }
}

package heapwood.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which events of a recording are wanted, of the type chosen.
 *
 * @param since the first time; null for the recording's start
 * @param until the time behind the last; null for the recording's end
 * @param thread what must be found in the thread's name; null for any thread
 * @param states the threads' states, as {@code runnable} or {@code STATE_RUNNABLE}; empty for any
 */
public record RecordingFilter(RecordingTime since, RecordingTime until, Pattern thread, Set<String> states) {
    /** Lets every event through. */
    public static final RecordingFilter ALL = new RecordingFilter(null, null, null, Set.of());

    public RecordingFilter {
        states = states.stream().map(RecordingFilter::plain).collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String state) {
        String lower = state.toLowerCase(Locale.ROOT).replace('-', '_');
        return lower.startsWith("state_") ? lower.substring("state_".length()) : lower;
    }

    /** Returns whether it leaves nothing out. */
    boolean isAll() {
        return equals(ALL);
    }

    /** @param name null if it is not known */
    boolean hasThread(String name) {
        return thread == null || name != null && thread.matcher(name).find();
    }

    /** @param name null if it is not known */
    boolean hasState(String name) {
        return states.isEmpty() || name != null && states.contains(plain(name));
    }

    /** Says what it lets through: {@code since 10s, thread main}. */
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

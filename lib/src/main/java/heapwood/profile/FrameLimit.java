package heapwood.profile;

import java.util.Locale;

/**
 * Counts the frames that a file makes, so that one of a few bytes cannot ask for work or memory without end: a format whose
 * samples refer to stacks says in a byte what becomes a million frames.
 */
final class FrameLimit {
    /** Frames of all stacks together, unless another limit is asked for. */
    static final long USUAL = 1_000_000_000;

    /** How many times the frames of the deepest stack allowed, or the entries of tables allowed, make the limit. */
    static final int SHARE = 100;

    /** How many times the steps allowed make the limit: each takes as long as some frames. */
    private static final int STEPS_SHARE = 10;

    private final String name;
    private final long most;
    private long made;
    private long steps;

    /**
     * @param name what messages call the file
     * @param most how many frames all its stacks may have together
     */
    FrameLimit(String name, long most) {
        this.name = name;
        this.most = most;
    }

    /** Counts a stack. */
    void add(long frames) throws ProfileException {
        made += frames;
        if (made > most) {
            throw exceeded(number(most) + " frames in its stacks together");
        }
    }

    /** Refuses a stack that is too deep. */
    void checkDepth(long frames) throws ProfileException {
        if (frames > most / SHARE) {
            throw exceeded(number(most / SHARE) + " frames in one stack");
        }
    }

    /** Refuses tables that are too long. */
    void checkTables(long entries) throws ProfileException {
        if (entries > most / SHARE) {
            throw exceeded(number(most / SHARE) + " entries in its tables");
        }
    }

    /** Counts steps of work that makes no frame. */
    void addSteps(long more) throws ProfileException {
        steps += more;
        if (steps > most / STEPS_SHARE) {
            throw exceeded(number(most / STEPS_SHARE) + " steps of matching names with the expressions it brings");
        }
    }

    private ProfileException exceeded(String what) {
        return new ProfileException(name + ": needs more than " + what + ", the limit for a file that may make "
                + number(most) + " frames; if that is no mistake, raise it (--limit)");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}

package heapwood.profile;

import java.util.Locale;

/**
 * A limit on the number of frames that a file expands to, so that a small file cannot require unlimited work or memory. In a format
 * whose samples refer to stacks, one byte may stand for a million frames.
 */
final class FrameLimit {
    /** The default limit of the frames of all stacks together. */
    static final long USUAL = 1_000_000_000;

    /** The divisor of the limit that gives the largest depth of a stack and the largest number of table entries. */
    static final int SHARE = 100;

    /** The divisor of the limit that gives the largest number of steps. A step takes as long as some frames. */
    private static final int STEPS_SHARE = 10;

    private final String name;
    private final long most;
    private long made;
    private long steps;

    /**
     * Creates a limit.
     *
     * @param name the file's name in messages
     * @param most the largest number of frames of all its stacks together
     */
    FrameLimit(String name, long most) {
        this.name = name;
        this.most = most;
    }

    /**
     * Adds a stack's frames to the count.
     *
     * @throws ProfileException if the limit is exceeded
     */
    void add(long frames) throws ProfileException {
        made += frames;
        if (made > most) {
            throw exceeded(number(most) + " frames in its stacks together");
        }
    }

    /**
     * Checks the depth of a stack.
     *
     * @throws ProfileException if the stack is too deep
     */
    void checkDepth(long frames) throws ProfileException {
        if (frames > most / SHARE) {
            throw exceeded(number(most / SHARE) + " frames in one stack");
        }
    }

    /**
     * Checks the number of entries in tables.
     *
     * @throws ProfileException if there are too many
     */
    void checkTables(long entries) throws ProfileException {
        if (entries > most / SHARE) {
            throw exceeded(number(most / SHARE) + " entries in its tables");
        }
    }

    /**
     * Adds steps of work that make no frames to their count.
     *
     * @throws ProfileException if their limit is exceeded
     */
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

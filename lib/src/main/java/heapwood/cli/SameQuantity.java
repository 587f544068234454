package heapwood.cli;

import heapwood.profile.Format;
import heapwood.profile.ProfileSummary;

/** Refuses to add up or to compare what counts different things. */
final class SameQuantity {
    private SameQuantity() {}

    /** Refuses a profile that is to be added to one that counts something else. */
    static void checkMerge(String name, ProfileSummary before, ProfileSummary now) {
        if (before != null && (!before.unit().equals(now.unit()) || isOtherEvent(before, now))) {
            throw failure(name, before, now, "choose with --event and --value");
        }
    }

    /**
     * Refuses a profile that is to be compared with one that counts something else.
     *
     * @param byShares whether totals are made equal, so that units do not matter
     * @param chosen whether what the other side counts is asked for
     */
    static void checkDiff(String name, ProfileSummary before, ProfileSummary now, boolean byShares, boolean chosen) {
        if (isOtherUnit(before, now) && !byShares) {
            throw failure(
                    name,
                    before,
                    now,
                    "choose with --diff-event and --diff-value, or compare shares with --equal-totals");
        }
        if (isOtherEvent(before, now) && !chosen) {
            boolean recordings = now.format() == Format.JFR;
            throw failure(
                    name,
                    before,
                    now,
                    "if that is meant, say so: " + (recordings ? "--diff-event " : "--diff-value ") + now.event());
        }
    }

    private static CommandFailure failure(String name, ProfileSummary before, ProfileSummary now, String advice) {
        boolean sameUnit = before.unit().equals(now.unit());
        return new CommandFailure(
                ExitCode.BAD_INPUT,
                name + ": counts " + what(now, sameUnit) + ", and what was read before counts " + what(before, sameUnit)
                        + ": " + advice);
    }

    private static String what(ProfileSummary summary, boolean withEvent) {
        return summary.unit() + (withEvent ? " of " + summary.event() : "");
    }

    /** Collapsed stacks and frozen trees do not say what they count. */
    private static boolean isOtherUnit(ProfileSummary before, ProfileSummary now) {
        return before.saysUnit() && now.saysUnit() && !unit(before).equals(unit(now));
    }

    /** What recordings call samples, pprof profiles call count. */
    private static String unit(ProfileSummary summary) {
        return summary.unit().equals("count") ? "samples" : summary.unit();
    }

    /** Two profiles of a format name what they count alike; another format has names of its own. */
    private static boolean isOtherEvent(ProfileSummary before, ProfileSummary now) {
        return before.format() == now.format() && !before.event().equals(now.event());
    }

    /** Returns what the values of one side of a comparison count: as the other side says it where this one does not. */
    static String unit(ProfileSummary side, ProfileSummary other) {
        return side.saysUnit() || !other.saysUnit() ? side.unit() : other.unit();
    }
}

package heapwood.cli;

import heapwood.profile.Format;
import heapwood.profile.ProfileSummary;

/** A check that profiles count the same quantity before they are added or compared. */
final class SameQuantity {
    private SameQuantity() {}

    /**
     * Checks that a profile counts the same quantity as the one that it is added to.
     *
     * @throws CommandFailure if units or events differ
     */
    static void checkMerge(String name, ProfileSummary before, ProfileSummary now) {
        if (before != null && (!before.unit().equals(now.unit()) || isOtherEvent(before, now))) {
            throw failure(name, before, now, "choose with --event and --value");
        }
    }

    /**
     * Checks that a profile counts the same quantity as the one that it is compared with.
     *
     * @param byShares whether totals are made equal, so that different units are allowed
     * @param chosen whether the other side's event or value is given, so that different events are allowed
     * @throws CommandFailure if units or events differ
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

    /** Returns whether both profiles have a unit and these differ. Collapsed stacks and frozen trees have none. */
    private static boolean isOtherUnit(ProfileSummary before, ProfileSummary now) {
        return before.saysUnit() && now.saysUnit() && !unit(before).equals(unit(now));
    }

    /**
     * Returns a profile's unit under one name for all formats: {@code count} in a pprof profile is {@code samples} in a recording.
     */
    private static String unit(ProfileSummary summary) {
        return summary.unit().equals("count") ? "samples" : summary.unit();
    }

    /**
     * Returns whether two profiles of one format count different events. Formats name events differently, so profiles of different
     * formats are not compared.
     */
    private static boolean isOtherEvent(ProfileSummary before, ProfileSummary now) {
        return before.format() == now.format() && !before.event().equals(now.event());
    }

    /** Returns the unit of one side of a comparison, or the other side's if this side has none. */
    static String unit(ProfileSummary side, ProfileSummary other) {
        return side.saysUnit() || !other.saysUnit() ? side.unit() : other.unit();
    }
}

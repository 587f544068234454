package heapwood.cli;

import heapwood.lab.child.LiveObjects;
import heapwood.profile.EventType;
import heapwood.profile.ProfileSummary;
import heapwood.profile.Quantity;
import heapwood.profile.Timeline;
import heapwood.profile.TopFrames;
import heapwood.profile.TreeDiff;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A printer of profiles, as rows and tables of text. */
final class ProfileReport {
    private final PrintWriter out;

    /** The unit of the values in tables, in parentheses, for headings; empty if the profile has none. */
    private String unit = "";

    ProfileReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints the exit code of a recorded program. */
    void printRecorded(int exitCode) {
        row("exit code", Quantity.count(exitCode), "of the program recorded");
    }

    /** Prints a summary of one file that was read. */
    void printRead(ProfileSummary summary) {
        row("stacks read", Quantity.count(summary.stacks()), contents(summary));
        if (summary.withoutStack() > 0) {
            row("  unknown", Quantity.count(summary.withoutStack()), "under the frame (no stack)");
        }
        if (summary.truncated() > 0) {
            row("  truncated", Quantity.count(summary.truncated()), "their outermost frames are missing");
        }
        for (ProfileSummary.Note note : summary.notes()) {
            row("  " + note.what(), Quantity.count(note.count()), note.text());
        }
        if (summary.skipped() > 0) {
            row("lines skipped", Quantity.count(summary.skipped()), "first: " + summary.firstSkipped());
        }
    }

    private static String contents(ProfileSummary summary) {
        String what = summary.event().isEmpty() ? "" : ": " + summary.event();
        String others = summary.others().isEmpty() ? "" : "; also " + summary.others();
        return "of " + summary.format() + what + others;
    }

    /** Prints where a heat map was written, and the times in it. */
    void printHeatmap(Path file, Timeline timeline) throws IOException {
        out.printf(
                "%nheat map: %s (%s), from %s to %s%n",
                file, Quantity.bytes(Files.size(file)), timeline.first(), timeline.last());
    }

    /** Prints the heading of one event among several. */
    void printHeading(String event) {
        out.printf("%n== %s%n", event);
    }

    /** Prints the types of events of a recording, the most frequent first. */
    void printEvents(List<EventType> events) {
        out.printf("%16s %16s %8s  %s%n", "events", "bytes", "stacks", "type");
        events.stream()
                .sorted(Comparator.comparingLong(EventType::count).reversed().thenComparing(EventType::name))
                .forEach(type -> out.printf(
                        "%16s %16s %8s  %s%n",
                        Quantity.count(type.count()),
                        Quantity.count(type.bytes()),
                        type.hasStacks() ? "yes" : "no",
                        printable(type.name())));
    }

    /**
     * Prints the size of a tree.
     *
     * @param note the text after the number of nodes
     */
    void printTree(ProfileSummary summary, StackTree tree, TopFrames frames, String note) {
        unit = summary.saysUnit() ? " (" + summary.unit() + ")" : "";
        row("total", Quantity.unsigned(tree.total()), summary.saysUnit() ? summary.unit() : "");
        row("nodes", Quantity.count(tree.nodeCount()), note);
        row("names", Quantity.count(frames.frameCount()), "");
        row("deepest stack", Quantity.count(frames.deepest()), "frames");
    }

    /** Prints a note that applies to all tables after it. */
    void printNote(String note) {
        row("note", "", printable(note));
    }

    void printInsertTime(long stacks, long nanos) {
        row(
                "insert time",
                Quantity.millis(nanos / 1e6),
                Quantity.millis(nanos / 1e6 / Math.max(1, stacks)) + " a stack");
    }

    void printLive(LiveObjects live, StackTree tree, String kind) {
        double nodes = tree.nodeCount();
        double perNode = live.objects() / nodes;
        String share = perNode >= 0.01
                ? String.format(Locale.ROOT, "%.2f a node", perNode)
                : String.format(Locale.ROOT, "one for %,.0f nodes", 1 / perNode);
        row("live objects", Quantity.count(live.objects()), share + ", as " + kind + " tree");
        row(
                "bytes",
                Quantity.count(live.bytes()),
                String.format(Locale.ROOT, "%.1f a node, names included", live.bytes() / nodes));
    }

    void printNotCounted(String reason) {
        row("live objects", "?", reason);
    }

    void printTop(String what, List<TopFrames.Frame> frames, long total) {
        out.printf("%n%16s %8s %16s %8s  %s%n", "self", "share", "total", "share", "frames by " + what + unit);
        for (TopFrames.Frame frame : frames) {
            out.printf(
                    "%16s %8s %16s %8s  %s%n",
                    Quantity.unsigned(frame.self()),
                    share(frame.self(), total),
                    Quantity.unsigned(frame.total()),
                    share(frame.total(), total),
                    printable(frame.name()));
        }
    }

    /**
     * Prints the totals of a comparison.
     *
     * @param before the unit of the values before
     * @param after the unit of the values after
     */
    void printDiff(TreeDiff diff, String before, String after) {
        unit = before.equals(after) ? " (" + after + ")" : " (" + before + " before, " + after + " after)";
        String change = before.equals(after) ? signed(diff.totalChange()) + " " : "";
        row("total before", Quantity.unsigned(diff.totalBefore()), before);
        row("total after", Quantity.unsigned(diff.totalAfter()), change + after);
        if (diff.scale() != 1) {
            row("scale", String.format(Locale.ROOT, "%.4g", diff.scale()), "multiplies before, to compare");
        }
        row("nodes of either", Quantity.count(diff.nodeCount()), "with the root");
    }

    void printChangesOfSelf(List<TreeDiff.FrameChange> changes) {
        printHead("self", changes);
        for (TreeDiff.FrameChange c : changes) {
            printChange(c, c.selfBefore(), c.selfExpected(), c.selfAfter(), c.selfChange());
        }
    }

    void printChangesOfTotal(List<TreeDiff.FrameChange> changes) {
        printHead("total", changes);
        for (TreeDiff.FrameChange c : changes) {
            printChange(c, c.totalBefore(), c.totalExpected(), c.totalAfter(), c.totalChange());
        }
    }

    private void printHead(String what, List<TreeDiff.FrameChange> changes) {
        boolean scaled = !changes.isEmpty() && changes.get(0).scale() != 1;
        String middle = scaled ? String.format("%16s ", "as compared") : "";
        out.printf(
                "%n%16s %s%16s %16s  frames by change of %s%n",
                what + " before", middle, "after", "change", what + unit);
    }

    private void printChange(TreeDiff.FrameChange frame, long before, long expected, long after, BigInteger change) {
        String middle = frame.scale() == 1 ? "" : String.format("%16s ", Quantity.unsigned(expected));
        out.printf(
                "%16s %s%16s %16s  %s%n",
                Quantity.unsigned(before), middle, Quantity.unsigned(after), signed(change), printable(frame.name()));
    }

    private void row(String what, String value, String note) {
        out.println(
                String.format(Locale.ROOT, "%-15s %17s  %s", what, value, note).stripTrailing());
    }

    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "\ufffd");
    }

    private static String signed(BigInteger value) {
        return value.signum() > 0 ? "+" + Quantity.count(value) : Quantity.count(value);
    }

    private static String share(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * asDouble(part) / asDouble(whole));
    }

    private static double asDouble(long unsigned) {
        return unsigned >= 0 ? unsigned : (unsigned >>> 1) * 2.0;
    }
}

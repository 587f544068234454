package heapwood.notebook;

import heapwood.profile.ProfileSummary;
import heapwood.profile.TopFrames;
import heapwood.profile.TreeDiff.FrameChange;
import heapwood.tree.StackTree;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of the contents of a real profile. */
public final class ProfileTables {
    private ProfileTables() {}

    /**
     * Returns the figures of a profile: stack traces, bytes, total, depth, names and nodes.
     *
     * @param read the summary of reading it
     * @param tree the tree that it was read into
     * @param frames the tree's frames
     */
    public static Table contents(ProfileSummary read, StackTree tree, TopFrames frames) {
        return Table.create(
                "contents",
                StringColumn.create(
                        "what",
                        "stacks",
                        "bytes of the file, unpacked",
                        "total of their values" + (read.saysUnit() ? " (" + read.unit() + ")" : ""),
                        "frames of the deepest",
                        "distinct names",
                        "nodes of the tree, with the root"),
                LongColumn.create(
                        "number",
                        read.stacks(),
                        read.bytes(),
                        tree.total(),
                        frames.deepest(),
                        frames.frameCount(),
                        tree.nodeCount()));
    }

    /**
     * Returns the self and total values of frames, and their shares of the tree's total.
     *
     * @param frames the frames, in the order of the rows
     * @param total the tree's total; like the frames' values it must be below 2<sup>63</sup>
     */
    public static Table top(List<TopFrames.Frame> frames, long total) {
        StringColumn names = StringColumn.create("frame");
        LongColumn selfs = LongColumn.create("self");
        DoubleColumn selfShares = DoubleColumn.create("self (%)");
        LongColumn totals = LongColumn.create("total");
        DoubleColumn totalShares = DoubleColumn.create("total (%)");
        for (TopFrames.Frame frame : frames) {
            names.append(frame.name());
            selfs.append(frame.self());
            selfShares.append(100.0 * frame.self() / total);
            totals.append(frame.total());
            totalShares.append(100.0 * frame.total() / total);
        }
        return Table.create("top", names, selfs, selfShares, totals, totalShares);
    }

    /**
     * Returns the totals of frames in two profiles, and their changes.
     *
     * @param changes the frames, in the order of the rows; totals must be below 2<sup>63</sup>
     * @param unit the unit of the totals: {@code bytes}
     * @param before the name of the first profile
     * @param after the name of the second profile
     * @throws ArithmeticException if a change does not fit into a {@code long}
     */
    public static Table changes(List<FrameChange> changes, String unit, String before, String after) {
        StringColumn names = StringColumn.create("frame");
        LongColumn left = LongColumn.create(before + " (" + unit + ")");
        LongColumn right = LongColumn.create(after + " (" + unit + ")");
        LongColumn change = LongColumn.create("change (" + unit + ")");
        for (FrameChange frame : changes) {
            names.append(frame.name());
            left.append(frame.totalBefore());
            right.append(frame.totalAfter());
            change.append(frame.totalChange().longValueExact());
        }
        return Table.create("changes", names, left, right, change);
    }
}

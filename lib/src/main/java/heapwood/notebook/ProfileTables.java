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

/** What is in a real profile, as tables. */
public final class ProfileTables {
    private ProfileTables() {}

    /**
     * A profile in numbers.
     *
     * @param read what reading it said
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
     * Frames and their weight; shares are of the tree's total.
     *
     * @param frames in the order of the rows
     * @param total the tree's, below 2<sup>63</sup> as theirs
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
     * Frames and their totals in two profiles.
     *
     * @param changes in the order of the rows; totals below 2<sup>63</sup>
     * @param unit what the totals count: {@code bytes}
     * @param before what the first profile is called
     * @param after what the second one is called
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

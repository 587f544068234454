package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.plan.Column;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The time of an insertion in one JVM while its tree grew to some size.
 *
 * @param tree the kind of tree
 * @param jvm an identifier of the JVM
 * @param nodes the number of nodes of the tree at the end
 * @param nanosPerInsert the processor time of one insertion, in nanoseconds: the mean over the insertions since the
 *     point before; if several passes measured it, their median
 */
public record GrowPoint(TreeKind tree, String jvm, long nodes, double nanosPerInsert) {

    /**
     * Returns the points of grow trials.
     *
     * @param measured rows of trials that ended well
     * @param leastNodes the fewest nodes of a point; smaller trees are left out, since their few insertions are too
     *     short to time
     * @return the points, the reference tree's first, those of each JVM by size
     */
    public static List<GrowPoint> of(Table measured, long leastNodes) {
        Map<String, List<Row>> bySize = new LinkedHashMap<>();
        for (int i = 0; i < measured.rowCount(); i++) {
            Row row = measured.row(i);
            if (number(row, Column.NODES) >= leastNodes) {
                String size = text(row, Column.TRIAL) + " " + number(row, Column.NODES);
                bySize.computeIfAbsent(size, any -> new ArrayList<>()).add(row);
            }
        }
        return bySize.values().stream()
                .map(GrowPoint::of)
                .sorted(Comparator.comparing(GrowPoint::tree)
                        .thenComparing(GrowPoint::jvm)
                        .thenComparingLong(GrowPoint::nodes))
                .toList();
    }

    private static GrowPoint of(List<Row> passes) {
        Row row = passes.get(0);
        double[] nanos = passes.stream()
                .mapToDouble(pass -> number(pass, Column.INSERT_CPU_MS) * 1e6 / number(pass, Column.STACKS))
                .toArray();
        return new GrowPoint(
                TreeKind.of(text(row, Column.TREE)),
                text(row, Column.TRIAL),
                (long) number(row, Column.NODES),
                Statistics.median(nanos));
    }

    /**
     * Returns the median time of an insertion into trees between two sizes, in nanoseconds, over all JVMs.
     *
     * @param points the points of all trees
     * @param tree the kind of tree
     * @param leastNodes the fewest nodes
     * @param mostNodes the most nodes
     * @return the median; NaN if there is no such point
     */
    public static double nanosBetween(List<GrowPoint> points, TreeKind tree, long leastNodes, long mostNodes) {
        return Statistics.median(points.stream()
                .filter(point -> point.tree == tree && point.nodes >= leastNodes && point.nodes <= mostNodes)
                .mapToDouble(GrowPoint::nanosPerInsert)
                .toArray());
    }
}

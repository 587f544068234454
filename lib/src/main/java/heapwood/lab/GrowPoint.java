package heapwood.lab;

import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What an insertion took in one JVM while its tree grew to some size.
 *
 * @param tree which tree
 * @param jvm tells the points of one JVM from those of others
 * @param nodes how many nodes the tree had at the end
 * @param nanosPerInsert the processor time of one insertion, the mean over those since the point before; where several passes
 *     measured it, their median
 */
public record GrowPoint(TreeKind tree, String jvm, long nodes, double nanosPerInsert) {

    /**
     * The points of grow trials.
     *
     * @param measured rows of trials that ended well
     * @param leastNodes leaves out smaller trees, whose few insertions are too short to time
     * @return the reference tree's first, each JVM's by size
     */
    public static List<GrowPoint> of(Table measured, long leastNodes) {
        Map<String, List<Row>> bySize = new LinkedHashMap<>();
        for (int i = 0; i < measured.rowCount(); i++) {
            Row row = measured.row(i);
            if (row.getDouble("nodes") >= leastNodes) {
                String size = row.getString("trial") + " " + row.getDouble("nodes");
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
                .mapToDouble(pass -> pass.getDouble("insert_cpu_ms") * 1e6 / pass.getDouble("stacks"))
                .toArray();
        return new GrowPoint(
                TreeKind.of(row.getString("tree")),
                row.getString("trial"),
                (long) row.getDouble("nodes"),
                IngestPoint.median(nanos));
    }

    /** The median over JVMs of what an insertion takes into a tree between these sizes, or NaN without a point there. */
    public static double nanosBetween(List<GrowPoint> points, TreeKind tree, long leastNodes, long mostNodes) {
        return IngestPoint.median(points.stream()
                .filter(point -> point.tree == tree && point.nodes >= leastNodes && point.nodes <= mostNodes)
                .mapToDouble(GrowPoint::nanosPerInsert)
                .toArray());
    }
}

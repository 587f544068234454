package heapwood.lab.rows;

import heapwood.ladder.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The measurements of one JVM at one step of the ladder.
 *
 * @param rung the step
 * @param trees the trees: {@code generated}, {@code many small} or {@code real}
 * @param objectsPerNode the live objects per node, counted by JOL
 * @param bytesPerNode their bytes per node in that JVM, names included
 * @param insertNanos the processor time of insertion per node, in nanoseconds; for frozen trees, freezing included
 * @param iterateNanos the processor time of iteration per node, in nanoseconds
 * @param pauseMillis the time that a full collection stops the program, in milliseconds
 */
public record ClimbPoint(
        Rung rung,
        String trees,
        double objectsPerNode,
        double bytesPerNode,
        double insertNanos,
        double iterateNanos,
        double pauseMillis) {

    /**
     * Returns the points of climb trials.
     *
     * @param measured rows of trials that ended well
     * @return the points, sorted by kind of trees, the real trees last, and then by step
     */
    public static List<ClimbPoint> of(Table measured) {
        List<ClimbPoint> points = new ArrayList<>();
        for (Row row : measured) {
            double nodes = row.getDouble("nodes");
            points.add(new ClimbPoint(
                    Rung.of(row.getString("tree")),
                    treesOf(row),
                    row.getDouble("objects") / nodes,
                    row.getDouble("bytes") / nodes,
                    row.getDouble("insert_cpu_ms") * 1e6 / nodes,
                    row.getDouble("iterate_cpu_ms") * 1e6 / nodes,
                    row.getDouble("pause_ms")));
        }
        points.sort(Comparator.comparing(ClimbPoint::trees).thenComparing(ClimbPoint::rung));
        return points;
    }

    private static String treesOf(Row row) {
        if (!row.getString("profile").isEmpty()) {
            return "real";
        }
        return row.getDouble("trees") == 1 ? "generated" : "many small";
    }

    /**
     * Returns the values of one figure in all JVMs at one step.
     *
     * @param points the points of all steps
     * @param rung the step
     * @param trees the trees: {@code generated}, {@code many small} or {@code real}
     * @param figure the figure, such as {@link #bytesPerNode()}
     */
    public static double[] values(
            List<ClimbPoint> points, Rung rung, String trees, ToDoubleFunction<ClimbPoint> figure) {
        return points.stream()
                .filter(point -> point.rung == rung && point.trees.equals(trees))
                .mapToDouble(figure)
                .toArray();
    }

    /**
     * Returns a table with a row for each kind of trees and step, of medians over JVMs.
     *
     * @param points the points of all JVMs
     */
    public static Table table(List<ClimbPoint> points) {
        StringColumn trees = StringColumn.create("trees");
        StringColumn rung = StringColumn.create("step");
        DoubleColumn objects = DoubleColumn.create("objects a node");
        DoubleColumn bytes = DoubleColumn.create("bytes a node");
        DoubleColumn insert = DoubleColumn.create("insert (ns a node)");
        DoubleColumn iterate = DoubleColumn.create("iterate (ns a node)");
        DoubleColumn pause = DoubleColumn.create("pause (ms)");
        for (String kind : points.stream().map(ClimbPoint::trees).distinct().toList()) {
            for (Rung step : Rung.values()) {
                if (values(points, step, kind, ClimbPoint::pauseMillis).length == 0) {
                    continue;
                }
                trees.append(kind);
                rung.append(step.toString());
                objects.append(IngestPoint.median(values(points, step, kind, ClimbPoint::objectsPerNode)));
                bytes.append(IngestPoint.median(values(points, step, kind, ClimbPoint::bytesPerNode)));
                insert.append(IngestPoint.median(values(points, step, kind, ClimbPoint::insertNanos)));
                iterate.append(IngestPoint.median(values(points, step, kind, ClimbPoint::iterateNanos)));
                pause.append(IngestPoint.median(values(points, step, kind, ClimbPoint::pauseMillis)));
            }
        }
        return Table.create("ladder", trees, rung, objects, bytes, insert, iterate, pause);
    }
}

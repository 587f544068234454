package heapwood.lab.rows;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.plan.Column;
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
            double nodes = number(row, Column.NODES);
            points.add(new ClimbPoint(
                    Rung.of(text(row, Column.TREE)),
                    treesOf(row),
                    number(row, Column.OBJECTS) / nodes,
                    number(row, Column.BYTES) / nodes,
                    number(row, Column.INSERT_CPU_MS) * 1e6 / nodes,
                    number(row, Column.ITERATE_CPU_MS) * 1e6 / nodes,
                    number(row, Column.PAUSE_MS)));
        }
        points.sort(Comparator.comparing(ClimbPoint::trees).thenComparing(ClimbPoint::rung));
        return points;
    }

    private static String treesOf(Row row) {
        if (!text(row, Column.PROFILE).isEmpty()) {
            return "real";
        }
        return number(row, Column.TREES) == 1 ? "generated" : "many small";
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
                objects.append(Statistics.median(values(points, step, kind, ClimbPoint::objectsPerNode)));
                bytes.append(Statistics.median(values(points, step, kind, ClimbPoint::bytesPerNode)));
                insert.append(Statistics.median(values(points, step, kind, ClimbPoint::insertNanos)));
                iterate.append(Statistics.median(values(points, step, kind, ClimbPoint::iterateNanos)));
                pause.append(Statistics.median(values(points, step, kind, ClimbPoint::pauseMillis)));
            }
        }
        return Table.create("ladder", trees, rung, objects, bytes, insert, iterate, pause);
    }
}

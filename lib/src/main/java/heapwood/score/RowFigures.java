package heapwood.score;

import static heapwood.lab.rows.Cells.number;

import heapwood.lab.plan.Column;
import heapwood.lab.rows.GrowPoint;
import heapwood.lab.rows.WindowPoint;
import heapwood.workload.TreeKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The figures in the laboratory's rows, derived as the notebooks derive them. */
final class RowFigures {
    private static final long SMALL_NODES = 1_000;

    private RowFigures() {}

    /**
     * Returns the figures of one tree at one piece of work.
     *
     * @param work the work
     * @param rows the rows of its trials that ended well
     */
    static Map<Measure, List<Double>> of(Work work, Table rows) {
        Map<Measure, List<Double>> figures = new EnumMap<>(Measure.class);
        if (rows.isEmpty()) {
            return figures;
        }
        switch (work) {
            case GENERATED -> {
                climb(rows, figures, Measure.OBJECTS_GENERATED, Measure.BYTES_GENERATED, Measure.INSERT_GENERATED);
                put(figures, Measure.ITERATE_GENERATED, rows, row -> perNode(row, Column.ITERATE_CPU_MS));
                put(figures, Measure.PAUSE, rows, row -> number(row, Column.PAUSE_MS));
            }
            case REAL -> {
                climb(rows, figures, Measure.OBJECTS_REAL, Measure.BYTES_REAL, Measure.INSERT_REAL);
                put(figures, Measure.ITERATE_REAL, rows, row -> perNode(row, Column.ITERATE_CPU_MS));
            }
            case SHUFFLED -> put(figures, Measure.INSERT_SHUFFLED, rows, RowFigures::insertNanos);
            case WINDOW -> {
                WindowPoint.of(asReference(rows)).stream()
                        .filter(point -> !Double.isNaN(point.share()))
                        .forEach(point -> add(figures, Measure.GC_SHARE, 100 * point.share()));
                put(figures, Measure.SLOWEST_STEP, rows, row -> number(row, Column.STEP_MAX_US) / 1e3);
            }
            case GROWTH -> growth(rows, figures, Measure.GROWTH);
            case STAR -> growth(rows, figures, Measure.STAR);
        }
        return figures;
    }

    private static void put(
            Map<Measure, List<Double>> figures, Measure measure, Table rows, ToDoubleFunction<Row> value) {
        rows.forEach(row -> add(figures, measure, value.applyAsDouble(row)));
    }

    private static void add(Map<Measure, List<Double>> figures, Measure measure, double value) {
        figures.computeIfAbsent(measure, any -> new ArrayList<>()).add(value);
    }

    private static void climb(
            Table rows, Map<Measure, List<Double>> figures, Measure objects, Measure bytes, Measure insert) {
        put(figures, objects, rows, row -> number(row, Column.OBJECTS) / number(row, Column.NODES));
        put(figures, bytes, rows, row -> number(row, Column.BYTES) / number(row, Column.NODES));
        put(figures, insert, rows, RowFigures::insertNanos);
    }

    private static double insertNanos(Row row) {
        return number(row, Column.INSERT_CPU_MS) * 1e6 / number(row, Column.FRAMES);
    }

    private static double perNode(Row row, Column millis) {
        return number(row, millis) * 1e6 / number(row, Column.NODES);
    }

    /** Puts the cost of an insertion at the end against that with few nodes, of each JVM. */
    private static void growth(Table rows, Map<Measure, List<Double>> figures, Measure measure) {
        Map<String, List<GrowPoint>> byJvm = new LinkedHashMap<>();
        for (GrowPoint point : GrowPoint.of(asReference(rows), SMALL_NODES)) {
            byJvm.computeIfAbsent(point.jvm(), any -> new ArrayList<>()).add(point);
        }
        for (List<GrowPoint> points : byJvm.values()) {
            long most = points.get(points.size() - 1).nodes();
            double start = GrowPoint.nanosBetween(points, TreeKind.REFERENCE, SMALL_NODES, 3 * SMALL_NODES);
            double end = GrowPoint.nanosBetween(points, TreeKind.REFERENCE, most * 2 / 3, most);
            if (start > 0 && end > 0) {
                add(figures, measure, end / start);
            }
        }
    }

    /** Returns rows under the name of the reference tree, for classes that know the kit's trees alone. */
    private static Table asReference(Table rows) {
        Table copy = rows.copy();
        StringColumn tree = StringColumn.create(Column.TREE.label());
        for (int i = 0; i < copy.rowCount(); i++) {
            tree.append(TreeKind.REFERENCE.toString());
        }
        copy.replaceColumn(Column.TREE.label(), tree);
        return copy;
    }
}

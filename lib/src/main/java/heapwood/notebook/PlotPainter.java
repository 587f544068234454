package heapwood.notebook;

import heapwood.lab.rows.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The translation of a plot's curves into XChart's series: bands first, then points, lines and medians on top of them. */
final class PlotPainter {
    private static final BasicStroke NO_LINE = new BasicStroke(0);
    private static final int FAINT = 48;
    private static final int LIGHT = 110;

    private final XYChart chart;
    private final double failureHeight;

    private PlotPainter(XYChart chart, double failureHeight) {
        this.chart = chart;
        this.failureHeight = failureHeight;
    }

    static void fill(XYChart chart, Plot.Axis x, Plot.Axis y, List<Plot.Curve> curves) {
        double[] xs = curves.stream()
                .flatMap(c -> Stream.concat(
                        c.points.stream().map(p -> p[0]), c.failures.stream().map(Plot.Failure::x)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] ys = curves.stream()
                .flatMap(c -> c.points.stream())
                .mapToDouble(p -> p[1])
                .toArray();
        if (xs.length == 0) {
            throw new IllegalStateException("nothing to draw: no curve has a point or a failure");
        }
        boolean failures = curves.stream().anyMatch(c -> !c.failures.isEmpty());
        Range xRange = Range.around(xs, x.logarithmic());
        Range yRange = Range.around(ys, y.logarithmic());
        if (failures) {
            yRange = yRange.withRoomAbove();
        }
        XYStyler styler = chart.getStyler();
        styler.setXAxisLogarithmic(x.logarithmic());
        styler.setYAxisLogarithmic(y.logarithmic());
        styler.setXAxisMin(xRange.low());
        styler.setXAxisMax(xRange.high());
        styler.setYAxisMin(yRange.low());
        styler.setYAxisMax(yRange.high());
        // XChart's own choice can leave a short axis with a single label, so it draws every tick and the formats select
        // the labels.
        styler.setXAxisLogarithmicDecadeOnly(false);
        styler.setYAxisLogarithmicDecadeOnly(false);
        styler.setXAxisTickLabelsFormattingFunction(format(x, xRange, xs));
        styler.setYAxisTickLabelsFormattingFunction(format(y, yRange, ys));
        PlotPainter painter = new PlotPainter(chart, yRange.high());
        List<Plot.Curve> measured = curves.stream().filter(c -> !c.scattered).toList();
        measured.forEach(painter::band);
        measured.forEach(painter::points);
        measured.forEach(painter::medians);
        curves.stream().filter(c -> c.scattered && !c.points.isEmpty()).forEach(painter::scattered);
        curves.forEach(painter::failures);
    }

    private static Function<Double, String> format(Plot.Axis axis, Range range, double[] values) {
        if (!axis.logarithmic()) {
            boolean counts = axis.unit().isEmpty() && Arrays.stream(values).allMatch(Plot.Axis::whole);
            return counts ? axis::wholeTick : axis::tick;
        }
        Set<Integer> digits = range.labeledDigits();
        return value -> axis.tick(value, digits);
    }

    private void band(Plot.Curve curve) {
        TreeMap<Double, Interval> intervals = intervals(curve);
        if (intervals.size() < 2 || intervals.values().stream().allMatch(Interval::empty)) {
            return;
        }
        int n = intervals.size();
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        int i = 0;
        for (Map.Entry<Double, Interval> entry : intervals.entrySet()) {
            xs[i] = xs[2 * n - 1 - i] = entry.getKey();
            ys[i] = entry.getValue().low();
            ys[2 * n - 1 - i] = entry.getValue().high();
            i++;
        }
        XYSeries band = chart.addSeries(curve.label() + " (interval)", xs, ys);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(faded(curve.look().color(), FAINT));
        band.setLineStyle(NO_LINE).setLineColor(faded(curve.look().color(), 0));
        band.setMarker(SeriesMarkers.NONE);
    }

    private void points(Plot.Curve curve) {
        TreeMap<Double, Interval> intervals = intervals(curve);
        if (intervals.values().stream().allMatch(i -> i.repetitions() == 1)) {
            return;
        }
        XYSeries points = chart.addSeries(curve.label() + " (each)", column(curve, 0), column(curve, 1));
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(new SmallDot());
        points.setMarkerColor(faded(curve.look().color(), LIGHT));
    }

    private void medians(Plot.Curve curve) {
        TreeMap<Double, Interval> intervals = intervals(curve);
        if (intervals.isEmpty()) {
            return;
        }
        double[] xs =
                intervals.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] ys = intervals.values().stream().mapToDouble(Interval::median).toArray();
        XYSeries line = chart.addSeries(curve.label(), xs, ys);
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        line.setLineStyle(curve.look().stroke()).setLineColor(curve.look().color());
        line.setMarker(curve.look().marker());
        line.setMarkerColor(curve.look().color());
    }

    private void scattered(Plot.Curve curve) {
        XYSeries points = chart.addSeries(curve.label(), column(curve, 0), column(curve, 1));
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(curve.look().marker());
        points.setMarkerColor(curve.look().color());
    }

    private void failures(Plot.Curve curve) {
        Map<String, List<Plot.Failure>> byReason = curve.failures.stream()
                .collect(Collectors.groupingBy(Plot.Failure::why, TreeMap::new, Collectors.toList()));
        byReason.forEach((why, failures) -> {
            double[] xs = failures.stream().mapToDouble(Plot.Failure::x).toArray();
            double[] ys = new double[xs.length];
            Arrays.fill(ys, failureHeight);
            XYSeries marks = chart.addSeries(curve.label() + ": " + why, xs, ys);
            marks.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            marks.setMarker(FailureMark.INSTANCE);
            marks.setMarkerColor(curve.look().color());
        });
    }

    private static TreeMap<Double, Interval> intervals(Plot.Curve curve) {
        TreeMap<Double, Interval> intervals = new TreeMap<>();
        curve.points.stream()
                .collect(Collectors.groupingBy(p -> p[0]))
                .forEach((x, repetitions) -> intervals.put(
                        x,
                        Interval.of(repetitions.stream().mapToDouble(p -> p[1]).toArray())));
        return intervals;
    }

    private static double[] column(Plot.Curve curve, int index) {
        return curve.points.stream().mapToDouble(p -> p[index]).toArray();
    }

    private static Color faded(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }
}

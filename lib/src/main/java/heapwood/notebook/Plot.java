package heapwood.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * A chart in the kit's style, drawn by XChart: every point measured, a line through the medians, a band for the interval in
 * which the median lies, a cross where a trial failed.
 *
 * <pre>{@code
 * Plot plot = Plot.titled("The reference tree has 3 objects a node")
 *         .x("nodes").logX()
 *         .y("live objects").logY();
 * Plot.Curve reference = plot.curve("reference", Look.tree("reference"));
 * for (Row row : rows) {
 *     reference.point(row.nodes(), row.objects());
 * }
 * plot.picture("02-objects", "How it was counted").saved()
 * }</pre>
 */
public final class Plot {
    private final String title;
    private final List<Curve> curves = new ArrayList<>();
    private Axis x = new Axis("", "", false);
    private Axis y = new Axis("", "", false);

    private Plot(String title) {
        this.title = title;
    }

    /** A plot whose title says what was found, in one sentence that is computed from the data at hand. */
    public static Plot titled(String finding) {
        return new Plot(finding);
    }

    /** What the horizontal axis counts: {@code "live objects"}. */
    public Plot x(String quantity) {
        return x(quantity, "");
    }

    /** What the horizontal axis measures, and its unit without a prefix: {@code x("heap", "B")}. */
    public Plot x(String quantity, String unit) {
        x = new Axis(quantity, unit, x.logarithmic);
        return this;
    }

    /** What the vertical axis counts: {@code "live objects"}. */
    public Plot y(String quantity) {
        return y(quantity, "");
    }

    /** What the vertical axis measures, and its unit without a prefix: {@code y("longest pause", "s")}. */
    public Plot y(String quantity, String unit) {
        y = new Axis(quantity, unit, y.logarithmic);
        return this;
    }

    /** Makes the horizontal axis logarithmic: all its values must be positive. */
    public Plot logX() {
        x = new Axis(x.quantity, x.unit, true);
        return this;
    }

    /** Makes the vertical axis logarithmic: all its values must be positive. */
    public Plot logY() {
        y = new Axis(y.quantity, y.unit, true);
        return this;
    }

    /**
     * Adds a curve, empty yet.
     *
     * @param label as the legend has it
     * @param look its color, marker and line
     */
    public Curve curve(String label, Look look) {
        return add(new Curve(label, look, false, x.logarithmic, y.logarithmic));
    }

    /**
     * Adds a series whose points no line joins.
     *
     * @param label as the legend has it
     * @param look its color and marker
     */
    public Curve scatter(String label, Look look) {
        return add(new Curve(label, look, true, x.logarithmic, y.logarithmic));
    }

    /**
     * Adds rings to draw around points of other curves that deserve less trust.
     *
     * @param label why, as the legend has it: {@code "fewer than five collections"}
     */
    public Curve rings(String label) {
        return scatter(label, Look.ring());
    }

    private Curve add(Curve curve) {
        curves.add(curve);
        return curve;
    }

    /** The chart as a picture. */
    public Picture picture(String name, String caption) {
        XYChart chart = chart();
        Legend legend = new Legend(legendEntries(), HouseStyle.WIDTH - 2.0 * HouseStyle.MARGIN);
        int legendHeight = legend.height();
        Drawing body = (graphics, width, height) -> {
            legend.paint(graphics, HouseStyle.MARGIN, 0);
            graphics.translate(0, legendHeight);
            chart.paint(graphics, width - HouseStyle.MARGIN, height - legendHeight);
        };
        return Picture.of(name, title, caption, body, HouseStyle.WIDTH, legendHeight + HouseStyle.HEIGHT)
                .describedAs("A chart of " + y.title() + " against " + x.title() + ": "
                        + curves.stream().map(Curve::label).collect(Collectors.joining("; ")));
    }

    private List<Legend.Entry> legendEntries() {
        List<Legend.Entry> entries = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.points.isEmpty()) {
                entries.add(new Legend.Entry(curve.label, curve.look, !curve.scattered));
            }
        }
        for (Curve curve : curves) {
            curve.failures.stream()
                    .map(Failure::why)
                    .distinct()
                    .sorted()
                    .forEach(
                            why -> entries.add(new Legend.Entry(curve.label + ": " + why, curve.look.failed(), false)));
        }
        return entries;
    }

    /** The chart itself, for what this class does not offer; its title is not drawn, since a {@link Picture} has it. */
    public XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(HouseStyle.WIDTH)
                .height(HouseStyle.HEIGHT)
                .title(title)
                .xAxisTitle(x.title())
                .yAxisTitle(y.title())
                .build();
        HouseStyle.apply(chart);
        PlotPainter.fill(chart, x, y, curves);
        return chart;
    }

    /** One axis. */
    record Axis(String quantity, String unit, boolean logarithmic) {
        private static final double EPSILON = 1e-8;
        private static final MathContext DIGITS = new MathContext(3);

        static boolean whole(double value) {
            return Math.abs(value - Math.rint(value)) <= EPSILON * Math.max(1, Math.abs(value));
        }

        String title() {
            return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
        }

        /** What stands at a tick. "500 m" is no good way to write half of nothing in particular. */
        String tick(double value) {
            boolean bare = unit.isEmpty() || unit.equals("%") || unit.equals("×");
            String number = bare && Math.abs(value) < 1
                    ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString()
                    : Si.of(value, bare ? "" : unit);
            return bare ? (number + " " + unit).strip() : number;
        }

        /** The same on an axis of nothing but whole numbers, such as a run's: there are no runs between them. */
        String wholeTick(double value) {
            return whole(value) ? tick(value) : "";
        }

        /** The same on a logarithmic axis where not all ticks have labels. */
        String tick(double value, Set<Integer> labeledDigits) {
            double first = Range.firstDigit(value);
            return whole(first) && labeledDigits.contains((int) Math.rint(first)) ? tick(value) : "";
        }
    }

    /** A trial without a result. */
    record Failure(double x, String why) {}

    /** One series of a plot. */
    public static final class Curve {
        private final String label;
        private final Look look;
        final boolean scattered;
        private final boolean positiveX;
        private final boolean positiveY;
        final List<double[]> points = new ArrayList<>();
        final List<Failure> failures = new ArrayList<>();

        private Curve(String label, Look look, boolean scattered, boolean positiveX, boolean positiveY) {
            this.label = label;
            this.look = look;
            this.scattered = scattered;
            this.positiveX = positiveX;
            this.positiveY = positiveY;
        }

        /**
         * Adds one measurement; several at the same x are repetitions.
         *
         * @throws IllegalArgumentException if a value is not finite, or not positive on a logarithmic axis
         */
        public Curve point(double x, double y) {
            check("x", x, positiveX);
            check("y", y, positiveY);
            points.add(new double[] {x, y});
            return this;
        }

        /**
         * Marks a trial that ended without a result.
         *
         * @param x where it would stand
         * @param why in a few words: {@code "out of memory"}
         */
        public Curve failed(double x, String why) {
            check("x", x, positiveX);
            failures.add(new Failure(x, why));
            return this;
        }

        String label() {
            return label;
        }

        Look look() {
            return look;
        }

        private void check(String axis, double value, boolean positive) {
            if (!Double.isFinite(value) || (positive && value <= 0)) {
                throw new IllegalArgumentException(label + ": " + axis + " = " + value + " cannot be drawn on a "
                        + (positive ? "logarithmic axis: use a positive number" : "plot: use a finite number"));
            }
        }
    }
}

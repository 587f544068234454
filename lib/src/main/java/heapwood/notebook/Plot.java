package heapwood.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * A chart in the kit's style, drawn by XChart: every point measured, a line through the medians, a band for the interval of the
 * median, a cross for each failed trial.
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

    /**
     * Returns an empty plot.
     *
     * @param finding the title: the finding in one sentence, computed from the data at hand
     */
    public static Plot titled(String finding) {
        return new Plot(finding);
    }

    /**
     * Sets the quantity that the horizontal axis counts.
     *
     * @param quantity the quantity: {@code "live objects"}
     * @return this
     */
    public Plot x(String quantity) {
        return x(quantity, "");
    }

    /**
     * Sets the quantity that the horizontal axis measures, and its unit: {@code x("heap", "B")}.
     *
     * @param quantity the quantity
     * @param unit its unit without a prefix
     * @return this
     */
    public Plot x(String quantity, String unit) {
        x = new Axis(quantity, unit, x.logarithmic);
        return this;
    }

    /**
     * Sets the quantity that the vertical axis counts.
     *
     * @param quantity the quantity: {@code "live objects"}
     * @return this
     */
    public Plot y(String quantity) {
        return y(quantity, "");
    }

    /**
     * Sets the quantity that the vertical axis measures, and its unit: {@code y("longest pause", "s")}.
     *
     * @param quantity the quantity
     * @param unit its unit without a prefix
     * @return this
     */
    public Plot y(String quantity, String unit) {
        y = new Axis(quantity, unit, y.logarithmic);
        return this;
    }

    /**
     * Makes the horizontal axis logarithmic: all its values must be positive.
     *
     * @return this
     * @throws IllegalArgumentException if a value already added is not positive; the axis is then unchanged
     */
    public Plot logX() {
        Axis logarithmic = new Axis(x.quantity, x.unit, true);
        curves.forEach(curve -> curve.checkXs(logarithmic));
        x = logarithmic;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic: all its values must be positive.
     *
     * @return this
     * @throws IllegalArgumentException if a value already added is not positive; the axis is then unchanged
     */
    public Plot logY() {
        Axis logarithmic = new Axis(y.quantity, y.unit, true);
        curves.forEach(curve -> curve.checkYs(logarithmic));
        y = logarithmic;
        return this;
    }

    /**
     * Adds an empty curve.
     *
     * @param label the label in the legend
     * @param look the color, the marker and the line
     * @return the curve, for its points
     */
    public Curve curve(String label, Look look) {
        return add(new Curve(label, look, false));
    }

    /**
     * Adds an empty series whose points are not joined by a line.
     *
     * @param label the label in the legend
     * @param look the color and the marker
     * @return the series, for its points
     */
    public Curve scatter(String label, Look look) {
        return add(new Curve(label, look, true));
    }

    /**
     * Adds an empty series of rings, to be drawn around points of other curves that are less reliable.
     *
     * @param label the reason, as in the legend: {@code "fewer than five collections"}
     * @return the series, for its points
     */
    public Curve rings(String label) {
        return scatter(label, Look.ring());
    }

    private Curve add(Curve curve) {
        curves.add(curve);
        return curve;
    }

    /**
     * Returns the chart as a picture. If there is neither a point nor a failure, it shows that nothing was measured, whatever the
     * title.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param caption the method of measurement; empty for none
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public Picture picture(String name, String caption) {
        if (curves.stream().allMatch(curve -> curve.points.isEmpty() && curve.failures.isEmpty())) {
            return Unmeasured.picture(name, y.quantity + " against " + x.quantity, caption);
        }
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

    /**
     * Returns the XChart chart, for options that this class does not offer. The chart's title is not drawn, since a {@link Picture}
     * has one.
     */
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
        /**
         * The greatest length of a tick's label, in characters. If a label never fits between two ticks, XChart searches without
         * end for fewer ticks.
         */
        private static final int WIDEST = 14;

        /** The largest value that can be drawn, far beyond any measurement. */
        private static final double MOST = 1e21;

        private static final double LEAST = 1e-15;

        private static final double EPSILON = 1e-8;
        private static final MathContext DIGITS = new MathContext(3);

        /**
         * Checks that a value can be drawn on this axis.
         *
         * @param label the label of the curve, for the message
         * @param name the name of the axis, for the message
         * @throws IllegalArgumentException if the value is not finite or beyond 10<sup>21</sup>; on a logarithmic axis also if it
         *     is not positive or below 10<sup>-15</sup>
         */
        void check(String label, String name, double value) {
            if (logarithmic && !(value >= LEAST && value <= MOST)) {
                throw new IllegalArgumentException(label + ": " + name + " = " + value
                        + " cannot be drawn on a logarithmic axis: use a positive number from 1e-15 to 1e21");
            }
            if (!(Math.abs(value) <= MOST)) {
                throw new IllegalArgumentException(label + ": " + name + " = " + value
                        + " cannot be drawn on a plot: use a finite number up to 1e21");
            }
        }

        static boolean whole(double value) {
            return Math.abs(value - Math.rint(value)) <= EPSILON * Math.max(1, Math.abs(value));
        }

        String title() {
            return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
        }

        /** Returns the label of a tick. Values below one have no prefix if the axis has no unit, or % or ×: "0.5", not "500 m". */
        String tick(double value) {
            boolean bare = unit.isEmpty() || unit.equals("%") || unit.equals("×");
            String number = bare && Math.abs(value) < 1
                    ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString()
                    : Si.of(value, bare ? "" : unit);
            String label = bare ? (number + " " + unit).strip() : number;
            return label.length() <= WIDEST ? label : (exponent(value) + " " + unit).strip();
        }

        private static String exponent(double value) {
            return new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
        }

        /** Returns the label of a tick of an axis with whole numbers only, such as numbers of runs; empty between them. */
        String wholeTick(double value) {
            return whole(value) ? tick(value) : "";
        }

        /** Returns the label of a tick of a logarithmic axis, or an empty text if ticks with its first digit have no label. */
        String tick(double value, Set<Integer> labeledDigits) {
            double first = Range.firstDigit(value);
            return whole(first) && labeledDigits.contains((int) Math.rint(first)) ? tick(value) : "";
        }
    }

    /** A trial without a result. */
    record Failure(double x, String why) {}

    /** One series of a plot. */
    public final class Curve {
        private final String label;
        private final Look look;
        final boolean scattered;
        final List<double[]> points = new ArrayList<>();
        final List<Failure> failures = new ArrayList<>();

        private Curve(String label, Look look, boolean scattered) {
            this.label = label;
            this.look = look;
            this.scattered = scattered;
        }

        /**
         * Adds one measurement. Several measurements at the same x are repetitions.
         *
         * @param x the position on the horizontal axis, in its unit
         * @param y the value measured, in the unit of the vertical axis
         * @return this
         * @throws IllegalArgumentException if a value is not finite, or not positive on a logarithmic axis
         */
        public Curve point(double x, double y) {
            Plot.this.x.check(label, "x", x);
            Plot.this.y.check(label, "y", y);
            points.add(new double[] {x, y});
            return this;
        }

        /**
         * Marks a trial that ended without a result.
         *
         * @param x the position on the horizontal axis, in its unit
         * @param why the reason, in a few words: {@code "out of memory"}
         * @return this
         * @throws IllegalArgumentException if x is not finite, or not positive on a logarithmic axis
         */
        public Curve failed(double x, String why) {
            Plot.this.x.check(label, "x", x);
            failures.add(new Failure(x, why));
            return this;
        }

        String label() {
            return label;
        }

        Look look() {
            return look;
        }

        private void checkXs(Axis axis) {
            points.forEach(point -> axis.check(label, "x", point[0]));
            failures.forEach(failure -> axis.check(label, "x", failure.x()));
        }

        private void checkYs(Axis axis) {
            points.forEach(point -> axis.check(label, "y", point[1]));
        }
    }
}

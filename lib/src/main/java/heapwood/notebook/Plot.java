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

    /**
     * Makes the horizontal axis logarithmic: all its values must be positive.
     *
     * @throws IllegalArgumentException if one that is there already is not; the axis stays as it was
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
     * @throws IllegalArgumentException if one that is there already is not; the axis stays as it was
     */
    public Plot logY() {
        Axis logarithmic = new Axis(y.quantity, y.unit, true);
        curves.forEach(curve -> curve.checkYs(logarithmic));
        y = logarithmic;
        return this;
    }

    /**
     * Adds a curve, empty yet.
     *
     * @param label as the legend has it
     * @param look its color, marker and line
     */
    public Curve curve(String label, Look look) {
        return add(new Curve(label, look, false));
    }

    /**
     * Adds a series whose points no line joins.
     *
     * @param label as the legend has it
     * @param look its color and marker
     */
    public Curve scatter(String label, Look look) {
        return add(new Curve(label, look, true));
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

    /** Returns the chart as a picture; without a point or a failure, one that says that nothing was measured, whatever the title. */
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
        /** Letters of a label. One that never fits between two ticks makes XChart look for fewer of them without end. */
        private static final int WIDEST = 14;

        /** Beyond what is measured. */
        private static final double MOST = 1e21;

        private static final double LEAST = 1e-15;

        private static final double EPSILON = 1e-8;
        private static final MathContext DIGITS = new MathContext(3);

        /**
         * Refuses what has no place on it.
         *
         * @param name the axis's, for the message
         * @throws IllegalArgumentException if the value is not finite or beyond 10<sup>21</sup>; on a logarithmic axis also if it is not
         *     positive or below 10<sup>-15</sup>
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

        /** What stands at a tick. "500 m" is no good way to write half of nothing in particular. */
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
         * Adds one measurement; several at the same x are repetitions.
         *
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
         * @param x where it would stand
         * @param why in a few words: {@code "out of memory"}
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

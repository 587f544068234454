package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Collector;
import heapwood.profile.Fonts;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

final class PlotTest {
    private static final Plot.Axis PAUSE = new Plot.Axis("pause", "s", true);

    private static Plot plot() {
        return Plot.titled("The finding").x("nodes").logX().y("pause", "s").logY();
    }

    @Test
    void ticks_carry_the_unit_with_its_prefix() {
        assertEquals("pause (s)", PAUSE.title());
        assertEquals("10 ms", PAUSE.tick(0.01));
        assertEquals("50 %", new Plot.Axis("share", "%", false).tick(50));
        assertEquals("1 M", new Plot.Axis("nodes", "", true).tick(1e6));
    }

    @Test
    void an_axis_that_counts_has_no_label_between_whole_numbers() {
        Plot.Axis runs = new Plot.Axis("run", "", false);
        assertEquals("2", runs.wholeTick(2));
        assertEquals("", runs.wholeTick(0.5));
        assertEquals("", runs.wholeTick(2.5));
        assertEquals("3", runs.wholeTick(3.0000000000000004));
        Plot plot = Plot.titled("").x("run").y("share");
        plot.curve("G1", Look.collector("G1")).point(1, 0.1).point(2, 0.4);
        XYStyler styler = plot.chart().getStyler();
        assertEquals("", styler.getXAxisTickLabelsFormattingFunction().apply(1.5));
        assertEquals("0.3", styler.getYAxisTickLabelsFormattingFunction().apply(0.3));
    }

    @Test
    void a_fraction_of_nothing_in_particular_has_no_prefix() {
        assertEquals("0.5", new Plot.Axis("ratio", "", false).tick(0.5));
        assertEquals("0.001", new Plot.Axis("objects a node", "", true).tick(0.001));
        assertEquals("0.5 ×", new Plot.Axis("times", "×", true).tick(0.5));
        assertEquals("0 %", new Plot.Axis("share", "%", false).tick(0));
        assertEquals("500 ms", new Plot.Axis("pause", "s", false).tick(0.5));
    }

    @Test
    void a_log_axis_has_the_fewest_labels_that_are_at_least_three() {
        assertArrayEquals(new double[] {10, 100, 1000}, new Range(5, 2000, true).labeledTicks(), 1e-9);
        assertArrayEquals(new double[] {20, 50, 100, 200}, new Range(20, 200, true).labeledTicks(), 1e-9);
        assertArrayEquals(new double[] {2, 3, 4, 5}, new Range(2, 5, true).labeledTicks(), 1e-9);
        assertArrayEquals(new double[] {5e5, 6e5, 7e5, 8e5, 9e5, 1e6}, new Range(5e5, 1e6, true).labeledTicks(), 1e-3);
        assertArrayEquals(new double[] {0.5, 1, 2}, new Range(0.5, 2, true).labeledTicks(), 1e-12);
    }

    @Test
    void whatever_is_measured_a_log_axis_has_three_labels() {
        for (double low = 1e-9; low < 1e9; low *= 1.7) {
            for (double high = low; high < 1e10; high *= 1.3) {
                Range range = Range.around(new double[] {low, high}, true);
                assertTrue(range.low() <= low && range.high() >= high, range.toString());
                assertTrue(range.labeledTicks().length >= 3, range.toString());
                for (double tick : range.labeledTicks()) {
                    assertNotEquals("", PAUSE.tick(tick, range.labeledDigits()), range + " at " + tick);
                }
            }
        }
    }

    @Test
    void ticks_between_the_labeled_ones_have_none() {
        assertEquals("20 ms", PAUSE.tick(0.02, Set.of(1, 2, 5)));
        assertEquals("", PAUSE.tick(0.03, Set.of(1, 2, 5)));
        assertEquals("", PAUSE.tick(9e5, Set.of(1, 2, 5)));
        assertEquals("1 ms", PAUSE.tick(0.1 * 0.1 * 0.1, Set.of(1)));
    }

    @Test
    void repetitions_become_points_a_median_and_a_band() {
        Plot plot = plot();
        Plot.Curve curve = plot.curve("reference", Look.tree("reference"));
        for (int x : new int[] {10, 100}) {
            curve.point(x, 1).point(x, 2).point(x, 30);
        }
        XYChart chart = plot.chart();
        assertArrayEquals(new double[] {2, 2}, chart.getSeries("reference").getYData());
        assertEquals(6, chart.getSeries("reference (each)").getYData().length);
        double[] band = chart.getSeries("reference (interval)").getYData();
        assertArrayEquals(new double[] {1, 1, 30, 30}, band);
    }

    @Test
    void single_measurements_are_drawn_once() {
        Plot plot = plot();
        plot.curve("compact", Look.tree("compact")).point(10, 1).point(100, 2);
        assertEquals(1, plot.chart().getSeriesCollection().size());
    }

    @Test
    void a_failure_is_marked_above_everything_measured() {
        Plot plot = plot();
        plot.curve("reference", Look.tree("reference"))
                .point(10, 1)
                .point(100, 7)
                .failed(1000, "out of memory");
        double[] height = plot.chart().getSeries("reference: out of memory").getYData();
        assertTrue(height[0] > 7, "failure at " + height[0]);
    }

    @Test
    void rings_go_around_each_point_and_are_no_curve() {
        Plot plot = plot();
        plot.curve("reference", Look.tree("reference")).point(10, 1).point(10, 7);
        plot.rings("doubtful").point(10, 1).point(10, 7);
        assertArrayEquals(
                new double[] {1, 7}, plot.chart().getSeries("doubtful").getYData());
        assertEquals(3, plot.chart().getSeriesCollection().size());
    }

    @Test
    void scattered_points_at_one_place_are_all_drawn() {
        Plot plot = plot();
        plot.scatter("each", Look.series(0)).point(10, 1).point(10, 7).point(10, 9);
        assertArrayEquals(new double[] {1, 7, 9}, plot.chart().getSeries("each").getYData());
    }

    @Test
    void what_cannot_be_drawn_is_refused_and_named() {
        Plot.Curve curve = plot().curve("reference", Look.tree("reference"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> curve.point(10, 0));
        assertTrue(e.getMessage().startsWith("reference: y = 0.0"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> curve.point(Double.NaN, 1));
        assertThrows(IllegalStateException.class, () -> plot().chart());
    }

    /** What one does to a plot, in every order that names an axis's points after their curve. */
    private static void drawInOrder(String order, double x, double y) {
        Plot plot = Plot.titled("A finding").x("nodes").y("pause", "s");
        Plot.Curve curve = null;
        for (char step : order.toCharArray()) {
            switch (step) {
                case 'x' -> plot.logX();
                case 'y' -> plot.logY();
                case 'c' -> curve = plot.curve("reference", Look.tree("reference"));
                case 'p' -> curve.point(x, y);
                case 'f' -> curve.failed(x, "out of memory");
                default -> plot.x("live objects").y("time", "s");
            }
        }
        plot.chart();
    }

    private static List<String> orders(String steps) {
        if (steps.isEmpty()) {
            return List.of("");
        }
        Set<String> orders = new TreeSet<>();
        for (int i = 0; i < steps.length(); i++) {
            char first = steps.charAt(i);
            orders(steps.substring(0, i) + steps.substring(i + 1)).forEach(rest -> orders.add(first + rest));
        }
        return List.copyOf(orders);
    }

    @Test
    @Timeout(120)
    void whether_a_value_is_refused_does_not_depend_on_when_its_axis_became_logarithmic() {
        for (String order : orders("xypca")) {
            if (order.indexOf('c') > order.indexOf('p')) {
                continue;
            }
            drawInOrder(order, 10, 1e-3);
            for (double bad :
                    new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e300}) {
                assertRefused("x = " + bad, () -> drawInOrder(order, bad, 1));
                assertRefused("y = " + bad, () -> drawInOrder(order, 10, bad));
                assertRefused("x = " + bad, () -> drawInOrder(order.replace('p', 'f'), bad, 1));
            }
        }
    }

    private static void assertRefused(String what, Executable drawing) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, drawing);
        assertTrue(e.getMessage().startsWith("reference: " + what + " cannot be drawn on a"), e.getMessage());
        assertTrue(e.getMessage().contains(": use a "), e.getMessage());
    }

    @Test
    void an_axis_that_cannot_become_logarithmic_stays_as_it_was() {
        Plot plot = Plot.titled("").x("n").y("share", "%");
        Plot.Curve curve = plot.curve("compact", Look.tree("compact")).point(0, 0);
        assertThrows(IllegalArgumentException.class, plot::logX);
        assertThrows(IllegalArgumentException.class, plot::logY);
        curve.point(-1, 0).failed(0, "killed");
        assertTrue(plot.picture("plot", "").png(false).length > 0);
    }

    @Test
    @Timeout(120)
    void every_finite_span_is_drawn() {
        BufferedImage canvas = new BufferedImage(760, 430, BufferedImage.TYPE_INT_RGB);
        double[] ends = {-1e21, -1, 0, Double.MIN_VALUE, 1e-15, 1, 1 + 1e-12, 1e21};
        for (double one : ends) {
            for (double other : ends) {
                Plot plot = Plot.titled("").x("n").y("time", "s");
                plot.curve("compact", Look.tree("compact")).point(one, other).point(other, one);
                if (one >= 1e-15) {
                    plot = other >= 1e-15 ? plot.logX().logY() : plot;
                }
                plot.chart().paint(canvas.createGraphics(), 760, 430);
            }
        }
    }

    @Test
    void a_line_ends_after_a_unit_and_not_before_it() {
        String title = "GC takes 68 % of it, 25.2 ms, 899 k objects, 5 seconds, 2 of 3 MB";
        List<String> lines = HouseStyle.wrap(Fonts.regular(HouseStyle.TEXT_SIZE), title, 1);
        assertEquals(
                List.of(
                        "GC",
                        "takes",
                        "68 %",
                        "of",
                        "it,",
                        "25.2 ms,",
                        "899 k",
                        "objects,",
                        "5",
                        "seconds,",
                        "2",
                        "of",
                        "3 MB"),
                lines);
    }

    @Test
    void axes_snap_to_readable_ends() {
        assertEquals(new Range(2e5, 5e7, true), Range.around(new double[] {3e5, 4.9e7}, true));
        assertEquals(new Range(50, 200, true), Range.around(new double[] {100}, true));
        assertEquals(0, Range.around(new double[] {3, 90}, false).low());
        assertTrue(Range.around(new double[] {0, 0}, false).high() > 0);
    }

    @Test
    void every_tree_and_collector_has_its_own_look() {
        assertNotEquals(Look.tree("reference").color(), Look.tree("compact").color());
        Set<Color> colors = new HashSet<>();
        Look.COLLECTORS.forEach(c -> colors.add(Look.collector(c).color()));
        colors.add(Look.tree("reference").color());
        colors.add(Look.tree("compact").color());
        assertEquals(8, colors.size());
        assertEquals(Look.tree("compact").color(), Look.of("COMPACT", "zgc").color());
        assertEquals(Look.collector("ZGC").marker(), Look.of("compact", "ZGC").marker());
    }

    @Test
    void collectors_come_in_the_laboratorys_order() {
        assertEquals(Arrays.stream(Collector.values()).map(Collector::label).toList(), Look.COLLECTORS);
    }

    @Test
    void an_unknown_tree_or_collector_is_an_error_that_names_the_known() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Look.collector("G2"));
        assertTrue(e.getMessage().contains("Serial, Parallel, G1"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Look.tree("oak"));
    }
}

package heapwood.notebook;

import heapwood.profile.Fonts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of parts of a whole over the hours of a day, one area on the other, drawn by XChart in the kit's style. The first part is
 * the lowest.
 */
public final class StackedArea {
    private static final List<Color> COLORS = List.of(
            Look.BLUE, Look.SKY_BLUE, Look.GREEN, Look.ORANGE, Look.VERMILLION, Look.PURPLE, new Color(0xD0D0D0));
    private static final int SWATCH = 16;
    private static final int ROW = 24;

    private final String title;
    private final String quantity;
    private final double[] hours;
    private final List<String> labels = new ArrayList<>();
    private final List<double[]> parts = new ArrayList<>();

    /**
     * Creates a picture without parts.
     *
     * @param finding the title: the finding in one sentence, computed from the data at hand
     * @param quantity the title of the vertical axis
     * @param hours the times, in hours since the day's start, in ascending order
     */
    public StackedArea(String finding, String quantity, double[] hours) {
        this.title = finding;
        this.quantity = quantity;
        this.hours = hours.clone();
    }

    /**
     * Adds a part on top of the others.
     *
     * @param label the label in the legend
     * @param values the value at each time, at least 0
     * @return this
     * @throws IllegalArgumentException if there are not as many values as times, or there are seven parts already
     */
    public StackedArea part(String label, double[] values) {
        if (values.length != hours.length || parts.size() == COLORS.size()) {
            throw new IllegalArgumentException(label + ": " + values.length + " values for " + hours.length
                    + " times, as part " + (parts.size() + 1) + " of at most " + COLORS.size());
        }
        labels.add(label);
        parts.add(values.clone());
        return this;
    }

    /**
     * Returns the picture.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param caption the method of measurement; empty for none
     */
    public Picture picture(String name, String caption) {
        if (parts.isEmpty() || hours.length < 2) {
            return Unmeasured.picture(name, quantity + " over the day", caption);
        }
        XYChart chart = chart();
        int legendHeight = ROW * labels.size();
        Drawing body = (graphics, width, height) -> {
            paintLegend(graphics);
            graphics.translate(0, legendHeight);
            chart.paint(graphics, width - HouseStyle.MARGIN, height - legendHeight);
        };
        return Picture.of(name, title, caption, body, HouseStyle.WIDTH, legendHeight + HouseStyle.HEIGHT)
                .describedAs("Areas of " + quantity + " over the day: " + String.join("; ", labels));
    }

    /** Paints the legend in the order of the areas, the uppermost first. */
    private void paintLegend(Graphics2D graphics) {
        Font font = Fonts.regular(HouseStyle.TEXT_SIZE);
        double y = 0;
        for (int i = labels.size() - 1; i >= 0; i--) {
            graphics.setColor(COLORS.get(i));
            graphics.fill(new Rectangle2D.Double(HouseStyle.MARGIN, y + 4, SWATCH, SWATCH));
            HouseStyle.text(
                    graphics, font, HouseStyle.TEXT, labels.get(i), HouseStyle.MARGIN + SWATCH + 8.0, y + SWATCH + 1.0);
            y += ROW;
        }
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(HouseStyle.WIDTH)
                .height(HouseStyle.HEIGHT)
                .xAxisTitle("time of day")
                .yAxisTitle(quantity)
                .build();
        HouseStyle.apply(chart);
        chart.getStyler().setXAxisMin(hours[0]);
        chart.getStyler().setXAxisMax(hours[hours.length - 1]);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(StackedArea::clock);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Si::of);
        double[] below = new double[hours.length];
        for (int i = 0; i < parts.size(); i++) {
            double[] above = below.clone();
            for (int at = 0; at < above.length; at++) {
                above[at] += parts.get(i)[at];
            }
            area(chart, labels.get(i) + " " + i, below, above).setFillColor(COLORS.get(i));
            below = above;
        }
        return chart;
    }

    private XYSeries area(XYChart chart, String name, double[] below, double[] above) {
        int n = hours.length;
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
            xs[i] = hours[i];
            ys[i] = above[i];
            xs[2 * n - 1 - i] = hours[i];
            ys[2 * n - 1 - i] = below[i];
        }
        XYSeries area = chart.addSeries(name, xs, ys);
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        area.setLineStyle(new BasicStroke(0.5f)).setLineColor(Color.WHITE);
        area.setMarker(SeriesMarkers.NONE);
        return area;
    }

    private static String clock(double hours) {
        long minutes = Math.round(hours * 60);
        return String.format("%02d:%02d", minutes / 60, minutes % 60);
    }
}

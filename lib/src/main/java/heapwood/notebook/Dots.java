package heapwood.notebook;

import heapwood.lab.rows.Interval;
import heapwood.profile.Fonts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture of groups of measurements on one logarithmic axis, for comparisons without a second axis. Each series of a group has a
 * row: every repetition is a faint dot, the interval of the median a line, and the median the series' marker.
 */
public final class Dots {
    private static final int ROW = 17;
    private static final int BETWEEN_GROUPS = 12;
    private static final int AXIS = 62;
    private static final int LABEL_GAP = 14;
    private static final int MARKER = 9;
    private static final double DOT = 5;
    private static final int FAINT = 80;

    private final String title;
    private final String axis;
    private final String unit;
    private final Map<String, List<Series>> groups = new LinkedHashMap<>();
    private final Font font = Fonts.regular(HouseStyle.TEXT_SIZE);

    private record Series(String label, Look look, double[] values, Interval interval) {}

    private Dots(String title, String axis, String unit) {
        this.title = title;
        this.axis = axis;
        this.unit = unit;
    }

    /**
     * Returns an empty picture.
     *
     * @param finding the title: the finding in one sentence, computed from the data at hand
     * @param axis the quantity on the axis
     * @param unit its unit without a prefix, or {@code ×}
     */
    public static Dots titled(String finding, String axis, String unit) {
        return new Dots(finding, axis, unit);
    }

    /**
     * Adds a row.
     *
     * @param group the name of the group that the row belongs to: {@code "headline"}
     * @param label the label in the legend
     * @param look the color and the marker
     * @param values the repetitions, positive, in the axis's unit
     * @return this
     * @throws IllegalArgumentException if there are no values, or one is not a positive number
     */
    public Dots add(String group, String label, Look look, double... values) {
        for (double value : values) {
            if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        group + ", " + label + ": " + value + " cannot be drawn on a logarithmic axis");
            }
        }
        groups.computeIfAbsent(group, any -> new ArrayList<>())
                .add(new Series(label, look, values.clone(), Interval.of(values)));
        return this;
    }

    /**
     * Returns the picture. If there are no rows, it shows that nothing was measured, whatever the title.
     *
     * @param name the name of the saved files, as in {@link Picture#of(String, String, String, Drawing, int, int) Picture.of}
     * @param caption the text below the picture: how it was measured; empty for none
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public Picture picture(String name, String caption) {
        if (groups.isEmpty()) {
            return Unmeasured.picture(name, axis, caption);
        }
        Legend legend = new Legend(legendEntries(), HouseStyle.WIDTH - 2.0 * HouseStyle.MARGIN);
        int rows = groups.values().stream()
                .mapToInt(series -> series.size() * ROW + BETWEEN_GROUPS)
                .sum();
        int height = legend.height() + BETWEEN_GROUPS + rows + AXIS;
        Drawing body = (graphics, width, h) -> {
            legend.paint(graphics, HouseStyle.MARGIN, 0);
            paint(graphics, legend.height() + BETWEEN_GROUPS, width, rows);
        };
        return Picture.of(name, title, caption, body, HouseStyle.WIDTH, height)
                .describedAs("Rows of dots: " + axis + ", for " + String.join("; ", groups.keySet()));
    }

    private List<Legend.Entry> legendEntries() {
        Map<String, Legend.Entry> entries = new LinkedHashMap<>();
        groups.values()
                .forEach(group -> group.forEach(series ->
                        entries.putIfAbsent(series.label(), new Legend.Entry(series.label(), series.look(), true))));
        return List.copyOf(entries.values());
    }

    private void paint(Graphics2D graphics, double top, double width, double rows) {
        HouseStyle.smooth(graphics);
        double left = HouseStyle.MARGIN
                + LABEL_GAP
                + groups.keySet().stream()
                        .mapToDouble(group -> HouseStyle.width(font, group))
                        .max()
                        .orElse(0);
        double right = width - 2.5 * HouseStyle.MARGIN;
        Range range = Range.around(
                groups.values().stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(series -> Arrays.stream(series.values()))
                        .toArray(),
                true);
        paintAxis(graphics, range, left, right, top, top + rows);
        double y = top;
        for (Map.Entry<String, List<Series>> group : groups.entrySet()) {
            double middle = y + group.getValue().size() * ROW / 2.0;
            double labelWidth = HouseStyle.width(font, group.getKey());
            HouseStyle.text(
                    graphics,
                    font,
                    HouseStyle.TEXT,
                    group.getKey(),
                    left - LABEL_GAP - labelWidth,
                    middle + HouseStyle.TEXT_SIZE * 0.36);
            for (Series series : group.getValue()) {
                paint(graphics, series, range, left, right, y + ROW / 2.0);
                y += ROW;
            }
            y += BETWEEN_GROUPS;
        }
    }

    private void paintAxis(Graphics2D graphics, Range range, double left, double right, double top, double bottom) {
        Plot.Axis scale = new Plot.Axis(axis, unit, true);
        for (double value : range.labeledTicks()) {
            double x = at(value, range, left, right);
            graphics.setStroke(new BasicStroke(1));
            graphics.setColor(HouseStyle.GRID);
            graphics.draw(new Line2D.Double(x, top - BETWEEN_GROUPS / 2.0, x, bottom));
            String label = scale.tick(value);
            double labelWidth = HouseStyle.width(font, label);
            HouseStyle.text(graphics, font, HouseStyle.TEXT, label, x - labelWidth / 2, bottom + 20);
        }
        // The ticks and the title already show that values are factors.
        String words = unit.equals("×") ? axis : scale.title();
        double x = (left + right - HouseStyle.width(font, words)) / 2;
        HouseStyle.text(graphics, font, HouseStyle.TEXT, words, x, bottom + 46);
    }

    private static void paint(Graphics2D graphics, Series series, Range range, double left, double right, double y) {
        Color color = series.look().color();
        graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), FAINT));
        for (double value : series.values()) {
            double x = at(value, range, left, right);
            graphics.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
        }
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(new Line2D.Double(
                at(series.interval().low(), range, left, right),
                y,
                at(series.interval().high(), range, left, right),
                y));
        series.look().marker().paint(graphics, at(series.interval().median(), range, left, right), y, MARKER);
    }

    private static double at(double value, Range range, double left, double right) {
        return left + (right - left) * Math.log(value / range.low()) / Math.log(range.high() / range.low());
    }
}

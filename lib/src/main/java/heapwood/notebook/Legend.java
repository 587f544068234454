package heapwood.notebook;

import heapwood.profile.Fonts;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/**
 * The legend of a picture: a sample and a label for each line and marker. It stands above the chart, in as many rows as it needs,
 * so that it covers no data.
 */
final class Legend {
    private static final int SAMPLE = 34;
    private static final int GAP = 8;
    private static final int BETWEEN = 22;
    private static final int ROW = 24;
    private static final int MARKER = 9;

    private final Font font = Fonts.regular(HouseStyle.TEXT_SIZE);
    private final List<Entry> entries;
    private final double width;

    /**
     * Creates a legend.
     *
     * @param entries the entries, in order
     * @param width the greatest width of a row, in CSS pixels
     */
    Legend(List<Entry> entries, double width) {
        this.entries = entries;
        this.width = width;
    }

    /**
     * One entry of a legend.
     *
     * @param label the text beside the sample
     * @param look the look of the series
     * @param line whether the sample includes a line
     */
    record Entry(String label, Look look, boolean line) {}

    int height() {
        return rows().size() * ROW;
    }

    void paint(Graphics2D graphics, double left, double top) {
        double middle = top + ROW / 2.0;
        for (List<Entry> row : rows()) {
            double x = left;
            for (Entry entry : row) {
                paint(graphics, entry, x, middle);
                x += widthOf(entry) + BETWEEN;
            }
            middle += ROW;
        }
    }

    private void paint(Graphics2D graphics, Entry entry, double x, double middle) {
        Graphics2D sample = (Graphics2D) graphics.create();
        sample.setColor(entry.look().color());
        if (entry.line()) {
            sample.setStroke(entry.look().stroke());
            sample.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
        }
        mark(sample, entry.look().marker(), entry.look().color(), x + SAMPLE / 2.0, middle);
        sample.dispose();
        double baseline = middle + font.getSize2D() * 0.36;
        HouseStyle.text(graphics, font, HouseStyle.TEXT, entry.label(), x + SAMPLE + GAP, baseline);
    }

    private static void mark(Graphics2D graphics, Marker marker, Color color, double x, double y) {
        graphics.setColor(color);
        marker.paint(graphics, x, y, MARKER);
    }

    private double widthOf(Entry entry) {
        return SAMPLE + GAP + HouseStyle.width(font, entry.label());
    }

    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        double used = 0;
        for (Entry entry : entries) {
            double needed = widthOf(entry) + BETWEEN;
            if (rows.isEmpty() || used + needed - BETWEEN > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(entry);
            used += needed;
        }
        return rows;
    }
}

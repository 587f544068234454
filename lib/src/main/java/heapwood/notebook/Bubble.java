package heapwood.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker that is a disk whose area shows a third value, with a dot at its center so that a value of nothing is seen, too. */
final class Bubble extends Marker {
    private static final double DOT = 8;
    private static final double AREA = 85;
    private static final double MOST = 26;
    private static final int FAINT = 90;
    private static final BasicStroke THIN = new BasicStroke(1.5f);

    private final double value;

    /**
     * Creates a marker.
     *
     * @param value the value, 0 or more: at 0 there is the dot alone
     */
    Bubble(double value) {
        this.value = value;
    }

    @Override
    public void paint(Graphics2D graphics, double x, double y, int markerSize) {
        double diameter = Math.min(MOST, Math.sqrt(AREA * value * 4 / Math.PI));
        Color color = graphics.getColor();
        if (diameter > DOT) {
            graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), FAINT));
            graphics.fill(disk(x, y, diameter));
            graphics.setColor(color);
            graphics.setStroke(THIN);
            graphics.draw(disk(x, y, diameter));
        }
        graphics.setColor(color);
        graphics.fill(disk(x, y, DOT));
    }

    private static Ellipse2D disk(double x, double y, double diameter) {
        return new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter);
    }
}

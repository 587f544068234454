package heapwood.notebook;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker of one measurement among several at a position, smaller than the marker of the median. */
final class SmallDot extends Marker {
    private static final double DIAMETER = 5;

    @Override
    public void paint(Graphics2D graphics, double x, double y, int markerSize) {
        graphics.fill(new Ellipse2D.Double(x - DIAMETER / 2, y - DIAMETER / 2, DIAMETER, DIAMETER));
    }
}

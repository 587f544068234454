package heapwood.notebook;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker that is a ring, wide enough to surround another marker. */
final class Ring extends Marker {
    static final Ring INSTANCE = new Ring();

    private static final double DIAMETER = 17;
    private static final BasicStroke THIN = new BasicStroke(1.5f);

    private Ring() {}

    @Override
    public void paint(Graphics2D graphics, double x, double y, int markerSize) {
        graphics.setStroke(THIN);
        graphics.draw(new Ellipse2D.Double(x - DIAMETER / 2, y - DIAMETER / 2, DIAMETER, DIAMETER));
    }
}

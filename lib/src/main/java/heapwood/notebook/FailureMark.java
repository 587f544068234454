package heapwood.notebook;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker of a trial without a result: a bold cross. */
final class FailureMark extends Marker {
    static final FailureMark INSTANCE = new FailureMark();

    private static final double REACH = 5;
    private static final BasicStroke BOLD = new BasicStroke(3);

    private FailureMark() {}

    @Override
    public void paint(Graphics2D graphics, double x, double y, int markerSize) {
        graphics.setStroke(BOLD);
        graphics.draw(new Line2D.Double(x - REACH, y - REACH, x + REACH, y + REACH));
        graphics.draw(new Line2D.Double(x - REACH, y + REACH, x + REACH, y - REACH));
    }
}

package heapwood.notebook;

import java.awt.Graphics2D;

/** Something that draws itself into a rectangle whose upper left corner is at (0, 0). */
@FunctionalInterface
public interface Drawing {
    /**
     * @param graphics where to draw; one unit is one CSS pixel of the picture as shown
     * @param width of the rectangle
     * @param height of the rectangle
     */
    void paint(Graphics2D graphics, int width, int height);
}

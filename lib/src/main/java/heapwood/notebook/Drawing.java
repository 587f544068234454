package heapwood.notebook;

import java.awt.Graphics2D;

/** An object that can paint itself into a rectangle whose upper left corner is at (0, 0). */
@FunctionalInterface
public interface Drawing {
    /**
     * Paints the object.
     *
     * @param graphics the target; one unit is one CSS pixel of the picture as shown
     * @param width the width of the rectangle, in CSS pixels
     * @param height the height of the rectangle, in CSS pixels
     */
    void paint(Graphics2D graphics, int width, int height);
}

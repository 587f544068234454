package heapwood.profile;

import java.awt.Color;
import java.awt.Font;

/**
 * A surface that a picture is drawn on. Its implementations differ in the file format only. Lengths are in pixels from the upper
 * left corner.
 */
interface Canvas {
    /**
     * Draws a filled rectangle.
     *
     * @param hover the text that a viewer may show for it; null for none
     */
    void rectangle(double x, double y, double width, double height, Color color, String hover);

    /**
     * Draws a line of text.
     *
     * @param y the base line
     * @param width the width of the text
     */
    void text(double x, double y, String text, double width, Font font, Color color);
}
